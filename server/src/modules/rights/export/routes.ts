import { DataExport } from '@haochaping/shared/contracts';
import { evaluator } from '../../../http/actor.js';
import { route, type RateLimit, type Route } from '../../../http/route.js';
import { exportData, type ExportDesk } from './export.js';
import { requireFreshSignIn } from '../../evaluators/index.js';

const LIMIT = { by: 'actor', points: 10, seconds: 3600 } as const satisfies RateLimit;

/** Everything held about the signed-in person, to take along. File names and addresses name nobody. */
export function exportRoutes(desk: ExportDesk): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/me/data/export.json',
      operationId: 'exportMyDataJson',
      summary: '导出我的全部信息，给程序用；要在登录后10分钟内',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMIT,
      input: {},
      responses: { 200: { description: '全部信息', body: DataExport } },
      handler: async ({ actor, now }) => {
        await requireFreshSignIn(actor.sessionId, now);
        return {
          status: 200,
          body: await exportData(desk, actor, 'json', now),
          headers: { 'content-disposition': 'attachment; filename="my-data.json"' },
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/me/data/export.pdf',
      operationId: 'exportMyDataPdf',
      summary: '导出我的全部信息，给人看的 PDF；要在登录后10分钟内',
      tags: ['privacy'],
      policy: evaluator,
      limit: LIMIT,
      input: {},
      responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
      handler: async ({ actor, now }) => {
        await requireFreshSignIn(actor.sessionId, now);
        // Loaded when the first person asks for one: few do, and every start would wait for it.
        const { exportPdf } = await import('./pdf.js');
        return {
          status: 200,
          body: await exportPdf(await exportData(desk, actor, 'pdf', now)),
          headers: { 'content-disposition': 'attachment; filename="my-data.pdf"' },
        };
      },
    }),
  ];
}
