import type { FeedbackEvent } from '@haochaping/shared/domain/feedback';
import { AppError } from '../../http/errors.js';
import type { Keys } from '../../keys.js';
import { auditEvent } from '../audit/index.js';
import type { FeedbackRecord } from './model.js';
import { keepEvent } from './moves.js';
import { findOwnFeedback } from './queries.js';

/** A move of staff may come between reading and writing; more than this at once is no such accident. */
const MOST_TRIES = 3;

/**
 * Whether its author lets it stand in public; taken back, it is out of the public list with the same write. Saying the same again
 * changes nothing. Source: domain.md §5.
 * @throws AppError `not_found`
 */
export async function consentTo(
  keys: Keys,
  { number, accessKey }: { number: string; accessKey: string },
  agreed: boolean,
  now: Date,
): Promise<FeedbackRecord> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const record = await findOwnFeedback(keys, number, accessKey);
    if (record.standing.agreed === agreed) return record;
    const event: FeedbackEvent = { type: agreed ? 'agreed' : 'disagreed', at: now, by: 'author' };
    const audited = auditEvent({
      at: now,
      action: 'feedback.agreed',
      actor: { kind: 'evaluator', id: 'unnamed' },
      subject: { kind: 'feedback', id: record._id },
      detail: { agreed },
    });
    const kept = await keepEvent(record, event, audited);
    if (kept) return kept;
  }
  throw new AppError('conflict', { message: '刚才正好有人在办这一条，请再点一次' });
}
