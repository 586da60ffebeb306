import {
  RevealAnswer,
  RevealDecisionInput,
  RevealInput,
  RevealPage,
  RevealQuery,
  RevealSubjectView,
  RevealView,
} from '@haochaping/shared/contracts';
import { firstUnproven, needsApproval, notInHandWords } from '@haochaping/shared/domain';
import { z } from 'zod';
import { staffWithSecondFactor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { personBehind, rolesThatMay } from '../../staff/index.js';
import { ratingForReveal, saidOf, type RevealDesk } from './rating-in-question.js';
import { decideReveal, openReveal, requestReveal } from './reveal.js';
import { askingOf, unusualNow } from './claim.js';
import { holdOf, holdWords } from './hold.js';
import { handFor, openWords } from './recusal.js';
import { listReveals, presentReveal } from './queries.js';

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
        const rating = await ratingForReveal(desk, actor, params.id, now);
        const hand = handFor(actor, rating, now);
        const { unusual, shown } = await unusualNow(await askingOf(desk), actor.accountId, rating, now);
        const { REVEAL_APPROVAL } = desk.config;
        const [{ document }, hold] = await Promise.all([
          personBehind(actor.accountId),
          holdOf(desk.config, actor.accountId, now),
        ]);
        const unknown = document === null && needsApproval(REVEAL_APPROVAL, unusual);
        const notYet = hold ? saidOf(rating, holdWords(hold)) : unknown ? firstUnproven(unusual) : null;
        return {
          status: 200,
          body: {
            mayReveal: hand.open && !notYet,
            because: hand.open
              ? (notYet ?? saidOf(rating, openWords(actor, rating)))
              : saidOf(rating, notInHandWords(hand.because, rating.offices)),
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
      handler: async ({ actor, query, now }) => ({
        status: 200,
        body: await listReveals(actor, query, desk.ratingsAbout, now),
      }),
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
