import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../server/launch/lib/programs.mjs';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haochaping-refusals-'));
});

afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  code: number | null;
  stderr: string;
}

/** Runs one of the repository's commands to its end, as somebody without more in the environment than PATH. */
function run(script: string, args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stderr }));
  });
}

const start = (env: Record<string, string>) =>
  run('server/launch/start.mjs', [], { DATA_DIR: folder, ...env });
const oneSentence = (stderr: string) => stderr.trim().split('\n').length === 1;

function listening(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}

test('npm start says which port is taken, and what to do', async () => {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await start({ PORT: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(stderr).toContain(`端口 ${port} 已被别的程序占用`);
  expect(oneSentence(stderr)).toBe(true);
});

test.each(['eighty', '70000', '-1'])('npm start refuses PORT=%s with a sentence', async (port) => {
  const { code, stderr } = await start({ PORT: port });
  expect(code).toBe(1);
  expect(stderr).toContain('PORT');
  expect(oneSentence(stderr)).toBe(true);
});

test('npm start says that the data folder cannot be made', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const { code, stderr } = await start({ PORT: '0', DATA_DIR: join(file, 'data') });
  expect(code).toBe(1);
  expect(stderr).toContain('写不进去');
  expect(oneSentence(stderr)).toBe(true);
});

test('npm start says that another one uses the data folder', async () => {
  const dataDir = join(folder, 'used');
  await mkdir(dataDir);
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'start.mjs'], {
    stdio: 'ignore',
  });
  await writeFile(
    join(dataDir, 'run.json'),
    JSON.stringify({ pid: holder.pid, baseUrl: 'http://localhost:1' }),
  );
  const { code, stderr } = await start({ PORT: '0', DATA_DIR: dataDir });
  holder.kill();
  expect(code).toBe(1);
  expect(stderr).toContain(`进程 ${holder.pid}`);
});

test('npm test names the folders there are when asked for one there is not', async () => {
  const { code, stderr } = await run('tests/run.mjs', ['nowhere']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/没有“nowhere”；可以选：.*launch/);
});

test('npm test says what to install when there is no browser where it was told to look', async () => {
  const { code, stderr } = await run('tests/run.mjs', ['browser'], { BROWSER_PATH: join(folder, 'none') });
  expect(code).toBe(1);
  expect(stderr).toContain('BROWSER_PATH');
  expect(oneSentence(stderr)).toBe(true);
});

test('npm run build, bench and smoke say what they need', async () => {
  expect((await run('server/launch/build.mjs', ['roof'])).stderr).toContain('server、admin、h5、weapp');
  expect((await run('tests/bench/run.mjs')).stderr).toContain('npm run bench');
  const smoke = await run('tests/smoke.mjs', [], { DATA_DIR: folder });
  expect(smoke).toMatchObject({ code: 1 });
  expect(smoke.stderr).toContain('npm start');
});
