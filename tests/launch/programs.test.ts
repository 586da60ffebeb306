import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { pathToFileURL } from 'node:url';
import { withLock } from '../../server/launch/lib/lock.mjs';
import { ROOT, runProgram, startProgram } from '../../server/launch/lib/programs.mjs';
import { Supervisor } from '../../server/launch/lib/supervisor.mjs';
import { eventually } from '../support/journey.js';

/** A folder with a space and Chinese signs in its name: programs must start from anywhere. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), '好差评 launch-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function program(name: string, code: string): Promise<{ name: string; file: string }> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, code);
  return { name, file };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const SERVES = `
  import { createServer } from 'node:http';
  const server = createServer((_, answer) => answer.end('here')).listen(0, '127.0.0.1', () => {
    console.log('starting');
    console.log(JSON.stringify({ event: 'listening', port: server.address().port, setting: process.env.SETTING }));
  });`;

test('a program that serves is handed over when it is ready, and ends when asked', async () => {
  const running = await startProgram({ ...(await program('serves', SERVES)), env: { SETTING: 'a' } });
  expect(await (await fetch(`http://127.0.0.1:${running.port}/`)).text()).toBe('here');
  expect(running.lines.join('\n')).toContain('"setting":"a"');
  expect(await running.stop()).toMatchObject({ signal: 'SIGTERM' });
  expect(isAlive(running.pid)).toBe(false);
});

test('a program that ends before it is ready is reported with its last words', async () => {
  const dies = await program('dies', `console.error('the reason'); process.exit(3);`);
  await expect(startProgram(dies)).rejects.toThrow(/dies 自己结束了，退出码 3\nthe reason/);
});

test('a program that never gets ready is ended and reported', async () => {
  const silent = await program('silent', `setInterval(() => {}, 1000);`);
  await expect(startProgram({ ...silent, readyTimeoutMs: 500 })).rejects.toThrow(
    /silent 在 0.5 秒内没有准备好/,
  );
});

/** Says once every 300 ms how far it has come, three times, then does what `after` says. */
const WORKS = (after: string) => `
  let done = 0;
  const timer = setInterval(() => {
    done += 1;
    console.log(JSON.stringify({ event: 'progress', done, of: 3, msg: '正在读入数据：' + done + '／3' }));
    if (done < 3) return;
    clearInterval(timer);
    ${after}
  }, 300);`;

const LISTENS = `console.log('{"event":"listening","port":1}'); setInterval(() => {}, 1000);`;

test('a program that says how far it has come is waited for, however long it takes', async () => {
  const works = await program('works', WORKS(LISTENS));
  const running = await startProgram({ ...works, readyTimeoutMs: 700 });
  expect(running.lines.filter((line) => line.includes('progress'))).toHaveLength(3);
  await running.stop();
});

test('one that gets no further is ended, also when it repeats what it has said', async () => {
  const says = `setInterval(() => console.log('{"event":"progress","done":3,"of":3}'), 100);`;
  const stuck = await program('stuck', WORKS(says));
  await expect(startProgram({ ...stuck, readyTimeoutMs: 700 })).rejects.toThrow(/stuck 在 0.7 秒内没有进展/);
});

test('the person at the console sees how far it has come', async () => {
  const written: string[] = [];
  const write = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation((line) => written.push(String(line)) > 0);
  const supervisor = new Supervisor({ logDir: join(folder, 'logs'), onDeath: () => undefined });
  try {
    await supervisor.start({ ...(await program('works', WORKS(LISTENS))), env: {} });
  } finally {
    await supervisor.stop();
    write.mockRestore();
  }
  expect(written).toEqual([1, 2, 3].map((n) => `  正在读入数据：${n}／3\n`));
});

test('a program that ignores the request to end is made to', async () => {
  const stubborn = await program('stubborn', `${SERVES} process.on('SIGTERM', () => {});`);
  const running = await startProgram(stubborn);
  expect(await running.stop(300)).toMatchObject({ signal: 'SIGKILL' });
});

test('a program that runs to its end gives the events it printed', async () => {
  const prints = await program('prints', `console.log('text'); console.log('{"event":"seeded","n":1}');`);
  expect(await runProgram(prints)).toEqual([{ event: 'seeded', n: 1 }]);
});

test('when the launcher is killed outright, its programs end by themselves', async () => {
  const { file } = await program('outlives', SERVES);
  const library = pathToFileURL(join(ROOT, 'server/launch/lib/programs.mjs')).href;
  const launcher = await program(
    'launcher',
    `import { startProgram } from ${JSON.stringify(library)};
     const running = await startProgram({ name: 'outlives', file: ${JSON.stringify(file)} });
     console.log(running.pid);`,
  );
  const child = spawn(process.execPath, [launcher.file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await eventually('the program ends', async () => (isAlive(pid) ? undefined : true));
});

test('a program whose words nobody reads any more still ends', async () => {
  const logger = pathToFileURL(join(ROOT, 'server/src/logger.ts')).href;
  const talks = await program(
    'talks',
    `import { createLogger } from ${JSON.stringify(logger)};
     const log = createLogger('info', 'test');
     process.stdin.once('data', () => {
       for (const word of ['stopping', 'stopped']) log.info(word);
       process.exit(0);
     });`,
  );
  const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', tsx, talks.file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // One that waits for ever fails here, and is not left behind.
  const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  child.stdout.destroy();
  child.stdin.write('stop');
  expect(await ended).toBe(0);
  clearTimeout(patience);
});

test.each([
  ['a dead one', '999999999'],
  // Only Linux tells when a process began.
  ...(process.platform === 'linux' ? [['one whose number another has by now', `${process.pid} 1`]] : []),
])('two commands at the same time wait for each other; a lock left by %s is taken over', async (_, left) => {
  const lock = join(folder, 'lock');
  await writeFile(lock, left);
  const order: string[] = [];
  const work = (name: string) =>
    withLock(lock, async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`${name} ends`);
    });
  await Promise.all([work('a'), work('b')]);
  const [first, second] = order[0] === 'a begins' ? ['a', 'b'] : ['b', 'a'];
  expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});
