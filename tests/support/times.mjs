const SLOWEST = 10;

const inSeconds = (ms) => `${(ms / 1000).toFixed(1)} 秒`;

/** Adds up time under names, in the order in which they first came. */
export class Times {
  #spent = new Map();

  add(name, ms) {
    this.#spent.set(name, (this.#spent.get(name) ?? 0) + ms);
  }

  /** Does the work and adds what it took. */
  async of(name, work) {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.add(name, performance.now() - started);
    }
  }

  line() {
    return [...this.#spent].map(([name, ms]) => `${name} ${inSeconds(ms)}`).join('，');
  }
}

/**
 * Where the time of the tests went: each folder's share, then the files that took longest. Two files run at a time, so
 * that together these are more than what the run took.
 * @param {{name: string, startTime: number, endTime: number}[]} files as jest reports them
 */
export function timesOfFiles(files) {
  const timed = files.map(({ name, startTime, endTime }) => ({ name, ms: endTime - startTime }));
  timed.sort((a, b) => b.ms - a.ms);
  const folders = new Times();
  for (const { name, ms } of timed) folders.add(name.split('/')[1], ms);
  const slowest = timed.slice(0, SLOWEST).map(({ name, ms }) => `  ${name} ${inSeconds(ms)}`);
  return [`各文件夹：${folders.line()}`, `最慢的 ${slowest.length} 个文件：`, ...slowest];
}
