import type { Platform } from './platform.js';

const LEVELS = ['log', 'info', 'warn', 'error', 'debug', 'group', 'groupEnd'];

/** The logic side's `console`: every line goes to the automation client. */
export function consoleFor(platform: Platform): object {
  const plain = (value: unknown) => (value instanceof Error ? (value.stack ?? value.message) : value);
  const say =
    (type: string) =>
    (...args: unknown[]) =>
      platform.emit('App.logAdded', { type, args: args.map(plain) });
  return Object.fromEntries(LEVELS.map((level) => [level, say(level)]));
}

/** Message and stack of whatever was thrown, also from another realm. */
export function describeError(reason: unknown): { message: string; stack: string } {
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    const { message, stack = '' } = reason as { message: string; stack?: string };
    return { message, stack };
  }
  return {
    message: typeof reason === 'string' ? reason : (JSON.stringify(reason) ?? 'undefined'),
    stack: '',
  };
}
