import { z } from 'zod';
import {
  CaseMoveInput,
  CaseOfficers,
  CaseOfficersQuery,
  CasePage,
  CaseQuery,
  CaseRow,
  CaseView,
  TextReviewInput,
} from '@haochaping/shared/contracts';
import type { WordLists, WorkCalendar } from '@haochaping/shared/domain';
import { filesOf } from '@haochaping/shared/domain/cases/index';
import { staff, type StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import type { PageAsked } from '../../paging.js';
import type { Attachments } from '../attachments/index.js';
import { reviewComplaint } from '../complaints/index.js';
import { visibleLater } from '../ratings/index.js';
import { rolesThatMay } from '../staff/index.js';
import { businessCaseRoutes } from './businesses/routes.js';
import { factsOf } from './facts.js';
import { caseFileRoutes } from './files/routes.js';
import type { CaseRecord } from './model.js';
import { moveCase, visibleCase } from './moves.js';
import { namesIn } from './names.js';
import { presentOfficers } from './leaves/leaves.js';
import { possibleOfficers } from './officers.js';
import { ownComplaintCases, ownRatingCases } from './own/own-cases.js';
import { ownCaseRoutes } from './own/routes.js';
import { isWaitingFor, readsInFull, sees } from './policy.js';
import { presentCase } from './presenter.js';
import { casePaperRoutes } from './papers/routes.js';
import { letterOf } from './papers/letter.js';
import { caseOfRating, listCases } from './queries.js';
import { caseRows } from './rows.js';
import { saidIn, servedWith } from './said.js';
import { countingAt } from './store.js';
import { supplementSeen } from './supplements.js';
import { togetherRoutes } from './together/routes.js';

export interface CasesOptions {
  keys: Keys;
  attachments: Attachments;
  calendar: () => Promise<WorkCalendar>;
  wordLists: WordLists;
}

const BASE = '/api/v1/staff/cases';

export function casesRoutes(options: CasesOptions): Route[] {
  const own = { ...options, letter: letterFrom(options) };
  return [
    ...staffRoutes(options),
    ...[ownRatingCases, ownComplaintCases].flatMap((of) => ownCaseRoutes(own, of(options.keys))),
    ...businessCaseRoutes(options),
  ];
}

/** The poor ratings a member of staff has to do with: the work list, a case, and every move in it. */
function staffRoutes({ calendar, attachments, wordLists }: CasesOptions): Route[] {
  const shared = { tags: ['staff', 'cases'], limit: LIMITS.staff } as const;
  const params = z.strictObject({ id: z.uuid('差评编号不对') });
  const present = async (actor: StaffActor, record: CaseRecord, now: Date) => {
    const full = readsInFull(actor, record);
    const viewer = full ? (actor.role === 'center' ? 'center' : 'oversight') : 'rated_side';
    const [rating, supplement, name, files] = await Promise.all([
      saidIn(record, viewer, full),
      supplementSeen(record, viewer, full),
      namesIn([record], now),
      attachments.describe(record.events.flatMap(filesOf)),
    ]);
    const counting = countingAt(now, await calendar());
    const [facts, served] =
      full && rating
        ? await Promise.all([factsOf(rating, counting.calendar, now), servedWith(record)])
        : [[], null];
    const said = (text: string) => visibleLater(wordLists, text, viewer);
    const seen = { rating, full, mine: isWaitingFor(actor, record), facts, served, supplement, said };
    return presentCase(actor, record, seen, name, files, counting);
  };
  const rows = async (actor: StaffActor, query: CaseQuery & PageAsked, now: Date) => {
    const { cases, total, counts } = await listCases(actor, query, now);
    return { items: await caseRows(actor, cases, await calendar(), now), total, counts };
  };
  const counting = async (now: Date) => countingAt(now, await calendar());
  return [
    // Before `/{id}`, which else would take `export.xlsx` for the id of a case.
    ...casePaperRoutes({ view: present, rows, letter: letterFrom({ attachments, calendar }) }),
    ...caseFileRoutes(attachments, counting),
    ...togetherRoutes(calendar, (actor, id, version, officer, known, now) => {
      const command = { type: 'name_officer', side: 'department', officer } as const;
      return moveCase(actor, id, { version, command }, known, attachments, now);
    }),
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listCases',
      summary: '差评办理：等我办的、超期的、等别人的、办结的',
      policy: staff(...rolesThatMay('cases.list')),
      input: { query: CaseQuery },
      responses: { 200: { description: '一页，最急的在前', body: CasePage } },
      handler: async ({ actor, query, now }) => {
        const { page, pageSize } = query;
        return { status: 200, body: { ...(await rows(actor, query, now)), page, pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readCase',
      summary: '一件差评：说了什么、办到哪一步、现在可以做什么；没有评价人的任何信息',
      policy: staff(...rolesThatMay('cases.list')),
      input: { params },
      responses: { 200: { description: '差评', body: CaseView } },
      handler: async ({ actor, params: { id }, now }) => ({
        status: 200,
        body: await present(actor, await visibleCase(actor, id), now),
      }),
    }),
    route({
      ...shared,
      method: 'get',
      path: '/api/v1/staff/ratings/{id}/case',
      operationId: 'readCaseOfRating',
      summary: '这条差评办到哪一步；只给牵头和监督的看：被评一方不能把评价和差评对起来',
      policy: staff(...rolesThatMay('cases.list')),
      input: { params: z.strictObject({ id: z.uuid('评价编号不对') }) },
      responses: { 200: { description: '差评', body: CaseRow } },
      handler: async ({ actor, params: { id }, now }) => {
        const record = await caseOfRating(id);
        if (!record || !sees(actor, record) || !readsInFull(actor, record))
          throw new AppError('not_found', { message: '没有找到这条评价的差评，或您没有权限查看' });
        const [row] = await caseRows(actor, [record], await calendar(), now);
        return { status: 200, body: row! };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}/officers`,
      operationId: 'listCaseOfficers',
      summary: '这件差评可以交给谁经办：承办部门的，或牵头一方的',
      policy: staff(...rolesThatMay('cases.move')),
      input: { params, query: CaseOfficersQuery },
      responses: { 200: { description: '账号', body: CaseOfficers } },
      handler: async ({ actor, params: { id }, query, now }) => {
        const accounts = await possibleOfficers(actor, await visibleCase(actor, id), query.side);
        return { status: 200, body: await presentOfficers(accounts, now) };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/words/review`,
      operationId: 'reviewCaseWords',
      summary: '投诉里要核对的话给不给承办部门看，写明理由；可以撤回',
      policy: staff(...rolesThatMay('texts.review')),
      input: { params, body: TextReviewInput },
      responses: { 200: { description: '记下了', body: CaseView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const record = await visibleCase(actor, id);
        // Those who lead, never a centre that is itself meant.
        if (!record.complaintId || !readsInFull(actor, record))
          throw new AppError('not_found', { message: '没有找到要核对的话，或您没有权限核对' });
        await reviewComplaint(record.complaintId, actor.accountId, body, now);
        return { status: 200, body: await present(actor, record, now) };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveCase',
      summary: '办一步：回访、核实、答复……答复里说现在还可以做什么',
      policy: staff(...rolesThatMay('cases.move')),
      input: { params, body: CaseMoveInput },
      responses: { 200: { description: '办过以后的差评', body: CaseView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        await moveCase(actor, id, body, await calendar(), attachments, now);
        return { status: 200, body: await present(actor, await visibleCase(actor, id), now) };
      },
    }),
  ];
}

/** The letter of reply of a case as it stands. */
const letterFrom =
  ({ attachments, calendar }: Pick<CasesOptions, 'attachments' | 'calendar'>) =>
  async (record: CaseRecord, reference: string, now: Date) => {
    const [name, known] = await Promise.all([namesIn([record], now), calendar()]);
    return letterOf(record, reference, name, attachments, countingAt(now, known));
  };
