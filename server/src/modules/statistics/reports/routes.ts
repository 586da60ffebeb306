import { z } from 'zod';
import {
  ReportInput,
  ReportMoveInput,
  ReportPage,
  ReportQuery,
  ReportView,
} from '@haochaping/shared/contracts';
import { staff, type StaffActor } from '../../../http/actor.js';
import { asDownload } from '../../../http/download.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { recordAudit } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { listReports, moveReport, visibleReport } from './desk.js';
import { draftFor } from './drafting.js';
import { presentReport } from './present.js';

const BASE = '/api/v1/staff/reports';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The report as this account reads it; that it was taken along is durable before the paper leaves. */
async function taken(actor: StaffActor, id: string, format: 'pdf' | 'docx', now: Date): Promise<ReportView> {
  const view = await presentReport(actor, await visibleReport(actor, id));
  await recordAudit({
    at: now,
    action: 'report.exported',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'report', id },
    detail: { format },
  });
  return view;
}

/** Reports on how places and departments serve: drafted, edited, signed, handed back (定期报告并反馈). FA-2.4.2-a */
export function reportRoutes(delayDays: number): Route[] {
  const tags = ['staff', 'statistics'];
  const read = { tags, limit: LIMITS.staff, policy: staff(...rolesThatMay('reports.read')) } as const;
  const params = z.strictObject({ id: z.uuid('报告编号不对') });
  return [
    route({
      ...read,
      method: 'get',
      path: BASE,
      operationId: 'listReports',
      summary: '服务情况报告的清单；部门只看反馈给自己的',
      input: { query: ReportQuery },
      responses: { 200: { description: '近的在前', body: ReportPage } },
      handler: async ({ actor, query }) => {
        const { page, pageSize } = query;
        const found = await listReports(actor, query);
        return { status: 200, body: { ...found, page, pageSize, shownAfterDays: delayDays } };
      },
    }),
    route({
      ...read,
      method: 'post',
      path: BASE,
      operationId: 'draftReport',
      summary: '照数字起草一份月报、季报、年报；同一期同一个对象只有一份',
      policy: staff(...rolesThatMay('reports.edit')),
      input: { body: ReportInput },
      responses: { 201: { description: '起草好了', body: ReportView } },
      handler: async ({ actor, body, now }) => ({
        status: 201,
        body: await presentReport(actor, await draftFor(actor, body, delayDays, now)),
      }),
    }),
    route({
      ...read,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readReport',
      summary: '一份报告：文字、起草时的数字、经过、改以前怎样写的、单位谁看过了',
      input: { params },
      responses: { 200: { description: '报告', body: ReportView } },
      handler: async ({ actor, params: { id } }) => ({
        status: 200,
        body: await presentReport(actor, await visibleReport(actor, id)),
      }),
    }),
    route({
      ...read,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveReport',
      summary: '改文字、送签、退回、签发、反馈给单位；单位看过了',
      input: { params, body: ReportMoveInput },
      responses: { 200: { description: '办了', body: ReportView } },
      handler: async ({ actor, params: { id }, body, now }) => ({
        status: 200,
        body: await presentReport(actor, await moveReport(actor, id, body, now)),
      }),
    }),
    route({
      ...read,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/{id}/report.pdf`,
      operationId: 'exportReportPdf',
      summary: '一份报告（PDF）：文字、表、图',
      input: { params },
      responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
      handler: async ({ actor, params: { id }, now }) => {
        const view = await taken(actor, id, 'pdf', now);
        // Loaded when the first paper is asked for.
        const { reportPdf } = await import('./report-pdf.js');
        const headers = asDownload(`${view.title}.pdf`, 'report.pdf');
        return { status: 200, body: await reportPdf(view, now), headers };
      },
    }),
    route({
      ...read,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/{id}/report.docx`,
      operationId: 'exportReportDocx',
      summary: '一份报告（DOCX），可以接着排版',
      input: { params },
      responses: { 200: { description: 'DOCX', contentType: DOCX } },
      handler: async ({ actor, params: { id }, now }) => {
        const view = await taken(actor, id, 'docx', now);
        const { reportDocx } = await import('./report-docx.js');
        const headers = asDownload(`${view.title}.docx`, 'report.docx');
        return { status: 200, body: await reportDocx(view), headers };
      },
    }),
  ];
}
