import {
  RevealAnswer,
  RevealDecisionInput,
  RevealInput,
  RevealPage,
  RevealQuery,
  RevealSubjectView,
  RevealView,
} from '@haochaping/shared/contracts';
import {
  inHand,
  needsApproval,
  NOT_IN_HAND,
  OPEN_REVEAL_STATES,
  REVEAL_PURPOSE_NAMES,
  REVEAL_STATE_NAMES,
  revealMoves,
  stateNow,
} from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import { z } from 'zod';
import { staffWithSecondFactor, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { rolesThatMay } from './policy.js';
import {
  decideReveal,
  openReveal,
  ratingForReveal,
  requestReveal,
  unusualNow,
  type RevealDesk,
} from './reveal.js';
import { RevealModel, type RevealRecord } from './reveals-model.js';

const id = z.strictObject({ id: z.uuid('编号不对') });
/** An answer with somebody's contact stays nowhere. */
const NOT_KEPT = { 'cache-control': 'no-store' };

/** Showing the contact behind a poor rating to the centre, with a second person where the configuration asks for one. */
export function revealRoutes(desk: RevealDesk): Route[] {
  return [...askingRoutes(desk), ...decidingRoutes(desk)];
}

function askingRoutes(desk: RevealDesk): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/reveals/subjects/{id}',
      operationId: 'readRevealSubject',
      summary: '一条评价的联系方式现在能不能看；没有评价人的任何信息',
      tags: ['staff', 'reveals'],
      policy: staffWithSecondFactor(...rolesThatMay('reveal.request')),
      limit: LIMITS.staff,
      input: { params: id },
      responses: { 200: { description: '能不能看', body: RevealSubjectView } },
      handler: async ({ actor, params, now }) => {
        const rating = await ratingForReveal(desk, actor, params.id);
        const hand = inHand(rating, desk.config.REVEAL_CASE_DAYS, now);
        const { unusual, shown } = await unusualNow(desk, actor, rating, now);
        const { REVEAL_APPROVAL } = desk.config;
        return {
          status: 200,
          body: {
            mayReveal: hand.open,
            because: hand.open ? '这条差评还在回访期限内。' : NOT_IN_HAND[hand.because],
            until: hand.open ? hand.until.toISOString() : null,
            shown,
            unusual: !needsApproval(REVEAL_APPROVAL, unusual)
              ? []
              : unusual.length > 0
                ? unusual
                : ['每次都要第二个人同意'],
          },
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/reveals',
      operationId: 'requestReveal',
      summary: '为回访差评或办理本人申请，查看评价人的联系方式；评价人看得到这次查看',
      tags: ['staff', 'reveals'],
      policy: staffWithSecondFactor(...rolesThatMay('reveal.request')),
      limit: LIMITS.staff,
      input: { body: RevealInput },
      responses: {
        201: { description: '联系方式', body: RevealAnswer },
        202: { description: '要等本单位另一个人同意', body: RevealAnswer },
      },
      handler: async ({ actor, body, now }) => {
        const answer = await requestReveal(desk, actor, body, now);
        return { status: answer.contact ? 201 : 202, body: answer, headers: NOT_KEPT };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/reveals/{id}/opening',
      operationId: 'openReveal',
      summary: '同意之后由申请人查看，只能看一次',
      tags: ['staff', 'reveals'],
      policy: staffWithSecondFactor(...rolesThatMay('reveal.request')),
      limit: LIMITS.staff,
      input: { params: id },
      responses: { 201: { description: '联系方式', body: RevealAnswer } },
      handler: async ({ actor, params, now }) => ({
        status: 201,
        body: await openReveal(desk, actor, params.id, now),
        headers: NOT_KEPT,
      }),
    }),
  ];
}

function decidingRoutes(desk: RevealDesk): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/reveals',
      operationId: 'listReveals',
      summary: '本单位查看联系方式的申请和记录；没有评价人的任何信息',
      tags: ['staff', 'reveals'],
      policy: staffWithSecondFactor(...rolesThatMay('reveal.approve')),
      limit: LIMITS.staff,
      input: { query: RevealQuery },
      responses: { 200: { description: '一页，最新的在前', body: RevealPage } },
      handler: async ({ actor, query, now }) => ({ status: 200, body: await listReveals(actor, query, now) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/reveals/{id}/decision',
      operationId: 'decideReveal',
      summary: '同意或不同意同事的申请；自己的申请要别人决定',
      tags: ['staff', 'reveals'],
      policy: staffWithSecondFactor(...rolesThatMay('reveal.approve')),
      limit: LIMITS.staff,
      input: { params: id, body: RevealDecisionInput },
      responses: { 200: { description: '决定了', body: RevealView } },
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: presentReveal(await decideReveal(desk, actor, params.id, body, now), actor, now),
      }),
    }),
  ];
}

async function listReveals(
  actor: StaffActor,
  query: z.output<typeof RevealQuery>,
  now: Date,
): Promise<z.input<typeof RevealPage>> {
  const { page, pageSize, state, ratingId } = query;
  const filter: QueryFilter<RevealRecord> = {
    $and: [
      { 'askedBy.institutionCode': actor.institutionCode },
      ...(ratingId ? [{ ratingId }] : []),
      ...(state ? [inState(state, now)] : []),
    ],
  };
  const [records, total] = await Promise.all([
    RevealModel.find(filter)
      .sort({ askedAt: -1, _id: 1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<RevealRecord[]>(),
    RevealModel.countDocuments(filter),
  ]);
  return { items: records.map((record) => presentReveal(record, actor, now)), total, page, pageSize };
}

/** The records in a state as it is now: a record nobody used in time still says that it waits. */
function inState(
  state: NonNullable<z.output<typeof RevealQuery>['state']>,
  now: Date,
): QueryFilter<RevealRecord> {
  const open = { $in: [...OPEN_REVEAL_STATES] };
  if (state === 'open') return { state: open, expiresAt: { $gt: now } };
  if (state === 'expired') return { state: open, expiresAt: { $lte: now } };
  return OPEN_REVEAL_STATES.includes(state) ? { state, expiresAt: { $gt: now } } : { state };
}

function presentReveal(record: RevealRecord, actor: StaffActor, now: Date): RevealView {
  const state = stateNow(record, now);
  return {
    id: record._id,
    state,
    stateName: REVEAL_STATE_NAMES[state],
    purpose: record.purpose,
    purposeName: REVEAL_PURPOSE_NAMES[record.purpose],
    reason: record.reason,
    ratingId: record.ratingId,
    ratingNumber: record.ratingNumber,
    unusual: [...record.unusual],
    askedBy: record.askedBy.displayName,
    askedAt: record.askedAt.toISOString(),
    decidedBy: record.decidedBy?.displayName ?? null,
    decidedAt: record.decidedAt?.toISOString() ?? null,
    note: record.note ?? null,
    expiresAt: record.expiresAt.toISOString(),
    openedAt: record.openedAt?.toISOString() ?? null,
    may: revealMoves(record, actor, now),
  };
}
