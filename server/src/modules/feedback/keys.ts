import { keyedDigest, type Keys } from '../../keys.js';
import type { FeedbackRecord } from './model.js';

/** Derived, not stored: the same intake gets the same key again, and the database holds only its hash. */
export const accessKeyOf = (keys: Keys, { intakeKey }: Pick<FeedbackRecord, 'intakeKey'>): string =>
  keyedDigest(keys.digest, 'feedback-key', intakeKey).slice(0, 40);

export const feedbackKeyHash = (keys: Keys, accessKey: string): string =>
  keyedDigest(keys.digest, 'feedback-key-hash', accessKey);
