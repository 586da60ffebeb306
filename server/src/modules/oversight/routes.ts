import {
  OversightCasePage,
  OversightCaseQuery,
  OversightFigures,
  OversightListQuery,
  OversightPeriod,
  RepeatedPoorRatings,
} from '@haochaping/shared/contracts';
import { dayOf, type WorkCalendar } from '@haochaping/shared/domain';
import { REPEAT_RULE, REPEATED_KIND_NAMES, toldFigures } from '@haochaping/shared/domain/cases/index';
import { staff, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { asWorkbook, MOST_ROWS, wholeList, XLSX_ANSWER } from '../../paper/workbook.js';
import type { PageAsked } from '../../paging.js';
import { recordAuditOfList } from '../audit/index.js';
import { caseRows, caseSheet } from '../cases/index.js';
import { countForms } from '../entries/index.js';
import { lookUpAll } from '../directory/index.js';
import { rolesThatMay } from '../staff/index.js';
import { casesById, countFigures, countOverseen, listOverseen, listRepeated } from './queries.js';

export interface OversightOptions {
  calendar: () => Promise<WorkCalendar>;
}

const BASE = '/api/v1/staff/oversight';
/** More than this nobody reads through. */
const MOST_REPEATED = 50;

/** What the oversight offices look at: figures with their rules, and the cases to look into. */
export function oversightRoutes({ calendar }: OversightOptions): Route[] {
  const shared = {
    method: 'get',
    tags: ['staff', 'oversight'],
    policy: staff(...rolesThatMay('oversight.read')),
    limit: LIMITS.staff,
  } as const;
  const rows = async (actor: StaffActor, query: OversightCaseQuery & PageAsked, now: Date) => {
    const { cases, total } = await listOverseen(actor, query, now);
    return { items: await caseRows(actor, cases, await calendar(), now), total };
  };
  return [
    route({
      ...shared,
      path: `${BASE}/figures`,
      operationId: 'readOversightFigures',
      summary: '回访整改率、按时率、满意率：分子、分母、怎么算的，照记录现算',
      input: { query: OversightPeriod },
      responses: { 200: { description: '数字', body: OversightFigures } },
      handler: async ({ actor, query, now }) => {
        const known = await calendar();
        const [figures, counts, forms] = await Promise.all([
          countFigures(actor, query, known, now),
          countOverseen(actor, query, now),
          countForms(actor, query),
        ]);
        return { status: 200, body: { cases: figures.cases, figures: toldFigures(figures), counts, forms } };
      },
    }),
    route({
      ...shared,
      path: `${BASE}/cases`,
      operationId: 'listOversightCases',
      summary: '要督查的差评：撤销的、评价人不满意的、超期的',
      input: { query: OversightCaseQuery },
      responses: { 200: { description: '一页', body: OversightCasePage } },
      handler: async ({ actor, query, now }) => {
        const { page, pageSize } = query;
        return { status: 200, body: { ...(await rows(actor, query, now)), page, pageSize } };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      path: `${BASE}/cases/export.xlsx`,
      operationId: 'exportOversightCasesXlsx',
      summary: `导出一栏要督查的差评（XLSX），和页面上看到的一样；最多${MOST_ROWS}件`,
      input: { query: OversightListQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const items = await wholeList((whole) => rows(actor, { ...query, ...whole }, now), '件');
        const subject = { kind: 'oversight_list', id: query.list };
        await recordAuditOfList(actor, { action: 'case.exported', subject, entries: items.length }, now);
        return asWorkbook('督查', 'oversight', now, caseSheet('督查', items));
      },
    }),
    route({
      ...shared,
      path: `${BASE}/repeated`,
      operationId: 'listRepeatedPoorRatings',
      summary: '同一窗口、人员、事项一再得差评的，和各自的差评',
      input: { query: OversightPeriod },
      responses: { 200: { description: '差评多的在前', body: RepeatedPoorRatings } },
      handler: async ({ actor, query, now }) => ({
        status: 200,
        body: await repeatedWithCases(actor, query, await calendar(), now),
      }),
    }),
  ];
}

/** Those that repeat, each with its cases as rows. */
async function repeatedWithCases(
  actor: StaffActor,
  period: OversightPeriod,
  calendar: WorkCalendar,
  now: Date,
): Promise<RepeatedPoorRatings> {
  const all = await listRepeated(actor, period);
  const shown = all.slice(0, MOST_REPEATED);
  const [records, institutions] = await Promise.all([
    casesById([...new Set(shown.flatMap(({ caseIds }) => caseIds))]),
    lookUpAll('institutions', [...new Set(shown.map(({ institutionCode }) => institutionCode))], now),
  ]);
  const rows = new Map((await caseRows(actor, records, calendar, now)).map((row) => [row.id, row]));
  return {
    rule: `${REPEAT_RULE.days}天里${REPEAT_RULE.times}条以上差评；撤销了的不算`,
    items: shown.map(({ kind, code, name, institutionCode, caseIds, from, to }) => ({
      kind,
      kindName: REPEATED_KIND_NAMES[kind],
      code,
      name,
      institutionName: institutions.get(institutionCode)?.data.name ?? institutionCode,
      from: dayOf(from),
      to: dayOf(to),
      cases: caseIds.flatMap((id) => rows.get(id) ?? []),
    })),
    left: all.length - shown.length,
  };
}
