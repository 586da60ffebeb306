import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  demoTransaction,
  signedFetch,
  type BusinessSystemKey,
} from '../../server/launch/lib/business-system.mjs';
import mongoose from 'mongoose';
import { freePort, ROOT, startProgram, type Program } from '../../server/launch/lib/programs.mjs';
import { freshMongoUri, PORT_LANE } from '../support/system.js';

/** The README's way to production, command by command. */

const RUN = join(ROOT, 'server/launch/run.mjs');
const DIRECTORY_DATA = join(ROOT, 'server/data/sanming');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-production-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs `node server/launch/run.mjs PART`, which is what `npm run start:api` and its like do, to its end. */
function run(
  part: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [RUN, part, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

test('seed -- city fills an empty folder with a city of that size, and only an empty one', async () => {
  const DATA_DIR = join(folder, 'city');
  const made = await run('seed', { DATA_DIR }, 'city', '--ratings', '60');
  expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/编好了：.*条评价/) as string });
  const again = await run('seed', { DATA_DIR }, 'city', '--ratings', '60');
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('已经有编的评价') as string });
  const wrong = await run('seed', { DATA_DIR: join(folder, 'none') }, 'city', '--ratings', 'many');
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('用法') as string });
});

test.each(['api', 'worker'])(
  'start:%s refuses to start without database, keys and address, and names them',
  async (part) => {
    const { code, output } = await run(part, {});
    expect(code).toBe(1);
    for (const name of ['MONGODB_URI', 'KEYS_FILE', 'PUBLIC_BASE_URL']) expect(output).toContain(name);
  },
);

test('start:api refuses demo accounts and a key file that is not there', async () => {
  const settings = {
    MONGODB_URI: freshMongoUri(),
    PUBLIC_BASE_URL: 'https://example.test',
    KEYS_FILE: join(folder, 'none.json'),
  };
  const demo = await run('api', { ...settings, DEMO: '1' });
  expect(demo).toMatchObject({ code: 1, output: expect.stringContaining('DEMO') as string });
  const keyless = await run('api', settings);
  expect(keyless).toMatchObject({ code: 1, output: expect.stringContaining('密钥文件') as string });
});

test('seed says that it needs a database', async () => {
  expect(await run('seed', {})).toMatchObject({
    code: 1,
    output: expect.stringContaining('MONGODB_URI') as string,
  });
});

/** The n-th example of a file in the operations manual, taken from there, so that it stays one that works. */
function example<T>(index: number): T {
  const manual = readFileSync(join(ROOT, 'server/docs/operations.md'), 'utf8');
  const [, json = ''] = [...manual.matchAll(/```json\n([\s\S]+?)```/g)][index] ?? [];
  return JSON.parse(json) as T;
}
const accountsExample = () => example<{ username: string; password: string }[]>(0);
const systemsExample = () => example<(BusinessSystemKey & { institutionCodes: string[] })[]>(1);

test('a wrong accounts file stops the seed with a sentence that says where', async () => {
  const file = join(folder, 'wrong.json');
  const settings = {
    MONGODB_URI: freshMongoUri(),
    DIRECTORY_DATA,
    KEYS_FILE: join(folder, 'other-keys.json'),
    ACCOUNTS_FILE: file,
  };
  expect(await run('seed', settings)).toMatchObject({
    code: 1,
    output: expect.stringContaining('读不了账号文件') as string,
  });
  await writeFile(file, JSON.stringify([{ ...accountsExample()[0], password: 'short' }]));
  expect(await run('seed', settings)).toMatchObject({
    code: 1,
    output: expect.stringContaining('的密码不能用：密码至少要12位') as string,
  });
}, 60_000);

test('a wrong business systems file stops the seed with a sentence that says where', async () => {
  const file = join(folder, 'wrong-systems.json');
  const settings = {
    MONGODB_URI: freshMongoUri(),
    DIRECTORY_DATA,
    KEYS_FILE: join(folder, 'systems-keys.json'),
    BUSINESS_SYSTEMS_FILE: file,
  };
  await writeFile(file, JSON.stringify([{ ...systemsExample()[0], secret: 'short' }]));
  expect(await run('seed', settings)).toMatchObject({
    code: 1,
    output: expect.stringContaining('0.secret 至少32位') as string,
  });
  await writeFile(file, JSON.stringify([{ ...systemsExample()[0], institutionCodes: ['350400-NONE'] }]));
  expect(await run('seed', settings)).toMatchObject({
    code: 1,
    output: expect.stringContaining('350400-NONE 不在目录里') as string,
  });
}, 60_000);

test('seed fills the directory, makes the keys, the first accounts and business systems; then api and worker run, answer, and end when asked', async () => {
  const accounts = join(folder, 'accounts.json');
  await writeFile(accounts, JSON.stringify(accountsExample()));
  const systems = join(folder, 'systems.json');
  await writeFile(systems, JSON.stringify(systemsExample()));
  const settings = {
    MONGODB_URI: freshMongoUri(),
    DIRECTORY_DATA,
    KEYS_FILE: join(folder, 'keys.json'),
    ACCOUNTS_FILE: accounts,
    BUSINESS_SYSTEMS_FILE: systems,
  };
  expect(await run('seed', settings)).toMatchObject({
    code: 0,
    output: expect.stringContaining('"seeded"') as string,
  });
  expect((await stat(settings.KEYS_FILE)).mode & 0o777).toBe(0o600);
  expect(await run('seed', settings)).toMatchObject({ code: 0 });

  const port = await freePort(PORT_LANE);
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: folder,
    ...settings,
    PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
  };
  const programs: Program[] = [];
  for (const part of ['api', 'worker'])
    programs.push(
      await startProgram({ name: part, file: RUN, args: [part], env: { ...env, PORT: String(port) } }),
    );
  for (const program of programs)
    expect((await fetch(`http://127.0.0.1:${program.port}/readyz`)).status).toBe(200);
  const [account] = accountsExample();
  const signedIn = await fetch(`http://127.0.0.1:${programs[0]?.port}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: account?.username, password: account?.password }),
  });
  // The password stood in a file: a new one comes first.
  expect(signedIn.status).toBe(202);
  expect(await signedIn.json()).toMatchObject({ next: 'new_password' });
  const [everywhere, one] = systemsExample();
  const report = async (system: BusinessSystemKey | undefined) =>
    signedFetch(
      env.PUBLIC_BASE_URL,
      system as BusinessSystemKey,
      'POST',
      '/api/v1/transactions',
      await demoTransaction(),
    );
  expect((await report(everywhere)).status).toBe(201);
  expect((await demoTransaction()).institutionCode).not.toBe(one?.institutionCodes[0]);
  expect((await report(one)).status).toBe(403);
  expect((await report({ appKey: 'never-registered', secret: 'x'.repeat(32) })).status).toBe(401);
  for (const program of programs) expect(await program.stop()).toMatchObject({ code: 0 });

  expect(await run('seed', { ...settings, DEMO: '1' })).toMatchObject({
    code: 1,
    output: expect.stringContaining('已用于正式运行') as string,
  });
}, 120_000);

test('seed takes no directory for granted outside the demo, and says which file of an own one is missing', async () => {
  const settings = { MONGODB_URI: freshMongoUri(), KEYS_FILE: join(folder, 'directory-keys.json') };
  expect(await run('seed', settings)).toMatchObject({
    code: 1,
    output: expect.stringContaining('DIRECTORY_DATA') as string,
  });
  expect(await run('seed', { ...settings, DIRECTORY_DATA: folder })).toMatchObject({
    code: 1,
    output: expect.stringContaining('读不了目录文件') as string,
  });
}, 60_000);

test('api and worker refuse to run in production beside demo accounts, name them, and start once they are gone', async () => {
  const settings = {
    MONGODB_URI: freshMongoUri(),
    KEYS_FILE: join(folder, 'demo-keys.json'),
    PUBLIC_BASE_URL: 'https://example.test',
  };
  expect(await run('seed', { ...settings, DEMO: '1' })).toMatchObject({ code: 0 });
  for (const part of ['api', 'worker']) {
    const { code, output } = await run(part, settings);
    expect(code).toBe(1);
    for (const named of ['zhongxin', 'xitong', 'demo-business-system', 'deleteMany'])
      expect(output).toContain(named);
  }
  const connection = await mongoose.createConnection(settings.MONGODB_URI).asPromise();
  for (const name of ['staff_accounts', 'business_systems'])
    await connection.collection(name).deleteMany({ demo: true });
  await connection.close();
  const env = { PATH: process.env.PATH, DATA_DIR: folder, ...settings, PORT: '0' };
  const api = await startProgram({ name: 'api', file: RUN, args: ['api'], env });
  expect(await api.stop()).toMatchObject({ code: 0 });
}, 120_000);
