import { z } from 'zod';
import { CaseQuery, type CaseRow, type CaseView } from '@haochaping/shared/contracts';
import { anyone, evaluator, staff, type StaffActor } from '../../../http/actor.js';
import { asDownload } from '../../../http/download.js';
import { RECEIPT_KEY } from '../../../http/receipt.js';
import { LIMITS, route, type RateLimit, type Route } from '../../../http/route.js';
import { asWorkbook, MOST_ROWS, wholeList, XLSX_ANSWER } from '../../../paper/workbook.js';
import type { PageAsked } from '../../../paging.js';
import { recordAuditOfList } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import type { CaseRecord } from '../model.js';
import { visibleCase } from '../moves.js';
import type { OwnCases } from '../own/own-cases.js';
import { spokenOf } from '../presenter.js';
import { tellExported } from './audit.js';
import type { Letter } from './letter-pdf.js';
import { caseSheet } from './list-xlsx.js';

/** What papers are made from: what the pages show, and nothing else. */
export interface PaperDesk {
  /** A case as this account sees it. */
  view: (actor: StaffActor, record: CaseRecord, now: Date) => Promise<CaseView>;
  /** Rows of a work list as this account sees them. */
  rows: (
    actor: StaffActor,
    query: CaseQuery & PageAsked,
    now: Date,
  ) => Promise<{ items: CaseRow[]; total: number }>;
  letter: (record: CaseRecord, reference: string, now: Date) => Promise<Letter>;
}

const BASE = '/api/v1/staff/cases';
const OWN_PAPERS = { by: 'network', points: 30, seconds: 300 } as const satisfies RateLimit;
const PDF = { 200: { description: 'PDF', contentType: 'application/pdf' } } as const;

// Loaded when the first paper is asked for: every start would wait for the library and its font.
const letterPaper = async (letter: Letter) => ({
  status: 200 as const,
  body: await (await import('./letter-pdf.js')).letterPdf(letter),
  headers: asDownload(`答复函 ${letter.reference}.pdf`, 'letter.pdf'),
});

/** Cases, letters and lists for staff to print and to take along. Each taking stands in the audit log. */
export function casePaperRoutes(desk: PaperDesk): Route[] {
  const shared = { method: 'get', tags: ['staff', 'cases'], limit: LIMITS.paper } as const;
  const policy = staff(...rolesThatMay('cases.list'));
  const params = z.strictObject({ id: z.uuid('差评编号不对') });
  return [
    route({
      ...shared,
      path: `${BASE}/export.xlsx`,
      operationId: 'exportCasesXlsx',
      summary: `导出一栏差评（XLSX），和页面上看到的一样；最多${MOST_ROWS}件`,
      policy,
      input: { query: CaseQuery.omit({ page: true, pageSize: true }) },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const items = await wholeList((whole) => desk.rows(actor, { ...query, ...whole }, now), '件');
        const subject = { kind: 'case_list', id: query.list };
        await recordAuditOfList(actor, { action: 'case.exported', subject, entries: items.length }, now);
        return asWorkbook('差评', 'cases', now, caseSheet('差评', items));
      },
    }),
    route({
      ...shared,
      path: `${BASE}/{id}/case.pdf`,
      operationId: 'exportCasePdf',
      summary: '一件差评的办理单（PDF），和页面上看到的一样',
      policy,
      input: { params },
      responses: PDF,
      handler: async ({ actor, params: { id }, now }) => {
        const record = await visibleCase(actor, id);
        const view = await desk.view(actor, record, now);
        await tellExported(actor, id, 'pdf', now);
        const { casePdf } = await import('./case-pdf.js');
        return {
          status: 200,
          body: await casePdf(view, actor.displayName, now),
          headers: asDownload(`${spokenOf(record.state, '差评办理单')} ${view.number}.pdf`, 'case.pdf'),
        };
      },
    }),
    route({
      ...shared,
      path: `${BASE}/{id}/letter.pdf`,
      operationId: 'readCaseLetter',
      summary: '给评价人的答复函（PDF）',
      policy,
      input: { params },
      responses: PDF,
      handler: async ({ actor, params: { id }, now }) => {
        const record = await visibleCase(actor, id);
        const letter = await desk.letter(
          record,
          `${spokenOf(record.state, '差评编号')} ${record.number}`,
          now,
        );
        await tellExported(actor, id, 'letter', now);
        return letterPaper(letter);
      },
    }),
  ];
}

/** The letter of reply for the one it is written to. */
export function ownLetterRoutes(desk: Pick<PaperDesk, 'letter'>, own: OwnCases): Route[] {
  const { at, named } = own;
  const params = z.strictObject({ number: own.number });
  const paper = async (number: string, record: CaseRecord, now: Date) =>
    letterPaper(await desk.letter(record, `回执号 ${number}`, now));
  return [
    route({
      method: 'get',
      path: `/api/v1/${at}/{number}/case/letter.pdf`,
      operationId: `readOwn${named}CaseLetter`,
      summary: '凭回执下载答复函（PDF）',
      tags: ['cases'],
      policy: anyone,
      limit: OWN_PAPERS,
      input: { params, headers: RECEIPT_KEY },
      responses: PDF,
      handler: async ({ params: { number }, headers, now }) =>
        paper(number, (await own.byReceipt(number, headers['x-receipt-key'])).record, now),
    }),
    route({
      method: 'get',
      path: `/api/v1/me/${at}/{number}/case/letter.pdf`,
      operationId: `readMy${named}CaseLetter`,
      summary: '下载给我的答复函（PDF）',
      tags: ['cases', 'me'],
      policy: evaluator,
      limit: LIMITS.paper,
      input: { params },
      responses: PDF,
      handler: async ({ actor, params: { number }, now }) =>
        paper(number, (await own.ofPerson(actor, number, now)).record, now),
    }),
  ];
}
