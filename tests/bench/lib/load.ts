import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

/** One request of a load. */
export interface Shot {
  path: string;
  headers?: Record<string, string>;
  body: string;
}

/** What one load showed; times in milliseconds. */
export interface Shown {
  perSecond: number;
  p50: number;
  p99: number;
  /** CPU of each program for one request. */
  cpu: Record<string, number>;
}

const TICK_MS = 10;

/** CPU a process used up to now, in milliseconds: user and system, of all its threads. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is a name in brackets that may hold anything; user time is the 14th, system time the 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/**
 * Sends these requests over so many connections, each as soon as the one before it is answered.
 * @param pids whose CPU is counted, by name
 * @throws when one is not answered with 201: a figure of a load that lost something is none
 */
export async function load(
  url: string,
  connections: number,
  shots: readonly Shot[],
  pids: Readonly<Record<string, number>>,
): Promise<Shown> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const times: number[] = [];
  let next = 0;
  const lane = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const started = performance.now();
      const headers = { 'content-type': 'application/json', ...shot.headers };
      const answer = await pool.request({ method: 'POST', path: shot.path, headers, body: shot.body });
      const told = await answer.body.text();
      if (answer.statusCode !== 201) throw new Error(`answered ${answer.statusCode}: ${told}`);
      times.push(performance.now() - started);
    }
  };
  const before = Object.entries(pids).map(([name, pid]) => [name, pid, cpuOf(pid)] as const);
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - started) / 1000;
  const cpu = Object.fromEntries(
    before.map(([name, pid, used]) => [name, (cpuOf(pid) - used) / shots.length]),
  );
  await pool.close();
  times.sort((a, b) => a - b);
  return { perSecond: shots.length / seconds, p50: at(times, 0.5), p99: at(times, 0.99), cpu };
}

export const median = (values: readonly number[]): number =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** The median of each figure of several loads. */
export function medianOf(loads: readonly Shown[]): Shown {
  const names = Object.keys(loads[0]?.cpu ?? {});
  return {
    perSecond: median(loads.map(({ perSecond }) => perSecond)),
    p50: median(loads.map(({ p50 }) => p50)),
    p99: median(loads.map(({ p99 }) => p99)),
    cpu: Object.fromEntries(names.map((name) => [name, median(loads.map(({ cpu }) => cpu[name] ?? 0))])),
  };
}

/** A line of figures for people. */
export function say(name: string, { perSecond, p50, p99, cpu }: Shown): void {
  const used = Object.entries(cpu).map(([who, ms]) => `${who} ${ms.toFixed(2)}`);
  process.stdout.write(
    `  ${name.padEnd(34)}${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  CPU ms: ${used.join(', ')}\n`,
  );
}
