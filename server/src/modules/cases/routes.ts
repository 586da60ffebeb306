import { z } from 'zod';
import {
  CaseMoveInput,
  CaseOfficers,
  CaseOfficersQuery,
  CasePage,
  CaseQuery,
  CaseView,
  OwnCaseCommandInput,
  OwnCaseView,
  ReceiptNumber,
} from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { filesForEvaluator, filesOf } from '@haochaping/shared/domain/cases/index';
import { anyone, evaluator, staff, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import type { Attachments } from '../attachments/index.js';
import { peopleServedWith, ratingForCase, supplementOf } from '../ratings/index.js';
import { rolesThatMay } from '../staff/index.js';
import { factsOf } from './facts.js';
import { businessCaseRoutes } from './businesses/routes.js';
import { caseFileRoutes, ownFileRoutes } from './files/routes.js';
import type { CaseRecord } from './model.js';
import { moveCase, moveOwnCase, visibleCase } from './moves.js';
import { namesIn } from './names.js';
import { possibleOfficers } from './officers.js';
import { ownCases, type OwnCase } from './own-cases.js';
import { isWaitingFor, readsInFull } from './policy.js';
import { presentCase, presentOwnCase } from './presenter.js';
import { casePaperRoutes, ownLetterRoutes } from './papers/routes.js';
import { letterOf } from './papers/letter.js';
import { listCases } from './queries.js';
import { caseRows } from './rows.js';
import { countingAt } from './store.js';
import { supplementSeen } from './supplements.js';

export interface CasesOptions {
  keys: Keys;
  attachments: Attachments;
  calendar: () => Promise<WorkCalendar>;
}

const BASE = '/api/v1/staff/cases';

export const casesRoutes = (options: CasesOptions): Route[] => [
  ...staffRoutes(options),
  ...ownRoutes(options),
  ...businessCaseRoutes(options),
];

/** The poor ratings a member of staff has to do with: the work list, a case, and every move in it. */
function staffRoutes({ calendar, attachments }: CasesOptions): Route[] {
  const shared = { tags: ['staff', 'cases'], limit: LIMITS.staff } as const;
  const params = z.strictObject({ id: z.uuid('差评编号不对') });
  const present = async (actor: StaffActor, record: CaseRecord, now: Date) => {
    const full = readsInFull(actor, record);
    const viewer = full ? (actor.role === 'center' ? 'center' : 'oversight') : 'rated_side';
    const [rating, supplement, name, files] = await Promise.all([
      ratingForCase(record.ratingId, viewer, full),
      supplementSeen(record.ratingId, viewer, full),
      namesIn([record], now),
      attachments.describe(record.events.flatMap(filesOf)),
    ]);
    const counting = countingAt(now, await calendar());
    const [facts, served] =
      full && rating
        ? await Promise.all([factsOf(rating, counting.calendar, now), peopleServedWith(rating.id)])
        : [[], null];
    const seen = { rating, full, mine: isWaitingFor(actor, record), facts, served, supplement };
    return presentCase(actor, record, seen, name, files, counting);
  };
  const rows = async (actor: StaffActor, query: CaseQuery, now: Date) => {
    const { cases, total, counts } = await listCases(actor, query, now);
    return { items: await caseRows(actor, cases, await calendar(), now), total, counts };
  };
  const counting = async (now: Date) => countingAt(now, await calendar());
  return [
    // Before `/{id}`, which else would take `export.xlsx` for the id of a case.
    ...casePaperRoutes({ view: present, rows, letter: letterFrom({ attachments, calendar }) }),
    ...caseFileRoutes(attachments, counting),
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
      path: `${BASE}/{id}/officers`,
      operationId: 'listCaseOfficers',
      summary: '这件差评可以交给谁经办：承办部门的，或牵头一方的',
      policy: staff(...rolesThatMay('cases.move')),
      input: { params, query: CaseOfficersQuery },
      responses: { 200: { description: '账号', body: CaseOfficers } },
      handler: async ({ actor, params: { id }, query }) => {
        const accounts = await possibleOfficers(actor, await visibleCase(actor, id), query.side);
        return {
          status: 200,
          body: { items: accounts.map((one) => ({ id: one.id, displayName: one.displayName })) },
        };
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

/** The way of one's own poor rating: with the receipt, or signed in. */
function ownRoutes({ keys, calendar, attachments }: CasesOptions): Route[] {
  const number = z.strictObject({ number: ReceiptNumber });
  const own = ownCases(keys);
  const { receipt } = own;
  const present = async ({ rating, record }: OwnCase, now: Date) => {
    const [name, known, files, supplement] = await Promise.all([
      namesIn([record], now),
      calendar(),
      attachments.describe(record.events.flatMap(filesForEvaluator)),
      supplementOf(rating._id),
    ]);
    return presentOwnCase(rating, record, name, files, supplement, countingAt(now, known));
  };
  const said = async ({ rating, record }: OwnCase, command: OwnCaseCommandInput, now: Date) =>
    present({ rating, record: await moveOwnCase(record, command, await calendar(), now) }, now);
  const read = { 200: { description: '办到哪一步了', body: OwnCaseView } };
  return [
    ...ownLetterRoutes({ letter: letterFrom({ attachments, calendar }) }, own),
    ...ownFileRoutes(attachments, own),
    route({
      method: 'get',
      path: '/api/v1/ratings/{number}/case',
      operationId: 'readOwnCase',
      summary: '凭回执看自己的差评办到哪一步了',
      tags: ['cases'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: number, headers: receipt },
      responses: read,
      handler: async ({ params, headers, now }) => {
        const found = await own.byReceipt(params.number, headers['x-receipt-key']);
        return { status: 200, body: await present(found, now) };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/ratings/{number}/case/moves',
      operationId: 'moveOwnCase',
      summary: '凭回执说：满意不满意、对撤销有异议、已经解决',
      tags: ['cases'],
      policy: anyone,
      limit: LIMITS.write,
      input: { params: number, headers: receipt, body: OwnCaseCommandInput },
      responses: read,
      handler: async ({ params, headers, body, now }) => {
        const found = await own.byReceipt(params.number, headers['x-receipt-key']);
        return { status: 200, body: await said(found, body, now) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/me/ratings/{number}/case',
      operationId: 'readMyCase',
      summary: '我的一条差评办到哪一步了',
      tags: ['cases', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params: number },
      responses: read,
      handler: async ({ actor, params, now }) => ({
        status: 200,
        body: await present(await own.ofPerson(actor, params.number, now), now),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/me/ratings/{number}/case/moves',
      operationId: 'moveMyCase',
      summary: '在我的差评上说：满意不满意、对撤销有异议、已经解决',
      tags: ['cases', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params: number, body: OwnCaseCommandInput },
      responses: read,
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: await said(await own.ofPerson(actor, params.number, now), body, now),
      }),
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
