import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAMS, startProgram, type Program } from '../../server/launch/lib/programs.mjs';
import { peerSettings } from '../../server/launch/lib/peers.mjs';
import { startSystem, type OwnSystem } from '../support/system.js';
import {
  closeAsPhoned,
  doBusiness,
  introduce,
  knockEverywhere,
  liveAsWeapp,
  liveElsewhere,
  rateAsApplicant,
  type Run,
} from './marks/flows.js';
import { inventEverybody, marksOf } from './marks/people.js';
import { Listener, Recorder, type Exhibit } from './marks/recorder.js';
import { allows, RULES } from './marks/rules.js';
import { formsOf, marksIn, type Mark } from './marks/search.js';
import { workAsOperator, workAsStaff } from './marks/staff-flows.js';

/*
 * The canary: every flow is walked once with names, numbers and ids that stand nowhere else, and everything the system
 * left behind or let out is searched for them, in every writing. They may stand in clear only where a rule allows it.
 * Source: 方案 三(二)(三); FA-3.3-b FA-3.3-c.
 */

const everybody = inventEverybody();
const secrets: Mark[] = [];
const formsOfAll = () => [...marksOf(everybody), ...secrets].flatMap(formsOf);
const exhibits: Exhibit[] = [];
let folder: string;
let engine: Program;
let system: OwnSystem;
let listeners: Listener[];

/** Every file below a folder. */
async function filesIn(place: string, where: string): Promise<Exhibit[]> {
  const names = await readdir(place, { recursive: true, withFileTypes: true });
  return Promise.all(
    names
      .filter((one) => one.isFile())
      .map(async (one) => {
        const bytes = await readFile(join(one.parentPath, one.name));
        return { kind: 'file' as const, where, what: one.name, bytes };
      }),
  );
}

beforeAll(async () => {
  // An engine of its own: every byte in its folder is this run's.
  folder = await mkdtemp(join(tmpdir(), 'haochaping-canary-'));
  engine = await startProgram({
    name: 'engine',
    file: PROGRAMS.engine,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder },
  });
  process.env.MONGODB_URI = `mongodb://127.0.0.1:${engine.port}`;
  listeners = await Promise.all(
    ['wechat', 'sms', 'realname', 'province'].map((peer) => Listener.before(peer)),
  );
  const [wechat, sms, realname, province] = listeners.map(({ url }) => url);
  system = await startSystem({
    province: true,
    peers: true,
    env: {
      ...peerSettings({ sms: sms!, realname: realname! }),
      WECHAT_API_URL: wechat!,
      PROVINCE_URL: province!,
      LOG_LEVEL: 'debug',
      REVEAL_APPROVAL: 'off',
      DELETION_GRACE_HOURS: '1',
    },
  });
  const targets = [system.peers.wechat, system.peers.sms, system.peers.realname, system.provinceUrl];
  listeners.forEach((listener, at) => listener.passTo(targets[at]!));

  const recorder = new Recorder((url) => url.href.startsWith(system.baseUrl));
  const run: Run = {
    system,
    recorder,
    everybody,
    secret(name, value) {
      if (!value) throw new Error(`there is no ${name}`);
      secrets.push({ name: `secret.${name}`, value });
    },
  };
  recorder.listen();
  try {
    await introduce(run);
    const receipt = await rateAsApplicant(run);
    await liveAsWeapp(run, receipt);
    await liveElsewhere(run);
    await doBusiness(run);
    await closeAsPhoned(run);
    await knockEverywhere(run);
    await workAsStaff(run);
    const said = await workAsOperator(run);
    exhibits.push({ kind: 'log', where: 'commands', what: '', bytes: Buffer.from(said.join('\n')) });
  } finally {
    recorder.rest();
  }
  exhibits.push(...recorder.exhibits, ...listeners.flatMap((listener) => listener.exhibits));
  for (const part of ['api', 'worker'] as const)
    exhibits.push({ kind: 'log', where: part, what: '', bytes: Buffer.from(system.logs(part).join('\n')) });
  exhibits.push(...(await filesIn(folder, 'database')), ...(await filesIn(system.dataDir, 'data folder')));
}, 240_000);
afterAll(async () => {
  await system?.stop();
  await Promise.all((listeners ?? []).map((listener) => listener.stop()));
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('every kind of exhibit was collected', () => {
  const count = (kind: Exhibit['kind']) => exhibits.filter((one) => one.kind === kind).length;
  expect(count('answer')).toBeGreaterThan(200);
  expect(count('outgoing')).toBeGreaterThan(10);
  expect(exhibits.filter(({ kind }) => kind === 'log').every(({ bytes }) => bytes.length > 100)).toBe(true);
  expect(
    exhibits.filter(({ where }) => where === 'database').some(({ bytes }) => bytes.length > 100_000),
  ).toBe(true);
});

/** What stands in clear where no rule allows it, one line each; `used` gathers the rules that allowed something. */
function leaksIn(found: readonly Exhibit[], used = new Set<number>()): string[] {
  const forms = formsOfAll();
  const leaks = new Set<string>();
  for (const exhibit of found)
    for (const { mark, form } of marksIn(exhibit.bytes, forms)) {
      const at = RULES.findIndex((rule) => allows(rule, exhibit, mark));
      if (at >= 0) used.add(at);
      else leaks.add(`${exhibit.kind} | ${exhibit.where} | ${exhibit.what} | ${mark} (${form})`);
    }
  return [...leaks];
}

test('the marks stand in clear only where a rule allows it, and each rule is needed', () => {
  const used = new Set<number>();
  expect(leaksIn(exhibits, used)).toEqual([]);
  expect(RULES.filter((_, at) => !used.has(at)).map(({ why }) => why)).toEqual([]);
});

test('the province has everything that was to be reported, and nothing of it could be read on the way', async () => {
  const answer = await fetch(`${system.provinceUrl}/__sandbox/ratings`);
  const kept = Buffer.from(await answer.arrayBuffer());
  const marks = new Set(marksIn(kept, formsOfAll()).map(({ mark }) => mark));
  for (const mark of [
    'applicant.name',
    'applicant.certNumber',
    'weapp.name',
    'business.name',
    'words.rating',
  ])
    expect(marks).toContain(mark);
  expect(exhibits.some(({ kind, where }) => kind === 'outgoing' && where === 'province')).toBe(true);
});

test('it would sing: planted in a log, an answer or a file, a mark is found', () => {
  const { name, phone } = everybody.people.applicant;
  const plant = (kind: Exhibit['kind'], where: string, bytes: Buffer): Exhibit => ({
    kind,
    where,
    what: '',
    bytes,
  });
  expect(leaksIn([plant('log', 'api', Buffer.from(`{"msg":"rated by ${name}"}`))])).toHaveLength(1);
  expect(leaksIn([plant('answer', 'department', Buffer.from(phone))])).toHaveLength(1);
  expect(leaksIn([plant('file', 'database', Buffer.from(Buffer.from(name).toString('base64')))])).not.toEqual(
    [],
  );
  expect(leaksIn([plant('url', 'center', Buffer.from(`/x?name=${encodeURIComponent(name)}`))])).toHaveLength(
    1,
  );
});
