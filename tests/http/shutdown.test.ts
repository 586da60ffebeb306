import { issueInvitation, sendRating } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { Receipt } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';

/** Stopping drops no accepted request: whoever got an answer is in the database, and nobody in hand is cut off. */
// Its own: it is stopped.
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ worker: false });
}, 60_000);
afterAll(() => system.stop());

test('ratings sent while the server is told to stop are answered, or were never accepted; every receipt is kept', async () => {
  const invitations = await Promise.all(Array.from({ length: 40 }, () => issueInvitation(system)));
  const sending = invitations.map(({ token }) =>
    sendRating(system.baseUrl, { invitation: token, level: 5 }).then(
      async (response) => ({
        status: response.status,
        receipt: response.ok ? Receipt.parse(await response.json()) : null,
      }),
      (error: unknown) => ({
        status: 0,
        receipt: null,
        refused: (error as { cause?: { code?: string } }).cause?.code,
      }),
    ),
  );
  await Promise.race(sending);
  const exit = await system.kill('api', 'SIGTERM');
  expect(exit).toMatchObject({ code: 0, signal: null });
  const outcomes = await Promise.all(sending);
  const receipts = outcomes.flatMap(({ receipt }) => (receipt ? [receipt.number] : []));
  expect(receipts.length).toBeGreaterThan(0);
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const kept = await connection.collection('ratings').find().toArray();
  // Both ways: no receipt without a rating, and no rating whose sender was left without its receipt.
  expect(kept.map(({ number }) => number as string).sort()).toEqual([...receipts].sort());
  expect(outcomes.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  await connection.close();
}, 60_000);

test('a stopped server says so to whoever asks whether it is ready', async () => {
  await system.restart('api');
  expect((await fetch(`${system.baseUrl}/readyz`)).status).toBe(200);
  expect((await fetch(`${system.baseUrl}/healthz`)).status).toBe(200);
  const metrics = await (await fetch(`${system.baseUrl}/metrics`)).text();
  expect(metrics).toMatch(/http_request_seconds_count\{[^}]*operation="static"[^}]*\} \d/);
});
