import { randomUUID } from 'node:crypto';
import {
  DeletionAnswer,
  HandlerInvitationIssued,
  MyRatingPage,
  Receipt,
  StaticCodeView,
  type TransactionInput,
} from '@haochaping/shared/contracts';
import {
  agree,
  atSandbox,
  signInElsewhere,
  signInEvaluator,
  verify,
  type EvaluatorClient,
} from '../../support/evaluator.js';
import { enterRegister } from '../../support/businesses.js';
import { withReceipt } from '../../support/cases.js';
import { expectStatus, issueInvitation } from '../../support/journey.js';
import { cookiesOf, postJson } from '../../support/staff.js';
import type { System } from '../../support/system.js';
import { OPERATIONS } from '../../attack/operations.js';
import type { Everybody, Person } from './people.js';
import type { Recorder } from './recorder.js';

/** What every flow works with. */
export interface Run {
  system: System;
  recorder: Recorder;
  everybody: Everybody;
  /** What opens something: looked for like the marks, from where it is made. */
  secret: (name: string, value: string | undefined) => void;
}

const documentOf = ({ name, certNumber }: Person) => ({ name, certNumber });

const applicantOf = ({ name, certNumber, phone }: Person): TransactionInput['applicant'] => ({
  kind: 'person',
  userProp: '1',
  name,
  certType: '111',
  certNumber,
  phone,
});

/** An answer that is no JSON, read to its end. */
export async function text(response: Promise<Response>): Promise<void> {
  const { status, url } = await response;
  if (status !== 200) throw new Error(`${url} answered ${status}`);
  await (await response).arrayBuffer();
}

export const json = async (response: Promise<Response>, status = 200) => expectStatus(await response, status);

/** Makes everybody known where they are known in life: at WeChat, the unified sign-in, the registers. */
export async function introduce({ system, everybody }: Run): Promise<void> {
  const { people, business } = everybody;
  for (const { openid, officialOpenid, unionid, name, phone } of [people.weapp, people.official])
    await atSandbox(system.peers.wechat, 'POST', 'people', { openid, officialOpenid, unionid, name, phone });
  const { sub, name, certNumber, phone } = people.sso;
  const claims = { sub, name, cert_type: '111', cert_number: certNumber, phone_number: phone, loa: 2 };
  await atSandbox(system.peers.sso, 'POST', 'people', claims);
  await enterRegister(system, business, people.representative);
}

/** Served, invited, rated without any account, said more; then read by receipt. */
export async function rateAsApplicant({ system, recorder, everybody, secret }: Run): Promise<Receipt> {
  const { applicant } = everybody.people;
  const { token } = await recorder.as('business system', () =>
    issueInvitation(system, { applicant: applicantOf(applicant) }),
  );
  secret('invitation', token);
  return recorder.as('author', async () => {
    await json(fetch(`${system.baseUrl}/api/v1/invitations/${token}`));
    const rated = await postJson(`${system.baseUrl}/api/v1/ratings`, {
      intakeId: randomUUID(),
      invitation: token,
      level: 1,
    });
    const receipt = Receipt.parse(await expectStatus(rated, 201));
    secret('accessKey', receipt.accessKey);
    const path = `${system.baseUrl}/api/v1/ratings/${receipt.number}`;
    const said = { accessKey: receipt.accessKey, detailsId: randomUUID(), finished: true };
    await json(
      postJson(`${path}/details`, { ...said, text: `${everybody.words.rating}，电话${applicant.phone}` }),
    );
    await json(withReceipt(system, 'ratings', receipt));
    return receipt;
  });
}

/** Everything a signed-in person can read of their own. */
async function readOwn(client: EvaluatorClient): Promise<void> {
  for (const path of ['session', 'sessions', 'ratings', 'disclosures', 'consents', 'businesses'])
    await json(client.get(`/api/v1/me/${path}`));
  await json(client.get('/api/v1/me/data/corrections'));
  await json(client.get('/api/v1/me/data/deletion'));
  await json(client.get('/api/v1/me/data/export.json'));
  await text(client.get('/api/v1/me/data/export.pdf'));
}

async function printedCode({ baseUrl }: Run['system']): Promise<string> {
  const place = await fetch(`${baseUrl}/api/v1/places/window/350400-W001/static-code`);
  return StaticCodeView.parse(await place.json()).code;
}

/** Signed in by the mini-program: real name, own event rated, a receipt claimed, a rating for a parent, a correction. */
export async function liveAsWeapp(
  { system, recorder, everybody, secret }: Run,
  receipt: Receipt,
): Promise<void> {
  const { weapp } = everybody.people;
  const { token } = await recorder.as('business system', () =>
    issueInvitation(system, { applicant: applicantOf(weapp) }),
  );
  await recorder.as('weapp', async () => {
    const client = await signInEvaluator(system, { openid: weapp.openid, phone: weapp.phone });
    secret('accessToken', client.session.tokens?.accessToken);
    secret('refreshToken', client.session.tokens?.refreshToken);
    await agree(system, client, 'privacy_notice');
    const wrong = { certType: '111', name: `${weapp.name}不符`, certNumber: weapp.certNumber };
    await agree(system, client, 'real_name_check');
    await json(client.send('POST', '/api/v1/me/real-name', wrong), 400);
    await verify(system, client, documentOf(weapp));
    const rating = { intakeId: randomUUID(), invitation: token, level: 2 };
    const own = Receipt.parse(await json(client.send('POST', '/api/v1/ratings', rating), 201));
    const { number, accessKey } = receipt;
    await json(client.send('POST', '/api/v1/me/ratings/claims', { number, accessKey }));
    const forMother = {
      intakeId: randomUUID(),
      staticCode: await printedCode(system),
      level: 4,
      onBehalf: { relation: 'parent' },
    };
    await json(client.send('POST', '/api/v1/ratings', forMother), 201);
    const details = { detailsId: randomUUID(), text: everybody.words.rating, finished: true };
    await json(client.send('POST', `/api/v1/me/ratings/${own.number}/details`, details));
    await json(client.get(`/api/v1/me/ratings/${own.number}`));
    const asked = { field: 'name', receipt: own.number, text: everybody.words.correction };
    await json(client.send('POST', '/api/v1/me/data/corrections', asked), 201);
    await readOwn(client);
  });
}

/** Signed in by the official account and by the unified sign-in. */
export async function liveElsewhere({ system, recorder, everybody }: Run): Promise<void> {
  const { official, sso } = everybody.people;
  for (const [who, way, person] of [
    ['official', 'official', official.officialOpenid],
    ['sso', 'sso', sso.sub],
  ] as const)
    await recorder.as(who, async () => {
      const response = await signInElsewhere(system, way, person);
      const headers = { Cookie: cookiesOf(response) };
      const get = (path: string) => fetch(`${system.baseUrl}${path}`, { headers });
      await readOwn({ get } as EvaluatorClient);
    });
}

/** Signed in by a short message: closes the account and changes the mind; the sign-in of before is over all the same. */
export async function closeAsPhoned({ system, recorder, everybody, secret }: Run): Promise<void> {
  const { phone, certNumber } = everybody.people.phoned;
  await recorder.as('phoned', async () => {
    const client = await signInEvaluator(system, { client: 'web', phone });
    await json(client.send('POST', '/api/v1/me/phone-codes', { phone: certNumber }), 400);
    await readOwn(client);
    const closed = await json(client.send('POST', '/api/v1/me/data/deletion', { confirm: '注销账号' }));
    const { undoCode } = DeletionAnswer.parse(closed);
    secret('undoCode', undoCode);
    await json(postJson(`${system.baseUrl}/api/v1/deletions/undo`, { undoCode }), 204);
    await json(client.get('/api/v1/me/session'), 401);
    await json(postJson(`${system.baseUrl}/api/v1/deletions/progress`, { undoCode }));
  });
}

/** A business registered, a handler invited, accepted, rating for it by invitation and at a printed code; a person refused by the register. */
export async function doBusiness({ system, recorder, everybody, secret }: Run): Promise<void> {
  const { representative, handler } = everybody.people;
  const { business } = everybody;
  const { token } = await recorder.as('business system', () =>
    issueInvitation(system, {
      applicant: {
        kind: 'business',
        userProp: '3',
        name: business.name,
        certType: '001',
        certNumber: business.uscc,
        phone: representative.phone,
        handler: { name: handler.name, certType: '111', certNumber: handler.certNumber },
      },
    }),
  );
  const owner = await recorder.as('representative', () =>
    signInEvaluator(system, {
      client: 'web',
      phone: representative.phone,
      verified: documentOf(representative),
    }),
  );
  const worker = await recorder.as('handler', () =>
    signInEvaluator(system, { client: 'web', phone: handler.phone, verified: documentOf(handler) }),
  );
  const { id, code } = await recorder.as('representative', async () => {
    const registered = (await json(owner.send('POST', '/api/v1/me/businesses', business), 201)) as {
      id: string;
    };
    const invited = await json(
      owner.send('POST', `/api/v1/me/businesses/${registered.id}/handler-invitations`, { until: null }),
      201,
    );
    return { id: registered.id, code: HandlerInvitationIssued.parse(invited).code };
  });
  secret('handlerCode', code);
  await recorder.as('handler', async () => {
    await json(worker.send('POST', '/api/v1/me/handler-invitations/look-up', { code }));
    await json(worker.send('POST', '/api/v1/me/handler-invitations/accept', { code }));
    const rating = { intakeId: randomUUID(), invitation: token, level: 1 };
    const { number } = Receipt.parse(await json(worker.send('POST', '/api/v1/ratings', rating), 201));
    const details = { detailsId: randomUUID(), text: '等得太久', finished: true };
    await json(worker.send('POST', `/api/v1/me/ratings/${number}/details`, details));
    const atWindow = {
      intakeId: randomUUID(),
      staticCode: await printedCode(system),
      level: 2,
      business: id,
    };
    const forBusiness = Receipt.parse(await json(worker.send('POST', '/api/v1/ratings', atWindow), 201));
    secret('accessKey', forBusiness.accessKey);
    await json(worker.get(`/api/v1/me/ratings/${forBusiness.number}`));
    MyRatingPage.parse(await json(worker.get('/api/v1/me/ratings')));
    await readOwn(worker);
  });
  await recorder.as('representative', async () => {
    await json(owner.get(`/api/v1/me/businesses/${id}/handlers`));
    await readOwn(owner);
  });
}

/**
 * A stranger who writes everybody's details into every address and every body, knowing no account: what comes back, and
 * what the logs keep of it, must not hold them.
 */
export async function knockEverywhere({ system, recorder, everybody }: Run): Promise<void> {
  const { applicant, weapp } = everybody.people;
  await recorder.as('stranger', async () => {
    for (const { method, path } of OPERATIONS) {
      const address = path.replace(/\{\w+\}/g, encodeURIComponent(applicant.name));
      const query = `?search=${weapp.phone}&name=${encodeURIComponent(weapp.name)}`;
      const bodied = !['GET', 'DELETE'].includes(method.toUpperCase());
      const body = JSON.stringify({ ...weapp, level: weapp.name, text: { name: applicant.name } });
      const answer = await fetch(`${system.baseUrl}${address}${query}`, {
        method,
        redirect: 'manual',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${applicant.certNumber}` },
        ...(bodied ? { body } : {}),
      });
      if (answer.status >= 500) throw new Error(`${method} ${path} answered ${answer.status}`);
    }
  });
}
