import { z } from 'zod';
import { OwnCaseCommandInput, OwnCaseView } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { filesForEvaluator } from '@haochaping/shared/domain/cases/index';
import { anyone, evaluator, type EvaluatorActor } from '../../../http/actor.js';
import { RECEIPT_KEY } from '../../../http/receipt.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Attachments } from '../../attachments/index.js';
import { supplementOf } from '../../ratings/index.js';
import { ownFileRoutes } from '../files/routes.js';
import { moveOwnCase } from '../moves.js';
import { ownLetterRoutes, type PaperDesk } from '../papers/routes.js';
import { presentOwnCase } from '../presenter.js';
import { namesIn } from '../names.js';
import { countingAt } from '../store.js';
import { handledIn, handledWith, refusedAgain } from '../together/handled-in.js';
import type { OwnCase, OwnCases } from './own-cases.js';

/** Who reads their own: signed in, or by the receipt. */
type Reader = EvaluatorActor | null;

interface OwnCaseDesk extends Pick<PaperDesk, 'letter'> {
  attachments: Attachments;
  calendar: () => Promise<WorkCalendar>;
}

/** The way of one's own poor rating or complaint: with the receipt, or signed in. */
export function ownCaseRoutes({ letter, attachments, calendar }: OwnCaseDesk, own: OwnCases): Route[] {
  const { at, named, what } = own;
  const number = z.strictObject({ number: own.number });
  const present = async (found: OwnCase, actor: Reader, now: Date) => {
    const { kind, record } = found;
    const [name, known, files, supplement, handled] = await Promise.all([
      namesIn([record], now),
      calendar(),
      attachments.describe(record.events.flatMap(filesForEvaluator)),
      record.ratingId === undefined ? null : supplementOf(record.ratingId),
      handledIn(record),
    ]);
    const may = kind === 'first' && !refusedAgain(record, handled, supplement !== null);
    const beside = { supplement, may, handledWith: await handledWith(record, handled, actor, now) };
    return presentOwnCase(found, name, files, beside, countingAt(now, known));
  };
  const said = async (found: OwnCase, command: OwnCaseCommandInput, actor: Reader, now: Date) =>
    present(
      { ...found, record: await moveOwnCase(found.record, command, await calendar(), now) },
      actor,
      now,
    );
  const read = { 200: { description: '办到哪一步了', body: OwnCaseView } };
  return [
    ...ownLetterRoutes({ letter }, own),
    ...ownFileRoutes(attachments, own),
    route({
      method: 'get',
      path: `/api/v1/${at}/{number}/case`,
      operationId: `readOwn${named}Case`,
      summary: `凭回执看自己的${what}办到哪一步了`,
      tags: ['cases'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: number, headers: RECEIPT_KEY },
      responses: read,
      handler: async ({ params, headers, now }) => {
        const found = await own.byReceipt(params.number, headers['x-receipt-key']);
        return { status: 200, body: await present(found, null, now) };
      },
    }),
    route({
      method: 'post',
      path: `/api/v1/${at}/{number}/case/moves`,
      operationId: `moveOwn${named}Case`,
      summary: `凭回执说：满意不满意、对撤销有异议、已经解决`,
      tags: ['cases'],
      policy: anyone,
      limit: LIMITS.write,
      input: { params: number, headers: RECEIPT_KEY, body: OwnCaseCommandInput },
      responses: read,
      handler: async ({ params, headers, body, now }) => {
        const found = await own.byReceipt(params.number, headers['x-receipt-key']);
        return { status: 200, body: await said(found, body, null, now) };
      },
    }),
    route({
      method: 'get',
      path: `/api/v1/me/${at}/{number}/case`,
      operationId: `readMy${named}Case`,
      summary: `我的一条${what}办到哪一步了`,
      tags: ['cases', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params: number },
      responses: read,
      handler: async ({ actor, params, now }) => ({
        status: 200,
        body: await present(await own.ofPerson(actor, params.number, now), actor, now),
      }),
    }),
    route({
      method: 'post',
      path: `/api/v1/me/${at}/{number}/case/moves`,
      operationId: `moveMy${named}Case`,
      summary: `在我的${what}上说：满意不满意、对撤销有异议、已经解决`,
      tags: ['cases', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params: number, body: OwnCaseCommandInput },
      responses: read,
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: await said(await own.ofPerson(actor, params.number, now), body, actor, now),
      }),
    }),
  ];
}
