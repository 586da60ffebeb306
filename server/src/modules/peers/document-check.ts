import { AppError } from '../../http/errors.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { documentIndexOf } from '../vault/index.js';
import type { RealNameProvider } from './types.js';

/** Checks one account may ask for in a day, and everybody together about one document: nobody guesses whose a number is. */
const PER_ACCOUNT = { by: 'actor', points: 5, seconds: 86_400 } as const satisfies RateLimit;
const PER_DOCUMENT = { by: 'actor', points: 10, seconds: 86_400 } as const satisfies RateLimit;

/** A name with the document it stands in. */
export interface Document {
  name: string;
  certType: string;
  certNumber: string;
}

/** What a check is made with, and what is said where it could not be made. */
export interface RealNameDesk {
  keys: Keys;
  realName: RealNameProvider | null;
  limits: Limiter;
}
export interface RealNameWords {
  tooOften: (seconds: number) => string;
  /** Without it the general words for an evaluator. */
  unavailable?: string;
}

/**
 * Whether the provider says that this name goes with this document.
 * @param asker the account that asks, for the limits; nobody guesses whose a number is
 * @throws AppError `real_name_unavailable`, `too_many_requests`
 */
export async function documentFits(
  { keys, realName, limits }: RealNameDesk,
  asker: string,
  document: Document,
  { tooOften, unavailable }: RealNameWords,
): Promise<boolean> {
  const notNow = (cause?: unknown) =>
    new AppError('real_name_unavailable', { ...(unavailable && { message: unavailable }), cause });
  if (!realName) throw notNow();
  await limits.count('realName.account', PER_ACCOUNT, asker, tooOften);
  await limits.count('realName.document', PER_DOCUMENT, documentIndexOf(keys, document), tooOften);
  const result = await realName.person(document).catch((error: unknown) => {
    throw error instanceof AppError && error.status === 503 ? notNow(error) : error;
  });
  return result === 'match';
}
