import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeExit, runProgram, startProgram } from './programs.mjs';
import { say } from './say.mjs';

const WARN = 40;

/** A log line worth a person's attention: warnings and errors of our programs, and anything that is not their JSON. */
function worthShowing(line, event) {
  if (!event) return line.trim() !== '';
  if (event.event === 'progress') return false;
  return typeof event.level === 'number' && event.level >= WARN;
}

/**
 * Holds the programs of one running system. Stops them in reverse order of their start, so that nothing loses what it
 * depends on; when one of them ends by itself, `onDeath` is called with how it ended and its last words.
 */
export class Supervisor {
  #programs = [];
  #logs = [];
  #stopping;

  constructor({ logDir, onDeath }) {
    this.logDir = logDir;
    this.onDeath = onDeath;
  }

  /** Keeps everything a program says in a file, and shows what a person should see. */
  async #listenTo(name) {
    await mkdir(this.logDir, { recursive: true });
    const log = createWriteStream(join(this.logDir, `${name}.log`));
    this.#logs.push(log);
    return (line, event) => {
      log.write(`${line}\n`);
      if (event?.event === 'progress') say(`  ${event.msg}`);
      if (!this.#stopping && worthShowing(line, event)) say(`[${name}] ${event?.msg ?? line}`);
    };
  }

  /** Starts a program that serves; resolves when it is ready. */
  async start(options) {
    if (this.#stopping) throw new Error('stopping');
    const program = await startProgram({ ...options, onLine: await this.#listenTo(options.name) });
    this.#programs.push(program);
    void program.exited.then((exit) => {
      if (!this.#stopping) this.onDeath(describeExit(exit), program.lines.slice(-15));
    });
    return program;
  }

  /** Runs a program to its end and resolves with the events it printed. */
  async run(options) {
    return runProgram({ ...options, onLine: await this.#listenTo(options.name) });
  }

  /** Stops everything, once, however often it is asked. */
  stop() {
    this.#stopping ??= (async () => {
      for (const program of this.#programs.reverse()) await program.stop();
      for (const log of this.#logs) log.end();
    })();
    return this.#stopping;
  }
}
