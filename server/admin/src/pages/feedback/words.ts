import type { FeedbackState } from '@haochaping/shared/domain/feedback';
import { formatMonthDay, formatRatedOn } from '../../format.js';
import type { Tone } from '../../ui/marks.js';

/** A sign and a tone for each state, so that colour is never the only cue. */
export const STATE_MARKS: Readonly<Record<FeedbackState, { tone: Tone; sign: string }>> = {
  received: { tone: 'care', sign: '○' },
  sorted: { tone: 'care', sign: '◐' },
  passed_on: { tone: 'quiet', sign: '→' },
  answered: { tone: 'good', sign: '✓' },
  made_complaint: { tone: 'quiet', sign: '◆' },
  duplicate: { tone: 'quiet', sign: '＝' },
};

/** When it came, as one may know it: the day for the office, the week for the unit it was passed on to. */
export const cameWords = (came: string): string =>
  came.includes('W') ? formatRatedOn(came, 'short') : formatMonthDay(came);
