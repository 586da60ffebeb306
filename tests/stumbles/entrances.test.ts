import { InvitationIssued, Receipt } from '@haochaping/shared/contracts';
import { collection, errorOf } from '../support/evaluator.js';
import {
  demoTransaction,
  eventually,
  expectStatus,
  issueInvitation,
  sendRating,
  signedFetch,
} from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// Links as people tap them, clocks as telephones and offices have them, words as people write them.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const opened = async (path: string) => {
  const answer = await fetch(system.baseUrl + path, { redirect: 'manual' });
  return [answer.status, new URL(answer.headers.get('location') ?? 'none:').search];
};

test.each(['。', '）', '%20', '，谢谢'])('a link with “%s” behind it leads to the page', async (sign) => {
  const { token } = await issueInvitation(system);
  expect(await opened(`/r/${token}${sign}`)).toEqual([302, `?i=${token}`]);
});

test.each(['r', 's'])(
  'a link /%s/ with a whole message behind it is explained by the page, not by JSON',
  async (kind) => {
    expect((await opened(`/${kind}/${'0'.repeat(300)}`))[0]).toBe(302);
  },
);

test('an address of the province with Chinese in it is followed', async () => {
  const transaction = await demoTransaction();
  const { token } = await issueInvitation(system, transaction);
  const provinceAddress = 'http://127.0.0.1:9/评价?id=一';
  await collection(system, 'invitations', (c) =>
    c.updateOne({ projectNo: transaction.projectNo }, { $set: { pageSource: 'province', provinceAddress } }),
  );
  const answer = await fetch(`${system.baseUrl}/r/${token}`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, new URL(provinceAddress).href]);
});

const arrived = async (projectNo: string) =>
  (await (await fetch(`${system.provinceUrl}/__sandbox/ratings?projectNo=${projectNo}`)).json()) as {
    fields: Record<string, string>;
  }[];

/** A transaction served at this distance from now, rated; with what the province then has of it. */
async function rated(servedInMs: number, level: 1 | 5, words = '') {
  const at = new Date(Date.now() + servedInMs).toISOString();
  const acceptedAt = new Date(Date.now() - 3_600_000).toISOString();
  const transaction = await demoTransaction(
    {},
    { servedAt: at, acceptedAt, proStatus: '2', finishedAt: undefined },
  );
  const { token } = await issueInvitation(system, transaction);
  const receipt = Receipt.parse(
    await expectStatus(await sendRating(system.baseUrl, { invitation: token, level }), 201),
  );
  if (words) await say(receipt, words);
  return { transaction, receipt };
}

async function say({ number, accessKey }: Receipt, text: string) {
  const said = { accessKey, detailsId: crypto.randomUUID(), options: [], text };
  const answer = await fetch(`${system.baseUrl}/api/v1/ratings/${number}/details`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
  await expectStatus(answer, 200);
}

test('a telephone two seconds slow loses no rating, and its time is kept as it told', async () => {
  const { token } = await issueInvitation(system);
  const ratedAt = new Date(Date.now() - 2_000).toISOString();
  const receipt = Receipt.parse(
    await expectStatus(await sendRating(system.baseUrl, { invitation: token, level: 5, ratedAt }), 201),
  );
  expect(receipt.ratedAt).toBe(ratedAt);
});

test('a business system 50 seconds ahead has its rating sent', async () => {
  const { transaction } = await rated(50_000, 5);
  const [there] = await eventually('it is in the province', async () => {
    const found = await arrived(transaction.projectNo);
    return found.length > 0 ? found : undefined;
  });
  expect(there!.fields.assessTime! >= there!.fields.serviceTime!).toBe(true);
});

test('a corrected report is taken while the rating is here, and refused once it has gone', async () => {
  const { transaction, receipt } = await rated(-60_000, 1);
  const again = (nodeName: string) =>
    signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', {
      ...transaction,
      event: { ...transaction.event, nodeName },
    });
  InvitationIssued.parse(await expectStatus(await again('复核'), 201));
  const moved = { ...transaction, event: { ...transaction.event, nodeName: '复核', windowCode: undefined } };
  expect(
    (await signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', moved)).status,
  ).toBe(transaction.event.windowCode ? 409 : 201);
  const center = await signInStaff(system, 'center');
  await fetch(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      accessKey: receipt.accessKey,
      detailsId: crypto.randomUUID(),
      options: ['113'],
      text: '',
    }),
  });
  const [there] = await eventually('it is in the province', async () => {
    const found = await arrived(transaction.projectNo);
    return found.length > 0 ? found : undefined;
  });
  expect(there!.fields.nodeName).toBe('复核');
  expect((await again('办结')).status).toBe(409);
  await center.get('/api/v1/staff/session');
});

test.each([
  ['等太久😡', '等太久'],
  ['找䶮科长 © €', '找科长'],
])(
  '“%s” at the lowest level is a reason: it goes, without what the province cannot write',
  async (words, told) => {
    const { transaction, receipt } = await rated(-60_000, 1, words);
    const [there] = await eventually('it is in the province', async () => {
      const found = await arrived(transaction.projectNo);
      return found.length > 0 ? found : undefined;
    });
    expect(there!.fields.writingevalua).toBe(told);
    const center = await signInStaff(system, 'center');
    const { items } = (await (
      await center.get('/api/v1/staff/forwarding/submissions?pageSize=100')
    ).json()) as { items: { number: string; missing: { remedy: string }[] }[] };
    const left = items.find(({ number }) => number === receipt.number)?.missing[0]?.remedy;
    expect(left).toMatch(/评价文字（writingevalua）里的“.+”（U\+[0-9A-F]+）.*没有送/);
  },
);

test('words of signs alone that the province cannot write are named so, not called missing; more words go', async () => {
  const { transaction, receipt } = await rated(-60_000, 1, '😡');
  const center = await signInStaff(system, 'center');
  const found = await eventually('it is parked', async () => {
    const { items } = (await (
      await center.get('/api/v1/staff/forwarding/submissions?pageSize=100&state=parked')
    ).json()) as { items: { number: string; reason: string }[] };
    return items.find(({ number }) => number === receipt.number);
  });
  expect(found.reason).toBe('unencodable');
  await say(receipt, '等了两个小时，窗口没人');
  await eventually('it is in the province', async () => (await arrived(transaction.projectNo))[0]);
});

test('a telephone that was missing may be told later, and the rating goes', async () => {
  const whole = await demoTransaction();
  const send = (applicant: object) =>
    signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', {
      ...whole,
      applicant,
    });
  const { invitation } = InvitationIssued.parse(
    await expectStatus(await send({ ...whole.applicant, phone: undefined }), 201),
  );
  await expectStatus(await sendRating(system.baseUrl, { invitation: invitation.token, level: 5 }), 201);
  await eventually('it is held', () =>
    collection(
      system,
      'submissions',
      async (c) => (await c.findOne({ state: 'held', title: /./ })) ?? undefined,
    ),
  );
  await expectStatus(await send(whole.applicant), 201);
  const there = await eventually('it is in the province', async () => (await arrived(whole.projectNo))[0]);
  expect(there.fields.contactMobile).toBe(whole.applicant.phone);
});

test.each([
  ['acceptedAt', '0000-01-01T00:00:00.000Z'],
  ['finishedAt', '9999-12-31T00:00:00.000Z'],
])('a time that cannot be (%s %s) is refused at the door', async (field, time) => {
  const transaction = await demoTransaction({}, { [field]: time });
  const answer = await signedFetch(
    system.baseUrl,
    system.businessSystem,
    'POST',
    '/api/v1/transactions',
    transaction,
  );
  expect(await errorOf(answer)).toMatchObject({ status: 400, code: 'invalid_input' });
});

test('times with an offset are taken', async () => {
  const local = new Date(Date.now() + 8 * 3_600_000 - 120_000).toISOString().replace('Z', '+08:00');
  await issueInvitation(system, {}, { servedAt: local });
});
