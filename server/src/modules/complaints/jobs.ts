import { textStateOf, wasReviewed } from '@haochaping/shared/domain';
import { effect, effectSource, type EffectSource, type Performer } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { unchanged, verdictEntry, type TextCheck } from '../ratings/index.js';
import { ComplaintModel, type ComplaintRecord } from './model.js';
import { flaggedEvent } from './review.js';

/** What later modules perform for a complaint, handed in since they stand behind this one. */
export interface ComplaintFollowers {
  openCase: Performer<ComplaintRecord>;
}

/** What follows from a complaint. */
export const complaintEffects = (
  { openCase }: ComplaintFollowers,
  checkText: TextCheck | null,
): EffectSource =>
  effectSource<ComplaintRecord>({
    name: 'complaints',
    model: ComplaintModel,
    performers: {
      audit: sealing(({ trail }) => trail),
      check_text: textChecker(checkText),
      open_case: openCase,
    },
    kindNames: {
      audit: '记入审计日志',
      check_text: '请微信检查文字',
      open_case: '投诉立案',
    },
  });

/**
 * Asks the platform of whoever wrote the words, once; what it finds fault with waits, as what the local list finds does. A
 * person's judgement is never overruled.
 */
const textChecker =
  (check: TextCheck | null): Performer<ComplaintRecord> =>
  async ({ _id, accountId, text, moderation, checkedAt }, now) => {
    if (!check || !accountId || checkedAt) return 'done';
    const verdict = await check(accountId, text);
    const entry = wasReviewed(moderation) ? null : verdictEntry(verdict, now);
    const kept = await ComplaintModel.updateOne(
      { _id, checkedAt: null, ...unchanged(moderation) },
      {
        $set: { checkedAt: now, ...(entry ? { textState: textStateOf([...moderation, entry]) } : {}) },
        ...(entry
          ? {
              $push: {
                moderation: entry,
                trail: flaggedEvent(_id, entry),
                pending: effect('audit', now),
              },
            }
          : {}),
      },
    );
    if (kept.modifiedCount === 1 || (await ComplaintModel.exists({ _id, checkedAt: { $ne: null } })))
      return 'done';
    throw new Error('the words were judged by somebody else meanwhile');
  };
