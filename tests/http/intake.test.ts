import { randomUUID } from 'node:crypto';
import {
  RatingDetailsAnswer,
  RatingPageView,
  Receipt,
  StaticCodeView,
  type RatingDetailsInput,
} from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import { withReceipt } from '../support/cases.js';
import { expectStatus, issueInvitation, randomIdentityNumber, rate, sendRating } from '../support/journey.js';
import { sharedSystem, startSystem, type System, type OwnSystem } from '../support/system.js';

/** One rating for one service, whatever the network does (FA-2.2.1-a FA-3.3-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const errorOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { error: { code: string; message: string; details?: { field: string }[] } })
    .error,
});

const countRatings = async (filter: Record<string, unknown>) => {
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const count = await connection.collection('ratings').countDocuments(filter);
  await connection.close();
  return count;
};

const details = (receipt: Receipt, input: Partial<RatingDetailsInput>) =>
  fetch(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ accessKey: receipt.accessKey, detailsId: randomUUID(), ...input }),
  });

const ownRating = ({ number, accessKey }: Receipt, key = accessKey) =>
  withReceipt(system, 'ratings', { number, accessKey: key });

describe('the same intake again', () => {
  test('gives the same receipt, and stays one rating', async () => {
    const { token } = await issueInvitation(system);
    const intake = { invitation: token, intakeId: randomUUID(), level: 4 as const };
    const [first, second] = [
      await sendRating(system.baseUrl, intake),
      await sendRating(system.baseUrl, intake),
    ];
    expect([first.status, second.status]).toEqual([201, 200]);
    const receipt = Receipt.parse(await first.json());
    expect(Receipt.parse(await second.json())).toEqual(receipt);
    expect(await countRatings({ number: receipt.number })).toBe(1);
  });

  test('thirty times at the same instant gives one receipt thirty times', async () => {
    const { token } = await issueInvitation(system);
    const intake = { invitation: token, intakeId: randomUUID(), level: 5 as const };
    const answers = await Promise.all(Array.from({ length: 30 }, () => sendRating(system.baseUrl, intake)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(29);
    const receipts = await Promise.all(
      answers.map(async (answer) => JSON.stringify(Receipt.parse(await answer.json()))),
    );
    expect(new Set(receipts).size).toBe(1);
  });

  test('with another level is refused: what was said is not rewritten', async () => {
    const { token } = await issueInvitation(system);
    const intakeId = randomUUID();
    await expectStatus(await sendRating(system.baseUrl, { invitation: token, intakeId, level: 1 }), 201);
    expect(
      await errorOf(await sendRating(system.baseUrl, { invitation: token, intakeId, level: 5 })),
    ).toMatchObject({
      status: 409,
      code: 'already_rated',
    });
  });
});

describe('the right to rate', () => {
  test('is used once: thirty different intakes at the same instant make one rating, and no receipt for the others', async () => {
    const { token } = await issueInvitation(system);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => sendRating(system.baseUrl, { invitation: token, level: 3 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = await Promise.all(answers.filter(({ status }) => status !== 201).map(errorOf));
    expect(refused).toHaveLength(29);
    for (const error of refused) expect(error).toMatchObject({ status: 409, code: 'already_rated' });
  });

  test('is the same right when the event is reported again: a second link does not give a second rating', async () => {
    const event = {
      acceptedAt: '2026-11-20T01:00:00.000Z',
      servedAt: '2026-11-20T02:00:00.000Z',
      finishedAt: '2026-11-20T02:00:00.000Z',
    };
    const transaction = { projectNo: `AGAIN-${Date.now()}` };
    const applicant = {
      kind: 'person' as const,
      userProp: '1' as const,
      name: '某人',
      certType: '111' as const,
      certNumber: randomIdentityNumber(),
      phone: '13900000001',
    };
    const first = await issueInvitation(system, { ...transaction, applicant }, event);
    const second = await issueInvitation(system, { ...transaction, applicant }, event);
    expect(second.token).not.toBe(first.token);
    await rate(system.baseUrl, first.token, 4);
    expect(
      await errorOf(await sendRating(system.baseUrl, { invitation: second.token, level: 4 })),
    ).toMatchObject({ code: 'already_rated' });
  });

  test('the next service of the same transaction has a right of its own', async () => {
    const one = await issueInvitation(system, { projectNo: `NEXT-${Date.now()}` });
    await rate(system.baseUrl, one.token, 5);
    const other = await issueInvitation(system, { projectNo: `NEXT-${Date.now()}-B` }, { serviceNumber: 2 });
    expect((await rate(system.baseUrl, other.token, 1)).level).toBe(1);
  });

  test('an unknown link, a broken link and none at all are told apart, and each says what to do', async () => {
    expect(
      await errorOf(await sendRating(system.baseUrl, { invitation: 'AAAAAAAAAAAAAAAA', level: 5 })),
    ).toMatchObject({ status: 404, code: 'invitation_unknown' });
    expect(await errorOf(await sendRating(system.baseUrl, { invitation: 'short', level: 5 }))).toMatchObject({
      status: 400,
      details: [{ field: 'invitation' }],
    });
    expect(await errorOf(await sendRating(system.baseUrl, { level: 5 }))).toMatchObject({
      status: 400,
      details: [{ field: 'invitation' }],
    });
  });
});

describe('an expired invitation', () => {
  let short: OwnSystem;
  beforeAll(async () => {
    short = await startSystem({ worker: false, env: { INVITATION_DAYS: '0.0001' } }); // 8.6 seconds
  }, 60_000);
  afterAll(() => short.stop());

  test('is refused with a sentence; what was tapped in time but arrives late still counts', async () => {
    const before = Date.now();
    const [late, kept] = [await issueInvitation(short), await issueInvitation(short)];
    for (const { expiresAt } of [late, kept]) {
      expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(before + 8640);
      expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + 8640);
    }
    // Made older in the database instead of waited for: issued twenty seconds ago, and over for ten.
    const ago = (seconds: number) => new Date(before - seconds * 1000);
    const connection = await mongoose.createConnection(short.mongoUri).asPromise();
    const older = { issuedAt: ago(20), expiresAt: ago(10) };
    await connection.collection('invitations').updateMany({}, { $set: older });
    await connection.close();
    const tappedAt = ago(15).toISOString();
    expect(
      await errorOf(await sendRating(short.baseUrl, { invitation: late.token, level: 5 })),
    ).toMatchObject({ status: 410, code: 'invitation_expired' });
    const receipt = Receipt.parse(
      await expectStatus(
        await sendRating(short.baseUrl, { invitation: kept.token, level: 2, ratedAt: tappedAt }),
        201,
      ),
    );
    expect(receipt.ratedAt).toBe(tappedAt);
    expect(Date.parse(receipt.receivedAt)).toBeGreaterThan(Date.parse(tappedAt));
  }, 30_000);
});

describe('a printed code', () => {
  test('stands for a window, always the same code, and may be rated by many', async () => {
    const place = `${system.baseUrl}/api/v1/places/window/350400-W001/static-code`;
    const code = StaticCodeView.parse(await expectStatus(await fetch(place), 200));
    expect(StaticCodeView.parse(await expectStatus(await fetch(place), 200)).code).toBe(code.code);
    const page = RatingPageView.parse(
      await expectStatus(await fetch(`${system.baseUrl}/api/v1/static-codes/${code.code}`), 200),
    );
    expect(page).toMatchObject({
      source: 'static',
      state: 'open',
      scope: 'place',
      place: '三明市行政服务中心',
    });
    const before = await countRatings({ staticCode: code.code });
    for (const level of [5, 1] as const)
      await expectStatus(await sendRating(system.baseUrl, { staticCode: code.code, level }), 201);
    expect(await countRatings({ staticCode: code.code })).toBe(before + 2);
  });

  test('is not to be had for what is rated with its event alone, nor for what the directory does not know', async () => {
    const ask = (kind: string, code: string) =>
      fetch(`${system.baseUrl}/api/v1/places/${kind}/${code}/static-code`);
    expect(await errorOf(await ask('package', '350400-T01'))).toMatchObject({ status: 400 });
    expect(await errorOf(await ask('stage', '1'))).toMatchObject({ status: 400 });
    expect(await errorOf(await ask('staff', '350400-P999'))).toMatchObject({ status: 400 });
    expect(await errorOf(await ask('window', '350400-W999999'))).toMatchObject({ status: 400 });
    expect(await errorOf(await fetch(`${system.baseUrl}/api/v1/static-codes/AAAAAAAA`))).toMatchObject({
      status: 404,
      code: 'static_code_unknown',
    });
  });
});

describe('details', () => {
  test('are facts of their own: added once however often they are sent, and the level stays', async () => {
    const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 1);
    const input = { detailsId: randomUUID(), options: ['115', '115'], text: '让我跑了三趟', finished: false };
    await Promise.all(
      Array.from({ length: 10 }, async () => expectStatus(await details(receipt, input), 200)),
    );
    const view = RatingDetailsAnswer.parse(
      await expectStatus(await details(receipt, { text: '第四趟才办成' }), 200),
    );
    expect(view.details.map(({ text, options }) => [text, options.map(({ code }) => code)])).toEqual([
      ['让我跑了三趟', ['115']],
      ['第四趟才办成', []],
    ]);
    expect(view).toMatchObject({ level: 1, poor: true, standing: 'adopted' });
  });

  test('options of another level are refused by name', async () => {
    const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 5);
    const error = await errorOf(await details(receipt, { options: ['115'] }));
    expect(error).toMatchObject({ status: 400, details: [{ field: 'options' }] });
  });

  test('an empty "done" adds nothing: silence is not a statement', async () => {
    const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 2);
    expect(RatingDetailsAnswer.parse(await expectStatus(await details(receipt, {}), 200)).details).toEqual(
      [],
    );
  });

  test('end after twenty, with a way to go on', async () => {
    const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 2);
    for (let n = 1; n <= 20; n++) await expectStatus(await details(receipt, { text: `第${n}句` }), 200);
    expect(await errorOf(await details(receipt, { text: '第21句' }))).toMatchObject({
      status: 409,
      message: expect.stringContaining('12345') as string,
    });
  });

  test('nobody without the access key reads or adds anything, and cannot learn whether the number exists', async () => {
    const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 4);
    const wrong = await errorOf(await ownRating(receipt, 'x'.repeat(40)));
    const unknown = await errorOf(await ownRating({ ...receipt, number: 'HP20260101-AAAA2222' }));
    expect(wrong.status).toBe(404);
    expect(wrong.message).toBe(unknown.message);
    expect((await details({ ...receipt, accessKey: 'y'.repeat(40) }, { text: 'x' })).status).toBe(404);
  });
});

describe('limits by invitation and by rating', () => {
  test('one invitation answers sixty times an hour, from whatever address; others stay open', async () => {
    const [one, other] = [await issueInvitation(system), await issueInvitation(system)];
    const send = (invitation: string, level: 4 | 5) =>
      sendRating(system.baseUrl, { invitation, level, intakeId: randomUUID() });
    expect((await send(one.token, 4)).status).toBe(201);
    const again: number[] = [];
    for (let n = 0; n < 60; n++) again.push((await send(one.token, 5)).status);
    expect(again).toEqual([...Array.from({ length: 59 }, () => 409), 429]);
    expect((await send(other.token, 4)).status).toBe(201);
  });

  test('a stranger with a receipt number does not use up what its author may add', async () => {
    const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 3);
    const stranger = { ...receipt, accessKey: 'z'.repeat(40) };
    for (let n = 0; n < 61; n++) expect((await details(stranger, { text: 'x' })).status).toBe(404);
    expect((await details(receipt, { text: '还想说一句' })).status).toBe(200);
  });
});

describe('a printed code under its brake', () => {
  let strict: OwnSystem;
  beforeAll(async () => {
    strict = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1' } });
  }, 60_000);
  afterAll(() => strict.stop());

  test('takes three ratings a day from one device, and the third again when it is sent again', async () => {
    const place = await fetch(`${strict.baseUrl}/api/v1/places/window/350400-W001/static-code`);
    const { code } = StaticCodeView.parse(await expectStatus(place, 200));
    const give = (deviceId: string, intakeId = randomUUID()) =>
      sendRating(strict.baseUrl, { staticCode: code, level: 1, deviceId, intakeId });
    const again = randomUUID();
    const statuses = [await give('device-one'), await give('device-one'), await give('device-one', again)];
    expect(statuses.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await errorOf(await give('device-one'))).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect((await give('device-one', again)).status).toBe(200);
    expect((await give('device-two')).status).toBe(201);
  });

  test('is not rated from a month ago', async () => {
    const place = await fetch(`${strict.baseUrl}/api/v1/places/window/350400-W002/static-code`);
    const { code } = StaticCodeView.parse(await expectStatus(place, 200));
    const ratedAt = new Date(Date.now() - 10 * 86_400_000).toISOString();
    expect(
      await errorOf(await sendRating(strict.baseUrl, { staticCode: code, level: 1, ratedAt })),
    ).toMatchObject({
      status: 400,
      details: [{ field: 'ratedAt' }],
    });
  });
});

test('a phone whose clock is far off is told so, and nothing is stored under a false time', async () => {
  const { token } = await issueInvitation(system);
  for (const ratedAt of ['2020-01-01T00:00:00.000Z', new Date(Date.now() + 3_600_000).toISOString()]) {
    expect(
      await errorOf(await sendRating(system.baseUrl, { invitation: token, level: 5, ratedAt })),
    ).toMatchObject({ status: 400, details: [{ field: 'ratedAt' }] });
  }
  expect((await sendRating(system.baseUrl, { invitation: token, level: 5 })).status).toBe(201);
});
