import { pino, type Logger } from 'pino';

/** Fields that must never reach a log, wherever they stand in a logged object. */
const REDACTED = [
  'applicant',
  'certNumber',
  'phone',
  'password',
  'accessKey',
  'authorization',
  'cookie',
  'token',
  'secret',
  'text',
];

export type { Logger };

/**
 * JSON logs on stdout; personal fields and secrets are cut out by name, up to three levels deep. Each line is written at once: what
 * is kept back for the end is tried for ever when nobody reads any more, and the program never ends.
 */
export function createLogger(level: string, part: string): Logger {
  const redact = {
    paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    censor: '[已隐去]',
  };
  const options = {
    level,
    base: { part, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact,
  };
  return pino(options, pino.destination({ dest: 1, sync: true }));
}
