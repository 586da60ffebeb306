import type { RatingInput } from '@haochaping/shared/contracts';
import type { EvaluatorActor } from '../../http/actor.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import { keyedDigest, type Keys } from '../../keys.js';

/** An invitation is used once; sending again after a broken connection is no reason to ask sixty times. */
const PER_INVITATION = { by: 'actor', points: 60, seconds: 3600 } as const satisfies RateLimit;
/** Whoever signed in, over all invitations and codes: a handler of a busy business stays below, a program does not. */
const PER_PERSON = { by: 'actor', points: 120, seconds: 3600 } as const satisfies RateLimit;
/** Additions to one rating, from whatever address they come. */
const PER_RATING = { by: 'actor', points: 60, seconds: 3600 } as const satisfies RateLimit;

const later = (seconds: number) =>
  `这一条提交得太频繁了，请等 ${Math.ceil(seconds / 60)} 分钟再试；写下的内容还在，不用重填`;

/** Limits beside the one by address, which people in one hall share. */
export interface RatingBrakes {
  /** Counts one try to rate. @throws AppError `too_many_requests` */
  rating(input: Pick<RatingInput, 'invitation'>, visitor: EvaluatorActor | null): Promise<void>;
  /** Counts one addition to a rating, told of by its author: a stranger cannot use the number up. @throws AppError `too_many_requests` */
  details(receiptNumber: string): Promise<void>;
}

/** Counts are kept under digests: a store of limits tells no invitation and no person. */
export function ratingBrakes(keys: Keys, limits: Limiter): RatingBrakes {
  const under = (kind: string, value: string) => keyedDigest(keys.digest, `limit-${kind}`, value);
  return {
    async rating({ invitation }, visitor) {
      if (invitation)
        await limits.count('rating.invitation', PER_INVITATION, under('invitation', invitation), later);
      if (visitor) await limits.count('rating.person', PER_PERSON, under('person', visitor.accountId), later);
    },
    details: (receiptNumber) =>
      limits.count('rating.details', PER_RATING, under('rating', receiptNumber), later),
  };
}
