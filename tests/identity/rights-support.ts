import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { Receipt, TransactionInput } from '@haochaping/shared/contracts';
import { connectDatabase } from '../../server/src/database.js';
import { readKeyFile } from '../../server/src/key-source.js';
import type { Keys } from '../../server/src/keys.js';
import { AccountModel } from '../../server/src/modules/evaluators/account-model.js';
import { createDataKey, openKeyStore } from '../../server/src/modules/vault/key-store.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { blindIndex, sealFields } from '../../server/src/modules/vault/sealing.js';
import { openSession } from '../../server/src/modules/sessions/sessions.js';
import { RatingModel } from '../../server/src/modules/ratings/model.js';
import { expectStatus, issueInvitation, randomIdentityNumber, rate } from '../support/journey.js';
import type { System } from '../support/system.js';

/** The test beside the server: it reaches into the same database and holds the same keys. */
export async function besideServer(system: System): Promise<Keys> {
  await connectDatabase(system.mongoUri);
  await openKeyStore(system.keyStoreUri);
  return readKeyFile(join(system.dataDir, 'keys.json'));
}

export interface SignedInEvaluator {
  accountId: string;
  get(path: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  delete(path: string): Promise<Response>;
}

export interface Person {
  name: string;
  certNumber: string;
  phone: string;
}

export const somebody = (): Person => ({
  name: '欧阳验明',
  certNumber: randomIdentityNumber(),
  phone: `138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
});

/**
 * An account as sign-in and the real-name check leave it, with a session opened at an instant.
 * @param openedAt an earlier sign-in than now
 */
export async function evaluatorClient(
  system: System,
  keys: Keys,
  person: Person,
  openedAt = new Date(),
): Promise<SignedInEvaluator> {
  const accountId = randomUUID();
  const now = new Date();
  await createDataKey(keys, accountId, now);
  const certIndex = blindIndex(keys, 'cert', `111:${person.certNumber}`);
  const told = await sealFields(keys, accountId, `account:${accountId}`, { ...person });
  await AccountModel.create({
    _id: accountId,
    createdAt: now,
    identities: [
      {
        provider: 'phone',
        index: blindIndex(keys, 'phone', person.phone),
        sealed: told.phone ?? '',
        linkedAt: now,
      },
    ],
    sealed: told,
    certIndex,
    verified: { at: now, method: 'realname', certType: '111' },
  });
  const { accessToken } = await openSession(
    keys,
    {
      kind: 'evaluator',
      subjectId: accountId,
      client: 'weapp',
      userAgent: '',
      secondFactor: false,
      lifetimeSeconds: 86_400,
    },
    openedAt,
  );
  const authorization = `Bearer ${accessToken}`;
  return {
    accountId,
    get: (path) => fetch(`${system.baseUrl}${path}`, { headers: { authorization } }),
    delete: (path) => fetch(`${system.baseUrl}${path}`, { method: 'DELETE', headers: { authorization } }),
    post: (path, body) =>
      fetch(`${system.baseUrl}${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

/** One rating of a person's transaction, with the id the console knows it by. */
export async function ratingOf(
  system: System,
  person: Person,
  level: Receipt['level'],
  changes: Partial<TransactionInput['applicant']> = {},
): Promise<{ id: string; number: string }> {
  const { token } = await issueInvitation(system, {
    applicant: { kind: 'person', userProp: '1', certType: '111', ...person, ...changes },
  });
  const { number } = await rate(system.baseUrl, token, level);
  const rating = await RatingModel.findOne({ number });
  if (!rating) throw new Error('the rating is not there');
  return { id: rating._id, number };
}

/** Has it known who is behind an account, as a proof of their document leaves it. */
export const prove = async (username: string, document = username): Promise<void> => {
  await StaffAccountModel.updateOne(
    { username },
    { $set: { certIndex: document, certProvenAt: new Date() } },
  );
};

/** Another member of staff of the office of a demo account, both of them proven; returns the account list with the new one in front. */
export async function colleagueOf(
  system: System,
  username: string,
): Promise<Pick<System, 'baseUrl' | 'accounts'>> {
  const known = await StaffAccountModel.findOne({ username }).lean();
  const demo = system.accounts.find((one) => one.username === username);
  if (!known || !demo) throw new Error(`no account ${username}`);
  const colleague = { username: `${username}-2`, password: `pw-${randomUUID()}` };
  await StaffAccountModel.create({
    ...known,
    ...{ _id: randomUUID(), username: colleague.username, passwordHash: await hash(colleague.password) },
  });
  await Promise.all([username, colleague.username].map((one) => prove(one)));
  return { baseUrl: system.baseUrl, accounts: [{ ...demo, ...colleague }] };
}

export const json = async <T>(response: Promise<Response>, status: number): Promise<T> =>
  (await expectStatus(await response, status)) as T;
