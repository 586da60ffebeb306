import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import {
  freePort,
  PROGRAMS,
  runProgram,
  startProgram,
  type Program,
  type ProgramExit,
} from '../../server/launch/lib/programs.mjs';
import { PEERS, peerArguments, peerSettings, type PeerName } from '../../server/launch/lib/peers.mjs';

/** The parts of a running system that a test may stop, kill and start again. */
export type Part = 'api' | 'worker' | 'province' | PeerName;

const PEER_NAMES = Object.keys(PEERS) as PeerName[];

export interface Account {
  username: string;
  password: string;
  role: string;
  roleName: string;
  institution: string;
}

export interface BusinessSystem {
  appKey: string;
  secret: string;
}

export interface SystemOptions {
  /** Start the worker as well (default true). */
  worker?: boolean;
  /** Start the provincial sandbox as well (default false); without it PROVINCE_URL leads nowhere. */
  province?: boolean;
  /** Start the sandboxes of WeChat, SMS, real-name check and single sign-on (default false); without them no peer is configured. */
  peers?: boolean;
  /** More settings for api, worker and seed, see server/src/config/config.ts; a PROVINCE_URL of its own may lead through a listener. */
  env?: Record<string, string>;
}

/** A running system, as a test reaches it. */
export interface System {
  /** Where the api answers, without a trailing slash. */
  baseUrl: string;
  /** Where the provincial sandbox answers (or would answer), without a trailing slash. */
  provinceUrl: string;
  /** Where the sandboxes of the peers answer (or would answer), without a trailing slash. */
  peers: Record<PeerName, string>;
  /** The database of this system alone. */
  mongoUri: string;
  /** The database of its wrapped data keys. */
  keyStoreUri: string;
  dataDir: string;
  accounts: Account[];
  businessSystem: BusinessSystem;
}

/** A system one test file has to itself, because it configures, stops, kills or counts: it says which in one line. */
export interface OwnSystem extends System {
  /** Stops every part in order and removes database and folders. */
  stop(): Promise<void>;
  /** Stops a part if it runs, and starts it again at the same address. */
  restart(part: Part): Promise<void>;
  /** Sends the signal to a part and waits for its end. */
  kill(part: Part, signal?: NodeJS.Signals): Promise<ProgramExit>;
  /** The output of a part, from all its lives in order. */
  logs(part: Part): string[];
  /** The processes of the parts that run, by name. */
  pids(): Record<string, number>;
}

interface Seeded {
  accounts: Account[];
  businessSystem: BusinessSystem;
}

function engineUri(): string {
  const uri = process.env.MONGODB_URI;
  if (!uri) throw new Error('MONGODB_URI is missing: run the tests through tests/jest.config.js');
  return uri;
}

/** The address of a fresh database on the engine (or real MongoDB) of this run. */
export function freshMongoUri(): string {
  const uri = new URL(engineUri());
  uri.pathname = `/test_${randomBytes(6).toString('hex')}`;
  return uri.href;
}

/** The address of another database of the same server, named after the first. */
export function besideUri(mongoUri: string, suffix: string): string {
  const uri = new URL(mongoUri);
  uri.pathname += suffix;
  return uri.href;
}

async function seedDatabase(env: Record<string, string | undefined>): Promise<Seeded> {
  const events = await runProgram({ name: 'seed', file: PROGRAMS.server, args: ['seed'], env });
  const seeded = events.find((event) => event.event === 'seeded');
  if (!seeded) throw new Error('The seed did not print {"event":"seeded",…}');
  return seeded as unknown as Seeded;
}

/** Removes a database; a system removes its own when it stops. */
export async function dropDatabase(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

interface PartSpec {
  file: string;
  args: string[];
  env: Record<string, string | undefined>;
}

/** The workers of a run choose their ports at the same time, and the run itself for the systems they share. */
export const PORT_LANE = Number(process.env.JEST_WORKER_ID ?? 0);
const ownPort = () => freePort(PORT_LANE);

/** What each part is started from; ports are chosen once, so that a restarted part comes back at its address. */
async function partsOf(env: Record<string, string | undefined>, withPeers: boolean) {
  const [api, worker, province] = [await ownPort(), await ownPort(), await ownPort()];
  const baseUrl = `http://127.0.0.1:${api}`;
  const provinceUrl = `http://127.0.0.1:${province}`;
  const peerParts: Partial<Record<PeerName, PartSpec>> = {};
  const peers: Partial<Record<PeerName, string>> = {};
  for (const peer of PEER_NAMES) {
    const port = await ownPort();
    peers[peer] = `http://127.0.0.1:${port}`;
    const args = peerArguments(peer, baseUrl);
    peerParts[peer] = {
      file: PROGRAMS[peer],
      args,
      env: { PATH: env.PATH, HOST: '127.0.0.1', PORT: String(port) },
    };
  }
  const settings = withPeers ? peerSettings(peers) : {};
  const shared = {
    ...settings,
    ...env,
    PUBLIC_BASE_URL: baseUrl,
    PROVINCE_URL: env.PROVINCE_URL ?? provinceUrl,
  };
  const parts: Record<Part, PartSpec> = {
    api: { file: PROGRAMS.server, args: ['api'], env: { ...shared, PORT: String(api) } },
    worker: { file: PROGRAMS.server, args: ['worker'], env: { ...shared, WORKER_PORT: String(worker) } },
    province: { file: PROGRAMS.province, args: [], env: { ...shared, PORT: String(province) } },
    ...(peerParts as Record<PeerName, PartSpec>),
  };
  return { baseUrl, provinceUrl, peers: peers as Record<PeerName, string>, env: shared, parts };
}

/** Running programs by part, with the logs of all their lives. */
class Parts {
  private readonly running = new Map<Part, Program>();
  private readonly past = new Map<Part, string[]>();

  constructor(private readonly specs: Record<Part, PartSpec>) {}

  async start(part: Part): Promise<void> {
    this.running.set(part, await startProgram({ name: part, ...this.specs[part] }));
  }

  async end(part: Part, how: (program: Program) => Promise<ProgramExit>): Promise<ProgramExit | undefined> {
    const program = this.running.get(part);
    if (!program) return undefined;
    this.running.delete(part);
    const exit = await how(program);
    this.past.set(part, [...(this.past.get(part) ?? []), ...program.lines]);
    return exit;
  }

  pids(): Record<string, number> {
    return Object.fromEntries([...this.running].map(([part, { pid }]) => [part, pid]));
  }

  logs(part: Part): string[] {
    return [...(this.past.get(part) ?? []), ...(this.running.get(part)?.lines ?? [])];
  }
}

/**
 * The system all files of this jest worker share: worker, province and all peers run, and others have already used it.
 * Tests keep apart by project numbers, people and accounts of their own.
 */
export async function sharedSystem(): Promise<System> {
  const { SHARED_URL, JEST_WORKER_ID } = process.env;
  if (!SHARED_URL || !JEST_WORKER_ID)
    throw new Error('SHARED_URL is missing: run the tests through tests/jest.config.js');
  const answer = await fetch(`${SHARED_URL}/${JEST_WORKER_ID}`);
  if (!answer.ok) throw new Error(`The shared system did not start: ${await answer.text()}`);
  return (await answer.json()) as System;
}

/**
 * Starts the real, built programs on free ports, with a database, data folder and keys of their own, seeded with the
 * demo directory and accounts. Rejects with the output of the program that did not start.
 */
export async function startSystem(options: SystemOptions = {}): Promise<OwnSystem> {
  const dataDir = await mkdtemp(join(tmpdir(), 'haochaping-test-'));
  await mkdir(join(dataDir, 'data'));
  const mongoUri = freshMongoUri();
  const keyStoreUri = besideUri(mongoUri, '_keys');
  const settings = {
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    DEMO: '1',
    MONGODB_URI: mongoUri,
    KEYSTORE_URI: keyStoreUri,
    DATA_DIR: join(dataDir, 'data'),
    KEYS_FILE: join(dataDir, 'keys.json'),
    FORWARD_DETAILS_WAIT_SECONDS: '1',
    // All citizens of a test come from one address; the limits have a test of their own.
    RATE_LIMIT_FACTOR: '100',
    // Tests run at night too; quiet hours have tests of their own.
    MESSAGE_HOURS: '0-24',
    ...options.env,
  };
  const { baseUrl, provinceUrl, peers, env, parts } = await partsOf(settings, options.peers === true);
  const running = new Parts(parts);
  const stop = async () => {
    for (const part of ['api', 'worker', 'province', ...PEER_NAMES] as const)
      await running.end(part, (program) => program.stop());
    await dropDatabase(mongoUri);
    await dropDatabase(keyStoreUri);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    if (options.province) await running.start('province');
    if (options.peers) await Promise.all(PEER_NAMES.map((peer) => running.start(peer)));
    const { accounts, businessSystem } = await seedDatabase(env);
    await running.start('api');
    if (options.worker !== false) await running.start('worker');
    return {
      baseUrl,
      provinceUrl,
      peers,
      mongoUri,
      keyStoreUri,
      dataDir,
      accounts,
      businessSystem,
      stop,
      async restart(part) {
        await running.end(part, (program) => program.stop());
        await running.start(part);
      },
      async kill(part, signal = 'SIGKILL') {
        const exit = await running.end(part, (program) => program.kill(signal));
        if (!exit) throw new Error(`${part} is not running`);
        return exit;
      },
      logs: (part) => running.logs(part),
      pids: () => running.pids(),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
