import { z } from 'zod';
import {
  InvitationToken,
  StaticCodeBatch,
  StaticCodeBatchInput,
  StaticCodeSheetQuery,
} from '@haochaping/shared/contracts';
import { dayOf, monthDay } from '@haochaping/shared/domain';
import type { Config } from '../../../config/config.js';
import { anyone, staff } from '../../../http/actor.js';
import { asDownload } from '../../../http/download.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { rolesThatMay } from '../../staff/index.js';
import { findInvitation } from '../invitations.js';
import { presentStaticCode, shortLink, staticLink } from '../presenter.js';
import { ensureStaticCode, findStaticCode } from '../static-codes.js';

/** A slip with the code of one invitation, for the printer at the counter: whoever holds the link may print it. FA-2.2.1-b */
export function slipRoute(config: Config, keys: Keys): Route {
  return route({
    method: 'get',
    path: '/api/v1/invitations/{token}/slip.pdf',
    operationId: 'printInvitationSlip',
    summary: '评价邀请的小票：80 毫米宽，印上动态二维码',
    tags: ['channels'],
    policy: anyone,
    limit: LIMITS.write,
    input: { params: z.strictObject({ token: InvitationToken }) },
    responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
    handler: async ({ params, now }) => {
      const { title, place, expiresAt } = await findInvitation(keys, params.token);
      const until = monthDay(dayOf(expiresAt), dayOf(now));
      const { slipPdf } = await import('./slip-pdf.js');
      const link = shortLink(config.publicBaseUrl, params.token);
      return {
        status: 200,
        body: await slipPdf({ title, place, link, until }, now),
        headers: asDownload('评价小票.pdf', 'slip.pdf'),
      };
    },
  });
}

/** Many printed codes at once: made for all the windows of a hall, printed on sheets of twelve. */
export function sheetRoutes(config: Config): Route[] {
  const base = '/api/v1/staff/static-codes';
  return [
    route({
      method: 'post',
      path: `${base}/batch`,
      operationId: 'createStaticCodes',
      summary: '一次为多个窗口、大厅、机构、事项、平台或工号生成静态二维码；已有的原样返回',
      tags: ['staff', 'channels'],
      policy: staff(...rolesThatMay('staticCodes.create')),
      limit: LIMITS.staff,
      input: { body: StaticCodeBatchInput },
      responses: { 201: { description: '按给的次序', body: StaticCodeBatch } },
      handler: async ({ actor, body: { targetKind, targetCodes }, now }) => {
        const items = [];
        for (const code of new Set(targetCodes)) {
          const found = await ensureStaticCode(targetKind, code, actor.accountId, now);
          items.push(presentStaticCode(config.publicBaseUrl, found.record, found));
        }
        return { status: 201, body: { items } };
      },
    }),
    route({
      method: 'get',
      path: `${base}/sheets.pdf`,
      operationId: 'printStaticCodes',
      summary: '把选中的静态二维码排成一页十二张的 PDF',
      tags: ['staff', 'channels'],
      policy: staff(...rolesThatMay('staticCodes.list')),
      limit: LIMITS.paper,
      input: { query: StaticCodeSheetQuery },
      responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
      handler: async ({ query, now }) => {
        const found = await Promise.all(query.codes.map((code) => findStaticCode(code, now)));
        const labels = found.map(({ title, place, record: { _id } }) => ({
          title,
          place,
          code: _id,
          link: staticLink(config.publicBaseUrl, _id),
        }));
        // Loaded when the first sheet is asked for: every start would wait for the library and its font.
        const { sheetPdf } = await import('./sheet-pdf.js');
        return {
          status: 200,
          body: await sheetPdf(labels, now),
          headers: asDownload('评价二维码.pdf', 'codes.pdf'),
        };
      },
    }),
  ];
}
