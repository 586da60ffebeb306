import { effectSource, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { markAnswered } from '../channels/index.js';
import { RatingModel, type RatingRecord } from './model.js';
import { ensureVeil } from './veil/veil.js';
import { textChecker, type TextCheck } from './texts/moderation.js';

/** What later modules perform for a rating, handed in since they stand behind this one. */
export interface RatingFollowers {
  forward: Performer<RatingRecord>;
  openCase: Performer<RatingRecord>;
  /** The figures of these instants' days are to be counted anew. */
  recount: (instants: readonly Date[], now: Date) => Promise<void>;
}

/** What follows from a rating. */
export function ratingEffects(
  { forward, openCase, recount }: RatingFollowers,
  checkText: TextCheck | null,
): EffectSource {
  return effectSource<RatingRecord>({
    name: 'ratings',
    model: RatingModel,
    performers: {
      audit: sealing(({ trail }) => trail),
      invitation: closeInvitation,
      // In one taking: both belong to every rating.
      veil: async (rating, now) => {
        await Promise.all([ensureVeil(rating, now), recount(daysCounting(rating), now)]);
        return 'done';
      },
      rollup: async (rating, now) => {
        await recount(daysCounting(rating), now);
        return 'done';
      },
      check_text: textChecker(checkText),
      forward,
      open_case: openCase,
    },
    together: ['audit', 'invitation', 'veil', 'rollup', 'forward'],
    kindNames: {
      audit: '记入审计日志',
      invitation: '标记邀请已使用',
      veil: '排入向被评一方开放的时段，算进统计',
      rollup: '重算当天的统计',
      check_text: '请微信检查文字',
      forward: '报送省系统',
      open_case: '差评立案，追评并入',
    },
  });
}

/** It is counted on the day it was given, and its invitation on the day that was issued. */
const daysCounting = ({ ratedAt, invitation }: RatingRecord): Date[] =>
  invitation ? [ratedAt, invitation.issuedAt] : [ratedAt];

const closeInvitation: Performer<RatingRecord> = async (rating) => {
  // One department of several: the others may still be rated.
  if (rating.projectNo && rating.serviceNumber && rating.attribution.scope !== 'stage')
    await markAnswered(rating.projectNo, rating.serviceNumber, rating.ratedAt);
  return 'done';
};
