/** Types of programs.mjs, for the tests that start the same programs in the same way. */
export interface ProgramExit {
  name: string;
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

export interface ProgramEvent {
  event?: string;
  [key: string]: unknown;
}

export interface ProgramOptions {
  name: string;
  file: string;
  args?: string[];
  /** The whole environment of the program. */
  env?: Record<string, string | undefined>;
  onLine?: (line: string, event: ProgramEvent | undefined) => void;
}

export interface Program {
  name: string;
  pid: number;
  port: number;
  /** The last lines of standard output and standard error, as they came. */
  lines: string[];
  exited: Promise<ProgramExit>;
  /** Asks with SIGTERM, insists with SIGKILL after `graceMs` (10 s). */
  stop(graceMs?: number): Promise<ProgramExit>;
  kill(signal: NodeJS.Signals): Promise<ProgramExit>;
}

export const ROOT: string;
export const PROGRAMS: Record<
  'engine' | 'server' | 'province' | 'wechat' | 'sms' | 'realname' | 'sso',
  string
>;
export function freePort(lane?: number): Promise<number>;
export function describeExit(exit: ProgramExit): string;
/** `readyTimeoutMs` (30 s) is the longest time without a line of progress before the program is ready. */
export function startProgram(options: ProgramOptions & { readyTimeoutMs?: number }): Promise<Program>;
export function runProgram(options: ProgramOptions & { timeoutMs?: number }): Promise<ProgramEvent[]>;
