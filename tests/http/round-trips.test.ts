import { randomUUID } from 'node:crypto';
import type { TransactionInput } from '@haochaping/shared/contracts';
import { countCommands, type CountedWay } from '../support/command-count.js';
import {
  demoTransaction,
  expectStatus,
  issueInvitation,
  sendRating,
  signedFetch,
} from '../support/journey.js';
import { besideUri, dropDatabase, freshMongoUri, startSystem, type OwnSystem } from '../support/system.js';

// How often the two calls that everybody makes go to the database (a MongoDB from 8 on, or the engine), counted on the line.
// The bounds are what it takes now.

// Its own: between its api and the database somebody counts, and no worker adds to it.
let system: OwnSystem;
let way: CountedWay;
const uri = freshMongoUri();
const keyStore = besideUri(uri, '_keys');
beforeAll(async () => {
  way = await countCommands(uri);
  const [MONGODB_URI, KEYSTORE_URI] = [way.through(uri), way.through(keyStore)];
  system = await startSystem({ worker: false, env: { MONGODB_URI, KEYSTORE_URI } });
  // Whatever a program does only once was done before anything is counted.
  await rate(await issueInvitation(system));
}, 60_000);
afterAll(async () => {
  await system.stop();
  await Promise.all([uri, keyStore].map(dropDatabase));
  way.close();
});

async function rate({ token }: { token: string }): Promise<void> {
  await expectStatus(
    await sendRating(system.baseUrl, { intakeId: randomUUID(), invitation: token, level: 5 }),
    201,
  );
}

const report = async (transaction: TransactionInput) =>
  expectStatus(
    await signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', transaction),
    201,
  );

/** What the work sends to the database. */
async function sent(what: string, work: () => Promise<unknown>): Promise<string[]> {
  way.taken();
  await work();
  const commands = way.taken();
  console.info(`${what}: ${commands.length} commands: ${commands.join(', ')}`);
  return commands;
}

test('a report of somebody who is known', async () => {
  const { applicant } = await demoTransaction();
  await report(await demoTransaction({ applicant }));
  const next = await demoTransaction({ applicant });
  expect((await sent('known', () => report(next))).length).toBeLessThanOrEqual(6);
});

test('a report of somebody nobody told of before', async () => {
  const first = await demoTransaction();
  expect((await sent('new', () => report(first))).length).toBeLessThanOrEqual(6);
});

test('the next service of a transaction that is known', async () => {
  const known = await demoTransaction();
  await report(known);
  const event = { ...known.event, serviceNumber: known.event.serviceNumber + 1 };
  expect((await sent('next', () => report({ ...known, event }))).length).toBeLessThanOrEqual(6);
});

test('the same report again', async () => {
  const known = await demoTransaction();
  await report(known);
  expect((await sent('again', () => report(known))).length).toBeLessThanOrEqual(10);
});

test('a rating', async () => {
  const invitation = await issueInvitation(system);
  expect((await sent('rating', () => rate(invitation))).length).toBeLessThanOrEqual(4);
});
