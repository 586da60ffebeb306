import { z } from 'zod';
import { OPEN_DATA_FILE, PublicFigures, PublicFiguresQuery } from '@haochaping/shared/contracts';
import { anyone } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { openDataFile } from './open-data.js';
import { readPublic } from './present.js';

/** What everybody may read of the figures (公示), and the data behind them. Source: 方案 二(三)2; FA-2.3.2-a. */
export function disclosureRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/disclosure/figures',
      operationId: 'readPublicFigures',
      summary: '公示：全市、区县、大厅、单位、事项一个月的数字，每个率带算法，写明数据到哪天',
      tags: ['disclosure'],
      policy: anyone,
      limit: LIMITS.read,
      input: { query: PublicFiguresQuery },
      responses: { 200: { description: '公布的数字', body: PublicFigures } },
      handler: async ({ query }) => {
        const body = await readPublic(query);
        if (!body)
          throw new AppError('not_found', { message: '还没有公布过数字：每个月的数字在下个月上旬公布' });
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/open-data/{file}',
      operationId: 'readOpenData',
      summary: '开放数据：公布的数字和算出它们的计数（JSON、CSV），旁边有校验和；地址不变',
      tags: ['disclosure'],
      policy: anyone,
      limit: LIMITS.read,
      input: {
        params: z.strictObject({
          file: z.string().regex(OPEN_DATA_FILE, '文件名应为 2026-10.json、2026-10.csv，或在后面加 .sha256'),
        }),
      },
      responses: {
        200: {
          description: '文件',
          contentType: [
            'application/json; charset=utf-8',
            'text/csv; charset=utf-8',
            'text/plain; charset=utf-8',
          ],
        },
      },
      handler: async ({ params }) => {
        const { bytes, contentType } = await openDataFile(params.file);
        return { status: 200, headers: { 'Content-Type': contentType }, body: bytes };
      },
    }),
  ];
}
