import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { readKeyFile } from '../../server/src/key-source.js';
import type { InvitationRecord } from '../../server/src/modules/channels/model.js';
import {
  INVITATION_TOKEN_LENGTH,
  randomBase58,
  tokenHash,
} from '../../server/src/modules/channels/tokens.js';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';
import { issueInvitation, sendRating } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { enginePid, startBare, type Bare } from './lib/bare-bound.js';
import { load, medianOf, say, type Shot, type Shown } from './lib/load.js';

const ROUNDS = 5;
const REQUESTS = 1500;
const CONNECTIONS = [8, 50];

/** Invitations like the one that was really issued, put in at once: only rating is measured. */
async function invitations(system: OwnSystem, connection: mongoose.Connection, count: number) {
  const keys = readKeyFile(join(system.dataDir, 'keys.json'));
  const collection = connection.collection<InvitationRecord>('invitations');
  const like = await collection.findOne({});
  if (!like) throw new Error('no invitation was issued');
  const tokens = Array.from({ length: count }, () => randomBase58(INVITATION_TOKEN_LENGTH));
  await collection.insertMany(
    tokens.map((token) => ({
      ...like,
      _id: randomUUID(),
      tokenHash: tokenHash(keys, token),
      projectNo: `B${randomUUID().replaceAll('-', '').slice(0, 18)}`,
    })),
  );
  return tokens;
}

interface Place {
  system: OwnSystem;
  bare: Bare;
  connection: mongoose.Connection;
}

async function ratingRound({ system, connection }: Place, connections: number): Promise<Shown> {
  const tokens = await invitations(system, connection, REQUESTS);
  const shots = tokens.map((invitation): Shot => {
    const body = JSON.stringify({ invitation, intakeId: randomUUID(), level: 5 });
    return { path: '/api/v1/ratings', body };
  });
  const ratings = connection.collection('ratings');
  const before = await ratings.countDocuments({});
  const shown = await load(system.baseUrl, connections, shots, { ...system.pids(), engine: enginePid() });
  const kept = (await ratings.countDocuments({})) - before;
  if (kept !== REQUESTS) throw new Error(`${REQUESTS} ratings were answered and ${kept} are there`);
  return shown;
}

/** Both by turns, so that a machine that changes its mind changes it for both. */
async function interleaved(place: Place, name: string, connections: number): Promise<[Shown, Shown]> {
  const product: Shown[] = [];
  const bound: Shown[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    product.push(await ratingRound(place, connections));
    bound.push(await place.bare.round(connections, REQUESTS));
  }
  const medians = [medianOf(product), medianOf(bound)] as [Shown, Shown];
  say(`rating, ${connections} connections, ${name}`, medians[0]);
  say(`bare, ${connections} connections`, medians[1]);
  return medians;
}

/** How fast a rating is taken in, beside a bare Koa that stores a document of its size as durably in the same engine. */
export async function bench(): Promise<void> {
  await setup();
  const system = await startSystem({ worker: false, env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'warn' } });
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  try {
    const { token } = await issueInvitation(system);
    const receipt = await (await sendRating(system.baseUrl, { invitation: token, level: 5 })).text();
    const stored = await connection.collection('ratings').findOne({});
    const bare = await startBare(JSON.stringify(stored).length, receipt.length);
    const place = { system, bare, connection };
    try {
      await ratingRound(place, 8);
      await bare.round(8, REQUESTS);
      const idle = [];
      for (const connections of CONNECTIONS) idle.push(await interleaved(place, 'no worker', connections));
      await system.restart('worker');
      for (const connections of CONNECTIONS) await interleaved(place, 'worker beside', connections);
      const [product, bound] = idle.at(-1) as [Shown, Shown];
      process.stdout.write(`p99 of a rating / p99 of the bound: ${(product.p99 / bound.p99).toFixed(2)}\n`);
      process.stdout.write(`submit/bare ratio: ${(product.perSecond / bound.perSecond).toFixed(2)}\n`);
    } finally {
      await bare.stop();
    }
  } finally {
    await connection.close();
    await system.stop();
    await teardown();
  }
}
