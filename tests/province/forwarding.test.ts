import { randomUUID } from 'node:crypto';
import { SubmissionPage, type SubmissionView, type TransactionInput } from '@haochaping/shared/contracts';
import {
  eventually,
  expectStatus,
  issueInvitation,
  rate,
  sendRating,
  demoTransaction,
} from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** FA-2.2.5-a FA-2.2.5-b: every rating reaches the province once, whatever fails on the way; what cannot is named. */
let system: OwnSystem;
let cookie = '';
let csrfToken = '';

beforeAll(async () => {
  system = await startSystem({
    province: true,
    env: { PROVINCE_TIMEOUT_SECONDS: '2', WORKER_LEASE_SECONDS: '8', FORWARD_DETAILS_WAIT_SECONDS: '0.5' },
  });
  const account = system.accounts.find(({ role }) => role === 'center');
  if (!account) throw new Error('the demo has no account of the centre');
  const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account.username, password: account.password }),
  });
  cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  ({ csrfToken } = (await expectStatus(response, 200)) as { csrfToken: string });
}, 60_000);
afterAll(() => system.stop());
afterEach(async () => {
  await fetch(`${system.provinceUrl}/__sandbox/faults`, { method: 'DELETE' });
});

const faults = async (order: Record<string, unknown>): Promise<void> => {
  const answer = await fetch(`${system.provinceUrl}/__sandbox/faults`, {
    method: 'POST',
    body: JSON.stringify(order),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

interface Arrived {
  evaluateUnid: string;
  fields: Record<string, string>;
}
const arrived = async (projectNo: string): Promise<Arrived[]> =>
  (await (await fetch(`${system.provinceUrl}/__sandbox/ratings?projectNo=${projectNo}`)).json()) as Arrived[];

async function submissions(query = ''): Promise<SubmissionView[]> {
  const response = await fetch(`${system.baseUrl}/api/v1/staff/forwarding/submissions?pageSize=100${query}`, {
    headers: { cookie },
  });
  return SubmissionPage.parse(await expectStatus(response, 200)).items;
}

/** The submission of a receipt number once it is in this state. */
const submissionIn = (number: string, ...states: string[]): Promise<SubmissionView> =>
  eventually(
    `${number} is ${states.join(' or ')}`,
    async () => {
      const found = (await submissions()).find((one) => one.number === number);
      return found && states.includes(found.state) ? found : undefined;
    },
    25_000,
  );

const resend = (ratingId: string): Promise<Response> =>
  fetch(`${system.baseUrl}/api/v1/staff/forwarding/submissions/${ratingId}/resend`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrfToken },
  });

/** A new transaction, rated. */
async function rated(level: 1 | 5 = 5, applicant: Partial<TransactionInput['applicant']> = {}) {
  const transaction = await demoTransaction();
  const { token } = await issueInvitation(system, {
    ...transaction,
    applicant: { ...transaction.applicant, ...applicant },
  });
  return { projectNo: transaction.projectNo, transaction, receipt: await rate(system.baseUrl, token, level) };
}

test('a rating arrives with the applicant in clear, and staff see its receipt and nothing of the applicant', async () => {
  const { projectNo, receipt, transaction } = await rated();
  const submission = await submissionIn(receipt.number, 'sent');
  const [stored, ...others] = await arrived(projectNo);
  expect(others).toEqual([]);
  expect(stored?.evaluateUnid).toBe(submission.receipt);
  expect(stored?.fields).toMatchObject({
    alternate: '5',
    certKey: transaction.applicant.certNumber,
    userName: transaction.applicant.name,
    contactMobile: transaction.applicant.phone,
  });
  const seen = JSON.stringify(submission);
  for (const secret of [transaction.applicant.certNumber, transaction.applicant.name, projectNo]) {
    expect(seen).not.toContain(secret);
  }
});

test('the connection cut after the province has kept it: found there, not sent twice', async () => {
  await faults({ cutAfterCommit: 1 });
  const { projectNo, receipt } = await rated();
  const submission = await submissionIn(receipt.number, 'sent');
  expect(submission.history.map(({ outcome }) => outcome)).toEqual(['unknown', 'found']);
  expect(submission.attempts).toBe(1);
  expect((await arrived(projectNo)).map(({ evaluateUnid }) => evaluateUnid)).toEqual([submission.receipt]);
});

test('the connection cut before: looked up, not found, sent again', async () => {
  await faults({ cutBeforeCommit: 1 });
  const { projectNo, receipt } = await rated();
  const submission = await submissionIn(receipt.number, 'sent');
  expect(submission.attempts).toBe(2);
  expect(await arrived(projectNo)).toHaveLength(1);
});

test('the worker killed in the middle of sending: the next one looks up first', async () => {
  // The province has kept it and not answered yet; a submission that reads "sending" may not have left.
  await faults({ answerDelayMs: 10_000 });
  const { projectNo, receipt } = await rated();
  await eventually('the province has kept it', async () => (await arrived(projectNo))[0]);
  await system.kill('worker');
  await faults({ answerDelayMs: 0 });
  await system.restart('worker');
  const submission = await submissionIn(receipt.number, 'sent');
  expect(submission.history.map(({ outcome }) => outcome)).toEqual(['found']);
  expect(await arrived(projectNo)).toHaveLength(1);
});

test('a rating from a printed code waits under its name and is not sent', async () => {
  const [window] = (await (
    await fetch(`${system.baseUrl}/api/v1/staff/static-codes`, { headers: { cookie } })
  )
    .json()
    .then((body) => (body as { items: { code: string }[] }).items)) as { code: string }[];
  const code = window?.code ?? (await newStaticCode());
  const response = await sendRating(system.baseUrl, { staticCode: code, level: 4 });
  const { number } = (await expectStatus(response, 201)) as { number: string };
  const submission = await submissionIn(number, 'held');
  expect([submission.reason, submission.attempts]).toEqual(['no_transaction', 0]);
});

async function newStaticCode(): Promise<string> {
  const { event } = await demoTransaction();
  const response = await fetch(`${system.baseUrl}/api/v1/staff/static-codes`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
    body: JSON.stringify({ targetKind: 'window', targetCode: event.windowCode }),
  });
  return ((await expectStatus(response, 201)) as { code: string }).code;
}

test('a poor rating without a reason waits unexplained, and goes when the evaluator has said why', async () => {
  const { projectNo, receipt } = await rated(1);
  const waiting = await submissionIn(receipt.number, 'held');
  expect([waiting.reason, waiting.missing.map(({ field }) => field)]).toEqual([
    'unexplained',
    ['appraisald'],
  ]);
  const response = await fetch(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      accessKey: receipt.accessKey,
      detailsId: randomUUID(),
      options: ['113'],
      text: '跑了三趟',
    }),
  });
  await expectStatus(response, 200);
  await submissionIn(receipt.number, 'sent');
  expect((await arrived(projectNo))[0]?.fields).toMatchObject({
    alternate: '1',
    appraisald: '113',
    appraisaldnum: '1',
    writingevalua: '跑了三趟',
  });
});

test('what the province refuses is parked with its word; sent again only when a person says so', async () => {
  const handler = { name: '林小红', certType: '414' as const, certNumber: 'E12345678(1)' };
  const { receipt, projectNo } = await rated(5, { handler });
  // Parked, the worker may still have it in hand for a moment; then it may be sent again.
  const first = await eventually('it is parked and may be sent again', async () => {
    const found = await submissionIn(receipt.number, 'parked');
    return found.mayResend ? found : undefined;
  });
  expect(first.reason).toBe('rejected');
  expect(first.message).toContain('4005');
  await expectStatus(await resend(first.ratingId), 200);
  const second = await eventually('it was refused again', async () => {
    const found = await submissionIn(receipt.number, 'parked');
    return found.attempts === 2 ? found : undefined;
  });
  expect(second.history.map(({ outcome }) => outcome)).toEqual(['rejected', 'resend', 'rejected']);
  expect(await arrived(projectNo)).toEqual([]);
});

test('a name the character set lacks is parked with field and character, never with a question mark', async () => {
  const { receipt, projectNo } = await rated(5, { name: '陈喆' });
  const submission = await submissionIn(receipt.number, 'parked');
  expect(submission.missing).toEqual([
    { field: 'userName', remedy: '申请人姓名或名称（userName）里的“喆”（U+5586）不在 GB2312 字符集里' },
  ]);
  expect([submission.reason, submission.attempts, await arrived(projectNo)]).toEqual(['unencodable', 0, []]);
});

test('two services under one natural key: the second is parked, the first is not claimed twice', async () => {
  const transaction = await demoTransaction();
  const first = await issueInvitation(system, transaction);
  const again = { ...transaction, event: { ...transaction.event, serviceNumber: 2 } };
  const second = await issueInvitation(system, again);
  const one = await rate(system.baseUrl, first.token, 5);
  const sent = await submissionIn(one.number, 'sent');
  const two = await rate(system.baseUrl, second.token, 4);
  const parked = await submissionIn(two.number, 'parked');
  expect([parked.reason, parked.receipt]).toEqual(['conflict', null]);
  expect((await arrived(transaction.projectNo)).map(({ evaluateUnid }) => evaluateUnid)).toEqual([
    sent.receipt,
  ]);
});

test('what has arrived is not sent again, also not on request', async () => {
  const { receipt, projectNo } = await rated();
  const submission = await submissionIn(receipt.number, 'sent');
  expect((await resend(submission.ratingId)).status).toBe(409);
  expect(await arrived(projectNo)).toHaveLength(1);
});

test('an outage: ratings are taken in, wait, and arrive once each when the province is back', async () => {
  await system.kill('province');
  const ratings = await Promise.all([rated(), rated(), rated()]);
  for (const { receipt } of ratings) {
    const waiting = await eventually('it has found the province away', async () => {
      const found = (await submissions()).find(({ number }) => number === receipt.number);
      return found?.reason === 'unavailable' ? found : undefined;
    });
    expect(waiting.state).toBe('waiting');
  }
  await system.restart('province');
  for (const { receipt, projectNo } of ratings) {
    // Asked again until it is there: an attempt in hand, or a province left alone for a while, lets one request pass.
    await eventually(
      `${receipt.number} is sent`,
      async () => {
        const found = (await submissions()).find(({ number }) => number === receipt.number);
        if (found?.mayResend) await resend(found.ratingId);
        return found?.state === 'sent' || undefined;
      },
      40_000,
    );
    expect(await arrived(projectNo)).toHaveLength(1);
  }
}, 90_000);

test('the list is for those who may see it', async () => {
  const anonymous = await fetch(`${system.baseUrl}/api/v1/staff/forwarding/submissions`);
  expect(anonymous.status).toBe(401);
  expect((await submissions('&state=parked')).every(({ state }) => state === 'parked')).toBe(true);
  expect((await submissions('&reason=unencodable')).length).toBeGreaterThan(0);
});

/** FA-2.2.5-c FA-A-b: a dynamic code may lead to the province's own page. */
describe('with the page source of QR codes set to the province', () => {
  let other: OwnSystem;
  beforeAll(async () => {
    other = await startSystem({
      province: true,
      worker: false,
      env: { PAGE_SOURCES: 'qr=province', PROVINCE_TIMEOUT_SECONDS: '1' },
    });
  }, 60_000);
  afterAll(() => other.stop());

  test('the short link leads to the province, always to the same page, and to our own page when the province is away', async () => {
    const follow = (link: string): Promise<Response> =>
      fetch(new URL(new URL(link).pathname, other.baseUrl), { redirect: 'manual' });
    const known = await issueInvitation(other);
    const first = (await follow(known.link)).headers.get('location') ?? '';
    expect(first.startsWith(`${other.provinceUrl}/page/`)).toBe(true);
    expect(await (await fetch(first)).text()).toContain('这是省平台沙箱页面');
    expect((await follow(known.link)).headers.get('location')).toBe(first);
    await other.kill('province');
    const unknown = await issueInvitation(other);
    const ours = (await follow(unknown.link)).headers.get('location') ?? '';
    expect(ours).toContain('/pages/rate/index?i=');
  });
});
