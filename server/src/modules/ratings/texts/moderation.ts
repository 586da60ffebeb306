import {
  listedWord,
  textStateOf,
  wasReviewed,
  type ModerationEntry,
  type TextState,
  type WordLists,
} from '@haochaping/shared/domain';
import { type Performer, effect } from '../../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../../audit/index.js';
import { answeredWords } from '../../questionnaires/index.js';
import { RatingModel, type RatingRecord } from '../model.js';
import type { RatingDetailsFact } from '../said.js';

/**
 * Asks the platform of the evaluator about a text; `unknown` when it has nothing to say of this person. Rejects when it
 * cannot be reached. Null where there is no such peer.
 */
export type TextCheck = (
  evaluatorId: string,
  text: string,
) => Promise<'pass' | 'review' | 'risk' | 'unknown'>;

export interface TextSettings {
  wordLists: WordLists;
  checkText: TextCheck | null;
}

/** Every word of an addition, as it is judged: its own text, and what was written in answers. */
export const wordsOf = ({ text, questionnaire }: Pick<RatingDetailsFact, 'text' | 'questionnaire'>): string =>
  [text, ...answeredWords(questionnaire)].filter((words) => words !== '').join('\n');

/** What the local lists say of a text when it comes in; nothing when they find nothing. */
export function judgedLocally(lists: WordLists, text: string, now: Date): ModerationEntry[] {
  const found = listedWord(lists, text);
  return found
    ? [{ state: 'flagged', by: 'local', category: found.category, at: now, reason: `词表：${found.word}` }]
    : [];
}

/**
 * Who surely wrote the words: the one who was signed in and spoke for themselves. Behind a link anybody may write, and an
 * agent's words are not the applicant's, so nobody's account is named for those.
 */
export function writerOf({ accountId, evaluatorId, assurance, agent }: RatingRecord): string | null {
  if (accountId) return accountId;
  return agent || assurance === 'from_transaction' ? null : (evaluatorId ?? null);
}

/** The layer as it is kept beside the words: every judgement, and where they stand now, for look-ups. */
export function moderated(entries: ModerationEntry[]): {
  moderation: ModerationEntry[];
  textState: TextState | null;
} {
  return { moderation: entries, textState: entries.length > 0 ? textStateOf(entries) : null };
}

/** Where the words of an addition stand; those without a layer are shown. */
export const textStateIn = (fact: Pick<RatingDetailsFact, 'textState'>): TextState =>
  fact.textState ?? 'shown';

/** The words the province gets: all of them, but those a reviewer hid (see docs/adr/013). */
export function forwardedWords(rating: RatingRecord): string[] {
  return rating.details
    .filter((one) => textStateIn(one) !== 'hidden')
    .map(({ text }) => text.trim())
    .filter((text) => text !== '');
}

export function flaggedEvent(ratingId: string, { by, category, at }: ModerationEntry): AuditEvent {
  return auditEvent({
    at,
    action: 'rating.text_flagged',
    actor: { kind: 'system', id: by },
    subject: { kind: 'rating', id: ratingId },
    detail: { category },
  });
}

/**
 * Performs `check_text`: every text the peer has not judged yet. A peer that fails makes the worker try again later; the
 * text stays as the local list left it. A person's judgement is never overruled.
 */
export function textChecker(check: TextCheck | null): Performer<RatingRecord> {
  return async (rating, now) => {
    const writer = writerOf(rating);
    if (!check || !writer) return 'done';
    for (const fact of rating.details) {
      if (wordsOf(fact) === '' || fact.checkedAt) continue;
      const verdict = await check(writer, wordsOf(fact));
      await keepVerdict(rating._id, fact, verdict, now);
    }
    return 'done';
  };
}

/** What a platform's verdict adds to the layer; null where it finds no fault. */
export function verdictEntry(verdict: Awaited<ReturnType<TextCheck>>, at: Date): ModerationEntry | null {
  if (verdict === 'risk')
    return { state: 'hidden', by: 'wechat', category: verdict, at, reason: '微信内容检查：不合规' };
  if (verdict === 'review')
    return { state: 'flagged', by: 'wechat', category: verdict, at, reason: '微信内容检查：建议人工核对' };
  return null;
}

async function keepVerdict(
  ratingId: string,
  fact: RatingDetailsFact,
  verdict: Awaited<ReturnType<TextCheck>>,
  now: Date,
): Promise<void> {
  const entry = verdictEntry(verdict, now);
  const known = await RatingModel.findById(ratingId, { details: 1 }).lean<Pick<RatingRecord, 'details'>>();
  const current = known?.details.find(({ id }) => id === fact.id) ?? fact;
  const entries = current.moderation ?? [];
  const adds = entry && !wasReviewed(entries);
  const result = await RatingModel.updateOne(
    { _id: ratingId, details: { $elemMatch: { id: fact.id, checkedAt: null, ...unchanged(entries) } } },
    {
      $set: {
        'details.$.checkedAt': now,
        ...(adds ? { 'details.$.textState': textStateOf([...entries, entry]) } : {}),
      },
      ...(adds
        ? {
            $push: {
              'details.$.moderation': entry,
              trail: flaggedEvent(ratingId, entry),
              pending: effect('audit', now),
            },
          }
        : {}),
    },
  );
  if (result.modifiedCount === 1) return;
  const settled = await RatingModel.exists({
    _id: ratingId,
    details: { $elemMatch: { id: fact.id, checkedAt: { $ne: null } } },
  });
  if (!settled) throw new Error('the text was judged by somebody else meanwhile');
}

/** The condition that nobody has judged in between. */
export const unchanged = (entries: readonly ModerationEntry[]) => ({
  [`moderation.${entries.length}`]: { $exists: false },
});
