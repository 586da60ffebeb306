import type { Context } from 'koa';
import type { Config } from '../../config/config.js';
import { AppError } from '../../http/errors.js';
import { sameText, type Keys } from '../../keys.js';
import type { SessionRecord } from './model.js';
import { csrfTokenOf } from './sessions.js';

/** What it takes to tell who asks. */
export interface AuthenticatorOptions {
  config: Pick<Config, 'publicBaseUrl' | 'production'>;
  keys: Keys;
  now: () => Date;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A write whose token travels in a cookie must come from our own page: it carries the session's own token, and names no
 * other site as its origin.
 * @throws AppError `csrf`
 */
export function refuseForeignWrites(
  ctx: Context,
  { config, keys }: AuthenticatorOptions,
  session: SessionRecord,
): void {
  if (READS.has(ctx.method)) return;
  if (!comesFromUs(ctx.get('origin'), ctx.host, config.publicBaseUrl)) throw new AppError('csrf');
  if (!sameText(ctx.get('x-csrf-token'), csrfTokenOf(keys, session._id))) throw new AppError('csrf');
}

/** Whether an Origin header names this server: the address it was asked at, or its public one. No header is no other site. */
export function comesFromUs(
  origin: string | undefined,
  host: string | undefined,
  publicBaseUrl: string,
): boolean {
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicBaseUrl).host].includes(new URL(origin).host);
}
