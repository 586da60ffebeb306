import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createInterface } from 'node:readline';
import { Refusal } from './say.mjs';

/** The repository's root folder, with a trailing slash. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The built programs, and the folder each takes its sources from. */
export const PROGRAMS = {
  engine: `${ROOT}server/dist/engine.cjs`,
  server: `${ROOT}server/dist/server.cjs`,
  province: `${ROOT}server/dist/sandbox-province.cjs`,
  wechat: `${ROOT}server/dist/sandbox-wechat.cjs`,
  sms: `${ROOT}server/dist/sandbox-sms.cjs`,
  realname: `${ROOT}server/dist/sandbox-realname.cjs`,
  sso: `${ROOT}server/dist/sandbox-sso.cjs`,
};

const GUARD = pathToFileURL(fileURLToPath(new URL('./guard.mjs', import.meta.url))).href;
const KEPT_LINES = 4000;

/** Below what systems hand out to outgoing connections, so that none of those takes a port between choosing and using it. */
const FIRST_PORT = 20_000;
const LANES = 8;
const LANE_PORTS = 1500;
/** Ports this process was given before; their programs may not have started yet. */
const given = new Set();

/**
 * A TCP port of the loopback interface that nobody uses at this moment, and that is given once.
 * @param {number} lane processes that ask at the same time each name another one: what one was given and has not used yet,
 * another could not see
 * @returns {Promise<number>}
 */
export async function freePort(lane = 0) {
  const first = FIRST_PORT + (lane % LANES) * LANE_PORTS;
  for (;;) {
    const port = randomInt(first, first + LANE_PORTS);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** What a line of a program's output says as JSON, or undefined when it is plain text. */
function parseLine(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Starts one program in a process group of its own, so that Ctrl-C reaches the launcher alone and the launcher
 * stops its programs in order; the guard ends the program when the launcher itself is gone, however it went.
 */
function spawnProgram({ name, file, args = [], env = {}, onLine }) {
  const child = spawn(process.execPath, ['--import', GUARD, file, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines = [];
  const take = (line) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    onLine?.(line, parseLine(line));
  };
  createInterface({ input: child.stdout }).on('line', take);
  createInterface({ input: child.stderr }).on('line', take);
  // 'close' comes after 'exit' and after the last line was read, so what a program said last is never lost.
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ name, code: null, signal: null, error }));
    child.once('close', (code, signal) => resolve({ name, code, signal }));
  });
  return { name, child, lines, exited };
}

/** The end of a program's output, for the sentence that says why it failed. */
function lastLines(lines, count = 15) {
  return lines.slice(-count).join('\n');
}

/** One sentence on how a program ended. */
export function describeExit({ name, code, signal, error }) {
  if (error) return `${name} 启动不了：${error.message}`;
  return signal ? `${name} 被 ${signal} 结束了` : `${name} 自己结束了，退出码 ${code}`;
}

async function stopChild(child, exited, graceMs) {
  if (child.exitCode !== null || child.signalCode !== null) return exited;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  const result = await exited;
  clearTimeout(timer);
  return result;
}

/** A time that is over `ms` after it was last renewed. */
function startPatience(ms) {
  let finish;
  const over = new Promise((resolve) => (finish = resolve));
  let timer = setTimeout(finish, ms);
  const end = () => clearTimeout(timer);
  const renew = () => {
    end();
    timer = setTimeout(finish, ms);
  };
  return { over, renew, end };
}

/**
 * Starts a program that serves, and waits for its line `{"event":"listening","port":…}`. One that has much to do first
 * says so in lines `{"event":"progress",…}`: as long as these differ from each other, it is waited for.
 * @param {{name: string, file: string, args?: string[], env?: Record<string, string | undefined>, readyTimeoutMs?: number, onLine?: (line: string, event: any) => void}} options
 * `env` is the whole environment of the program.
 * `readyTimeoutMs` is the longest time without progress.
 * @returns the running program; rejects with the last lines of its output when it ends, or gets no further, before it is ready.
 */
export async function startProgram({ readyTimeoutMs = 30_000, ...options }) {
  let ready;
  const listening = new Promise((resolve) => (ready = resolve));
  const patience = startPatience(readyTimeoutMs);
  let progress;
  const program = spawnProgram({
    ...options,
    onLine(line, event) {
      if (event?.event === 'listening') ready(event.port);
      if (event?.event === 'progress' && line !== progress) {
        progress = line;
        patience.renew();
      }
      options.onLine?.(line, event);
    },
  });
  const { child, exited, lines, name } = program;
  const first = await Promise.race([listening, patience.over, exited]);
  patience.end();
  if (typeof first !== 'number') {
    const missed = `${name} 在 ${readyTimeoutMs / 1000} 秒内没有${progress ? '进展' : '准备好'}`;
    await stopChild(child, exited, 2_000);
    throw new Refusal(`${first ? describeExit(first) : missed}\n${lastLines(lines)}`);
  }
  return {
    name,
    pid: child.pid,
    port: first,
    lines,
    exited,
    stop: (graceMs = 10_000) => stopChild(child, exited, graceMs),
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/**
 * Runs a program to its end and returns the JSON events it printed.
 * Rejects with the last lines of its output when it ends with another code than 0, or not in time.
 */
export async function runProgram({ timeoutMs = 120_000, ...options }) {
  const events = [];
  const program = spawnProgram({
    ...options,
    onLine(line, event) {
      if (event) events.push(event);
      options.onLine?.(line, event);
    },
  });
  const timer = setTimeout(() => program.child.kill('SIGKILL'), timeoutMs);
  const result = await program.exited;
  clearTimeout(timer);
  if (result.code !== 0) throw new Refusal(`${describeExit(result)}\n${lastLines(program.lines)}`);
  return events;
}
