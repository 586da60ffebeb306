/** Types of supervisor.mjs, for the tests. */
import type { Program, ProgramOptions } from './programs.mjs';

export class Supervisor {
  constructor(options: { logDir: string; onDeath: (how: string, lastWords: string[]) => void });
  start(options: ProgramOptions): Promise<Program>;
  stop(): Promise<void>;
}
