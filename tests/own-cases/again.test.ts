import { AnswersPage, OwnRatingView, RatedAgain, type Receipt } from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { caseOpener } from '../../server/src/modules/cases/index.js';
import { RatingModel, type RatingRecord } from '../../server/src/modules/ratings/index.js';
import { besideServer } from '../identity/rights-support.js';
import {
  ANSWER,
  CALLED,
  caseOfReceipt,
  FOUND,
  poorRating,
  readCase,
  readOwnCase,
  sayOnCase,
  stepCase,
  withReceipt,
  type PoorRating,
} from '../support/cases.js';
import { collection, errorOf, signInEvaluator } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { inboxOf, postJson, signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// 追评 through the running system: a fact beside the first, never in its place. Source: domain.md §2; FA-3.3-a.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
}, 60_000);
afterAll(() => disconnectDatabase());

const rateAgain = (receipt: Receipt, level: number, intakeId = crypto.randomUUID()) =>
  withReceipt(system, 'ratings', receipt, '/again', { intakeId, level });
const given = async (answer: Response) => RatedAgain.parse(await expectStatus(answer, 201));
const readRating = async (receipt: Receipt) =>
  OwnRatingView.parse(await expectStatus(await withReceipt(system, 'ratings', receipt), 200));
const storedOf = ({ number }: Pick<Receipt, 'number'>) =>
  collection(system, 'ratings', (all) => all.findOne({ number }));
/** The worker has done what follows from a rating. */
const handled = (receipt: Pick<Receipt, 'number'>) =>
  eventually('its case was told', async () => {
    const rating = await storedOf(receipt);
    const pending = (rating?.pending ?? []) as { kind: string }[];
    return rating && !pending.some(({ kind }) => kind === 'open_case') ? true : undefined;
  });

async function answered(): Promise<PoorRating> {
  const poor = await poorRating(system, center);
  await stepCase(center, poor.id, CALLED);
  await stepCase(center, poor.id, FOUND);
  await stepCase(department, poor.id, ANSWER);
  return poor;
}

test('not before there is an answer; then once, the same receipt for the same intake, the first unchanged', async () => {
  const { receipt, id } = await poorRating(system, center);
  const early = await errorOf(await rateAgain(receipt, 1));
  expect(early).toMatchObject({ status: 409 });
  expect((await readOwnCase(system, receipt)).again).toEqual({ may: false, given: null });
  await stepCase(center, id, CALLED);
  await stepCase(center, id, FOUND);
  await stepCase(department, id, ANSWER);
  expect((await readOwnCase(system, receipt)).again.may).toBe(true);

  const before = await storedOf(receipt);
  const intakeId = crypto.randomUUID();
  const again = await given(await rateAgain(receipt, 2, intakeId));
  expect(again.choices.map(({ code }) => code)).toContain('214');
  const repeated = await rateAgain(receipt, 2, intakeId);
  expect(RatedAgain.parse(await expectStatus(repeated, 200)).receipt).toEqual(again.receipt);
  expect((await rateAgain(receipt, 2)).status).toBe(409);
  expect(await storedOf(again.receipt)).toMatchObject({ kind: 'supplementary', supplements: before?._id });
  const fact = (stored: typeof before) =>
    ['level', 'details', 'standing', 'ratedAt', 'receipt', 'kind'].map((field) => stored?.[field] as unknown);
  expect(fact(await storedOf(receipt))).toEqual(fact(before));
});

test('carries the questions of a first rating: answered once, read beside the case and in the table of answers', async () => {
  const { receipt, id } = await answered();
  const again = await given(await rateAgain(receipt, 2));
  const { version, questions } = again.questionnaire!;
  expect(questions.map((one) => one.id)).toContain('materials');
  expect((await readRating(receipt)).asked).toBeNull();
  expect((await readRating(again.receipt)).asked?.form.version).toBe(version);
  const details = {
    accessKey: again.receipt.accessKey,
    detailsId: crypto.randomUUID(),
    questionnaire: { version, answers: [{ question: 'materials', chosen: ['3'] }] },
  };
  const said = await postJson(`${system.baseUrl}/api/v1/ratings/${again.receipt.number}/details`, details);
  expect(await expectStatus(said, 200)).toMatchObject({ asked: null });
  const stored = await storedOf(again.receipt);
  expect(stored?.details).toMatchObject([{ questionnaire: { version } }]);
  expect((await readCase(center, id)).supplement?.details).toMatchObject([
    { questionnaire: { versionNumber: 1, answers: [{ lines: ['太多'] }] } },
  ]);
  const form = await collection(system, 'questionnaires', (all) => all.findOne({ 'versions.id': version }));
  const table = `/api/v1/staff/questionnaires/${String(form?._id)}/answers?pageSize=100`;
  const { items } = AnswersPage.parse(await expectStatus(await center.get(table), 200));
  expect(items.map(({ ratingId }) => ratingId)).toContain(String(stored?._id));
});

test('joins the open case once, moves nothing of it, and is read by the evaluator and in the console', async () => {
  const { receipt, id, ratingId } = await answered();
  const before = await readCase(center, id);
  const again = await given(await rateAgain(receipt, 1));
  await handled(again.receipt);
  await besideServer(system);
  const rating = await RatingModel.findOne({ number: again.receipt.number }).lean<RatingRecord>();
  if (!rating) throw new Error('it is not there');
  // A worker that was killed before it took the mark off performs the effect once more.
  await caseOpener(workCalendarNow)(rating, new Date());

  const seen = await readCase(center, id);
  expect(seen.timeline.filter(({ what }) => what === '评价人追评：非常不满意')).toHaveLength(1);
  expect(seen).toMatchObject({ phase: before.phase, due: before.due, supplement: { level: 1 } });
  expect((await readCase(department, id)).supplement).toMatchObject({ levelName: '非常不满意' });
  const own = await readOwnCase(system, receipt);
  expect(own.timeline.map(({ text }) => text)).toContain('您追评了：非常不满意');
  expect(own.again).toMatchObject({ may: false, given: { number: again.receipt.number, poor: true } });
  const cases = await collection(system, 'cases', (all) =>
    all.countDocuments({ ratingId: { $in: [ratingId, rating._id] } }),
  );
  expect(cases).toBe(1);

  // What its own receipt says: where to look, and that it is the one there may be.
  const theirs = await withReceipt(system, 'ratings', again.receipt, '/case');
  expect(await errorOf(theirs)).toMatchObject({
    status: 404,
    message: expect.stringContaining('第一次的评价') as string,
  });
  expect(await errorOf(await rateAgain(again.receipt, 1))).toMatchObject({
    status: 409,
    message: expect.stringContaining('这已经是追评了') as string,
  });
});

test('its instant stays unknown to the rated side: in the inbox as in the case', async () => {
  const { receipt, id } = await answered();
  await handled((await given(await rateAgain(receipt, 1))).receipt);
  const told = await eventually('the department is told', async () =>
    (await inboxOf(department)).find(({ kind, case: about }) => kind === 'supplemented' && about?.id === id),
  );
  expect(told.at).toMatch(/T16:00:00.000Z$/);
});

test('a good one does not close the case: its evaluator still says whether they are satisfied', async () => {
  const { receipt, id } = await answered();
  await handled((await given(await rateAgain(receipt, 5))).receipt);
  expect(await readCase(center, id)).toMatchObject({ phase: 'answered', supplement: { level: 5 } });
  expect((await readOwnCase(system, receipt)).moves).toContain('reply');
});

test('after the end a poor one opens a case of its own, told of the one before; a good one opens nothing', async () => {
  const ended = async () => {
    const poor = await answered();
    await sayOnCase(system, poor.receipt, { type: 'reply', satisfied: true, reason: '' });
    return poor;
  };
  const first = await ended();
  const again = await given(await rateAgain(first.receipt, 1));
  const opened = await caseOfReceipt(system, again.receipt);
  expect(opened.id).not.toBe(first.id);
  const { facts, number } = await readCase(center, opened.id);
  const { number: before, outcome, phase } = await readCase(center, first.id);
  expect({ outcome, phase }).toEqual({ outcome: 'satisfied', phase: 'closed' });
  expect(number).not.toBe(before);
  expect(facts[0]).toEqual({
    name: '这是追评',
    text: `同一次服务的差评 ${before} 办结了：评价人满意`,
  });
  expect(await errorOf(await rateAgain(again.receipt, 1))).toMatchObject({ status: 409 });

  const good = await given(await rateAgain((await ended()).receipt, 4));
  await handled(good.receipt);
  const stored = await storedOf(good.receipt);
  expect(await collection(system, 'cases', (all) => all.countDocuments({ ratingId: stored?._id }))).toBe(0);
});

test('is no way around a revocation', async () => {
  const { receipt, id } = await poorRating(system, center);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  await stepCase(await signInStaff(system, 'efficiency_office'), id, {
    type: 'confirm_revocation',
    reason: '听了录音，确认点错了',
  });
  const refused = await errorOf(await rateAgain(receipt, 1));
  expect(refused.status).toBe(409);
  expect((await readRating(receipt)).way).toMatchObject({
    text: expect.stringMatching(/^这条评价撤销了，不同意可以提异议，最晚/) as string,
    yours: true,
  });
});

test('signed in, it is the person’s own beside the first; somebody else finds nothing', async () => {
  const { receipt } = await answered();
  const { number, accessKey } = receipt;
  const [person, stranger] = [await signInEvaluator(system), await signInEvaluator(system)];
  await expectStatus(await person.send('POST', '/api/v1/me/ratings/claims', { number, accessKey }), 200);
  const body = { intakeId: crypto.randomUUID(), level: 2 };
  const path = `/api/v1/me/ratings/${number}/again`;
  expect((await stranger.send('POST', path, body)).status).toBe(404);
  const again = await given(await person.send('POST', path, body));
  expect((await person.get(`/api/v1/me/ratings/${again.receipt.number}`)).status).toBe(200);
});

test('the way in one line: with the centre, answered, closed', async () => {
  const { receipt, id } = await poorRating(system, center);
  const way = async () => (await readRating(receipt)).way;
  expect((await way())?.text).toMatch(/^中心在回访核实，最晚\d+月\d+日$/);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, FOUND);
  expect((await way())?.text).toMatch(/在整改，最晚\d+月\d+日$/);
  await stepCase(department, id, ANSWER);
  expect(await way()).toMatchObject({
    text: expect.stringMatching(/^有答复了，请您看看，最晚/) as string,
    yours: true,
  });
  await sayOnCase(system, receipt, { type: 'reply', satisfied: true, reason: '' });
  expect(await way()).toEqual({ text: '办结了，您说满意', yours: false });
});
