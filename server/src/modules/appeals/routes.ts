import { z } from 'zod';
import {
  AppealInput,
  AppealMoveInput,
  AppealOffer,
  AppealPage,
  AppealQuery,
  AppealView,
} from '@haochaping/shared/contracts';
import { filesOfAppeal, readsEvidence } from '@haochaping/shared/domain/appeals';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { staff, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { asWorkbook, MOST_ROWS, wholeList, XLSX_ANSWER } from '../../paper/workbook.js';
import type { Attachments } from '../attachments/index.js';
import { recordAuditOfList } from '../audit/index.js';
import { lookUpAll } from '../directory/index.js';
import { rolesThatMay, staffNames } from '../staff/index.js';
import { casesOf } from './appealed.js';
import { evidenceOfAppeal, evidenceRoutes } from './files.js';
import { appealed, fileAppeal, FILING_PLACES, offerOf, type FilingPlace } from './filing.js';
import { appealSheet } from './list-xlsx.js';
import type { AppealRecord } from './model.js';
import { appealContext, moveAppeal, visibleAppeal } from './moves.js';
import { presentAppeal, presentAppealRow, type NameOf } from './presenter.js';
import { listAppeals, overturnedOn, seesCaseOf, standingAppeal } from './queries.js';
import { seenIn } from './veil.js';

export interface AppealsOptions {
  attachments: Attachments;
  calendar: () => Promise<WorkCalendar>;
}

const BASE = '/api/v1/staff/appeals';
const shared = { tags: ['staff', 'appeals'], limit: LIMITS.staff } as const;

export const appealsRoutes = (options: AppealsOptions): Route[] => [
  // Before `/{id}`, which else would take `export.xlsx` for the id of an appeal.
  ...listRoutes(options),
  ...deskRoutes(options),
  ...(['cases', 'ratings'] as const).flatMap((of) => [
    ...filingRoutes(of, options),
    ...evidenceRoutes(of, options.attachments, options.calendar),
  ]),
  evidenceOfAppeal(options.attachments, options.calendar),
];

/** An appeal as this account reads it. */
const presenting =
  ({ attachments, calendar }: AppealsOptions) =>
  async (actor: StaffActor, record: AppealRecord, now: Date): Promise<AppealView> => {
    const [name, seenOf, seesCase, overturned, context] = await Promise.all([
      namesIn([record], now),
      seenIn(actor, [record], now),
      seesCaseOf(actor, record),
      overturnedOn(record),
      appealContext(actor, record, await calendar(), now),
    ]);
    const ids = readsEvidence(record.appeal, context) ? record.events.flatMap(filesOfAppeal) : [];
    const described = await attachments.describe(ids);
    const files = ids.flatMap((id) => described.get(id) ?? []);
    return presentAppeal(actor, record, { seen: seenOf(record), seesCase, files, overturned }, name, context);
  };

/** The list on the page, and the same to take along. */
function listRoutes({ calendar }: AppealsOptions): Route[] {
  const policy = staff(...rolesThatMay('appeals.list'));
  const rows = async (actor: StaffActor, query: Parameters<typeof listAppeals>[1], now: Date) => {
    const { appeals, total } = await listAppeals(actor, query);
    const [name, seenOf, appealedOf, known] = await Promise.all([
      namesIn(appeals, now),
      seenIn(actor, appeals, now),
      casesOf(appeals),
      calendar(),
    ]);
    const row = (one: AppealRecord) =>
      presentAppealRow(actor, one, seenOf(one), appealedOf(one), name, known, now);
    return { items: appeals.map(row), total };
  };
  return [
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listAppeals',
      summary: '申诉：等决定的、成立的、不成立的、撤回的',
      policy,
      input: { query: AppealQuery },
      responses: { 200: { description: '一页', body: AppealPage } },
      handler: async ({ actor, query, now }) => {
        const { page, pageSize } = query;
        return { status: 200, body: { ...(await rows(actor, query, now)), page, pageSize } };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/export.xlsx`,
      operationId: 'exportAppealsXlsx',
      summary: `导出一栏申诉（XLSX），和页面上看到的一样；最多${MOST_ROWS}份`,
      policy,
      input: { query: AppealQuery.omit({ page: true, pageSize: true }) },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const items = await wholeList((whole) => rows(actor, { ...query, ...whole }, now), '份');
        const subject = { kind: 'appeal_list', id: query.state };
        await recordAuditOfList(actor, { action: 'appeal.exported', subject, entries: items.length }, now);
        return asWorkbook('申诉', 'appeals', now, appealSheet(items));
      },
    }),
  ];
}

/** One appeal, and the decision on it. */
function deskRoutes(options: AppealsOptions): Route[] {
  const { calendar } = options;
  const present = presenting(options);
  const params = z.strictObject({ id: z.uuid('申诉编号不对') });
  return [
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readAppeal',
      summary: '一份申诉：理由、经过、现在可以做什么',
      policy: staff(...rolesThatMay('appeals.list')),
      input: { params },
      responses: { 200: { description: '申诉', body: AppealView } },
      handler: async ({ actor, params: { id }, now }) => ({
        status: 200,
        body: await present(actor, await visibleAppeal(actor, id), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveAppeal',
      summary: '决定申诉成立不成立；提出的单位撤回',
      policy: staff(...rolesThatMay('appeals.move')),
      input: { params, body: AppealMoveInput },
      responses: { 200: { description: '办过以后的申诉', body: AppealView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const moved = await moveAppeal(actor, id, body, await calendar(), now);
        return { status: 200, body: await present(actor, moved, now) };
      },
    }),
  ];
}

/** Whether one may appeal, and doing so, from where one reads of it: the case one handles, or the rating one was shown. */
function filingRoutes(of: FilingPlace, options: AppealsOptions): Route[] {
  const { calendar } = options;
  const { named, aboutOf } = FILING_PLACES[of];
  const path = `/api/v1/staff/${of}/{id}/appeal`;
  const params = z.strictObject({ id: z.uuid('编号不对') });
  return [
    route({
      ...shared,
      method: 'get',
      path,
      operationId: `readAppealOf${named}`,
      summary: '有没有申诉，能不能申诉、为谁、最晚哪天',
      policy: staff(...rolesThatMay('appeals.list')),
      input: { params },
      responses: { 200: { description: '申诉', body: AppealOffer } },
      handler: async ({ actor, params: { id }, now }) => {
        const known = await calendar();
        const found = await appealed(actor, aboutOf(id), known, now);
        if ('none' in found)
          return {
            status: 200,
            body: { appeal: null, mayFile: false, appellants: [], until: null, why: found.none },
          };
        const seen = await standingAppeal(actor, found.ratingId);
        const of = seen ? [seen] : [];
        const [name, seenOf] = await Promise.all([namesIn(of, now), seenIn(actor, of, now)]);
        const appeal = seen && presentAppealRow(actor, seen, seenOf(seen), found.context, name, known, now);
        return { status: 200, body: { appeal, ...offerOf(found) } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path,
      operationId: `fileAppealOf${named}`,
      summary: '被评单位申诉，为自己或者为被评价的工作人员：送达后5个工作日内，写明理由',
      policy: staff(...rolesThatMay('appeals.file')),
      input: { params, body: AppealInput },
      responses: { 201: { description: '收到了', body: AppealView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const filed = await fileAppeal(actor, aboutOf(id), body, options, now);
        return { status: 201, body: await presenting(options)(actor, filed, now) };
      },
    }),
  ];
}

/** Names of today for every account and institution the appeals name. */
async function namesIn(appeals: readonly AppealRecord[], now: Date): Promise<NameOf> {
  const accounts = appeals.flatMap(({ events }) => (events ?? []).map(({ by }) => by.id));
  const [people, institutions] = await Promise.all([
    staffNames([...new Set(accounts)]),
    lookUpAll('institutions', [...new Set(appeals.map(({ institution }) => institution))], now),
  ]);
  return (code) => people.get(code) ?? institutions.get(code)?.data.name ?? code;
}
