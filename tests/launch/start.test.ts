import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phoneCommand } from '../../server/launch/lib/preflight.mjs';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { eventually } from '../support/journey.js';
import { freshMongoUri } from '../support/system.js';

/** The newcomer's first minutes: `npm start`, the addresses it prints, `npm run smoke`, Ctrl-C. */

/** The pages may have to be built first. */
const STARTS_WITHIN_MS = 240_000;

interface Command {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

interface RunFile {
  pid: number;
  localUrl: string;
  provinceUrl: string;
  accounts: { username: string; password: string }[];
}

/** Runs an npm script as a terminal would: in a process group of its own, which Ctrl-C reaches as a whole. */
function npm(script: string[], env: Record<string, string>): Command {
  const child = spawn('npm', script, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

/** The process id; a command without one never started, and 0 would mean this very test run. */
function pidOf(pid: number | undefined): number {
  if (!pid) throw new Error('the process did not start');
  return pid;
}

const pressCtrlC = ({ child }: Command) => process.kill(-pidOf(child.pid), 'SIGINT');

/** The commands of all living processes that carry `mark` in their environment, by process id (Linux). */
function processesWith(mark: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${entry}/environ`).includes(mark)) continue;
      found.set(Number(entry), readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // ended while we looked, or belongs to somebody else: not one of ours
    }
  }
  return found;
}

let folder: string;
let dataDir: string;
const open: Command[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), '好差评 start-'));
  dataDir = join(folder, '数据 data');
});

afterEach(async () => {
  for (const command of open.splice(0)) {
    if (command.child.exitCode === null && command.child.signalCode === null) pressCtrlC(command);
    await command.ended;
  }
  await rm(folder, { recursive: true });
});

async function started(
  env: Record<string, string> = {},
): Promise<{ command: Command; run: RunFile; mark: string }> {
  const mark = `LAUNCH_MARK=${folder}`;
  const command = npm(['start'], { PORT: '0', DATA_DIR: dataDir, LAUNCH_MARK: folder, ...env });
  open.push(command);
  await Promise.race([
    eventually(
      'npm start is ready',
      async () => command.output().includes('npm run smoke') || undefined,
      STARTS_WITHIN_MS,
    ),
    command.ended.then((code) => {
      throw new Error(`npm start ended with ${code}:\n${command.output()}`);
    }),
  ]);
  const run = JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8')) as RunFile;
  return { command, run, mark };
}

test(
  'npm start brings up everything it names, smoke walks through it, and Ctrl-C leaves nothing behind',
  async () => {
    const { command, run, mark } = await started();
    const output = command.output();

    for (const path of ['/', '/admin', '/docs', '/openapi.json', '/readyz'])
      expect((await fetch(run.localUrl + path)).status).toBe(200);
    for (const path of ['/', '/admin', '/docs']) expect(output).toContain(`${run.localUrl}${path}`);
    expect(output).toContain(`${run.provinceUrl}/__sandbox/`);
    expect((await fetch(`${run.provinceUrl}/__sandbox/`)).status).toBe(200);
    expect(output).toMatch(/▀▀▀▀▀▀▀/); // the corner of a QR code

    expect(run.accounts.length).toBeGreaterThan(1);
    for (const { username, password } of run.accounts) {
      expect(output).toContain(username);
      const signedIn = await fetch(`${run.localUrl}/api/v1/staff/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username, password }),
      });
      expect(signedIn.status).toBe(200);
    }

    const second = npm(['start'], { PORT: '0', DATA_DIR: dataDir });
    expect(await second.ended).not.toBe(0);
    expect(second.output()).toContain('正被另一个 npm start 使用');

    const smoke = npm(['run', 'smoke'], { DATA_DIR: dataDir });
    expect(await smoke.ended.then((code) => ({ code, output: smoke.output() }))).toMatchObject({
      code: 0,
      output: expect.stringContaining('整条路走通了') as string,
    });

    // In no order: the numbers of processes begin anew when they are used up.
    const running = [...processesWith(mark).values()].join('\n');
    for (const program of ['engine.cjs', 'sandbox-province.cjs', 'server.cjs api', 'server.cjs worker'])
      expect(running).toContain(program);
    pressCtrlC(command);
    // npm itself ends by the signal, as a shell expects of it; a number would be a failure of ours.
    expect([0, null]).toContain(await command.ended);
    expect(command.output()).toContain('正在停止');
    expect([...processesWith(mark).values()]).toEqual([]);
    await expect(readFile(join(dataDir, 'run.json'))).rejects.toThrow('ENOENT');
  },
  STARTS_WITHIN_MS + 120_000,
);

test(
  'npm start takes a MongoDB it is given; when one program dies, it says which, stops the others and fails',
  async () => {
    const { command, mark } = await started({ MONGODB_URI: freshMongoUri() });
    const programs = [...processesWith(mark)];
    expect(programs.map(([, line]) => line).join('\n')).not.toContain('engine.cjs');
    const worker = programs.find(([, line]) => line.includes('server.cjs worker'));
    process.kill(pidOf(worker?.[0]), 'SIGKILL');
    expect(await command.ended).not.toBe(0);
    expect(command.output()).toContain('worker 被 SIGKILL 结束了');
    expect([...processesWith(mark).values()]).toEqual([]);
  },
  STARTS_WITHIN_MS + 60_000,
);

test(
  'told to stop by a signal to npm alone, as a service manager sends it, everything stops as well',
  async () => {
    const { command, mark } = await started({ MONGODB_URI: freshMongoUri() });
    process.kill(pidOf(command.child.pid), 'SIGTERM');
    await command.ended;
    await eventually('nothing is left', async () => processesWith(mark).size === 0 || undefined);
  },
  STARTS_WITHIN_MS + 60_000,
);

test('the command for a phone serves at the port it prints', () => {
  expect(phoneCommand('192.0.2.7', 8080)).toBe(
    'HOST=0.0.0.0 PUBLIC_BASE_URL=http://192.0.2.7:8080 npm start',
  );
  expect(phoneCommand('192.0.2.7', 8090)).toBe(
    'PORT=8090 HOST=0.0.0.0 PUBLIC_BASE_URL=http://192.0.2.7:8090 npm start',
  );
});

test('smoke fails with a sentence when there is nothing to check', async () => {
  const smoke = npm(['run', 'smoke'], {
    BASE_URL: 'http://127.0.0.1:9',
    SANDBOX_URL: 'http://127.0.0.1:9',
    APP_KEY: 'a',
    APP_SECRET: 'b',
    DATA_DIR: dataDir,
  });
  expect(await smoke.ended).not.toBe(0);
  expect(smoke.output()).toContain('http://127.0.0.1:9 连不上');
});
