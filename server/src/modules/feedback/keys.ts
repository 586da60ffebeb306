import { keyedDigest, type Keys } from '../../keys.js';
import type { FeedbackRecord } from './model.js';

/**
 * The id of what is written under this intake, known before it is sent: photos are laid under it. Nobody finds it, or another's
 * intake, without the key.
 */
export function idOfIntake(keys: Keys, intakeId: string): string {
  const hex = keyedDigest(keys.digest, 'feedback-id', intakeId);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(12, 15)}`, `8${hex.slice(15, 18)}`];
  return [...parts, hex.slice(18, 30)].join('-');
}

/** Derived, not stored: the same intake gets the same key again, and the database holds only its hash. */
export const accessKeyOf = (keys: Keys, { intakeKey }: Pick<FeedbackRecord, 'intakeKey'>): string =>
  keyedDigest(keys.digest, 'feedback-key', intakeKey).slice(0, 40);

export const feedbackKeyHash = (keys: Keys, accessKey: string): string =>
  keyedDigest(keys.digest, 'feedback-key-hash', accessKey);
