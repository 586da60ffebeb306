import { useState } from 'react';
import type { FeedbackReceipt, OwnFeedback } from '@haochaping/shared/contracts';
import { now } from '../../../lib/clock.js';
import { load, save } from '../../../lib/storage.js';
import type { Memory } from '../../citizen/parts/use-mine.js';

/** The receipt of a feedback written on this device: enough to find it again, since no account knows of it. */
export type KeptFeedback = Pick<FeedbackReceipt, 'number' | 'accessKey' | 'title' | 'text' | 'sentAt'> & {
  /** What was last told of it, to be read without network. It lies beside the key that opens it anyway. */
  seen?: { at: string; data: OwnFeedback };
};

const NAME = 'feedback';
const MOST = 50;

/** The feedback of this device, newest first. */
export function keptFeedback(): readonly KeptFeedback[] {
  const stored = load(NAME);
  return Array.isArray(stored) ? (stored as KeptFeedback[]) : [];
}

/** Keeps a receipt. False when the device cannot store it: then the person has to write it down. */
export function keepFeedback({ number, accessKey, title, text, sentAt }: FeedbackReceipt): boolean {
  const others = keptFeedback().filter((one) => one.number !== number);
  return save(NAME, [{ number, accessKey, title, text, sentAt }, ...others].slice(0, MOST));
}

/** The feedback this device knows of, as it was when the page opened. */
export function useKeptFeedback(): readonly KeptFeedback[] {
  const [kept] = useState(keptFeedback);
  return kept;
}

/** Where the server tells of one. */
export const pathOf = (number: string) => `/feedback/${number}`;

/** Keeps what is told of each beside its receipt. */
export const BESIDE_RECEIPT: Memory = {
  keep(_mark, path, data) {
    const seen = { at: now().toISOString(), data: data as OwnFeedback };
    save(
      NAME,
      keptFeedback().map((one) => (pathOf(one.number) === path ? { ...one, seen } : one)),
    );
  },
  last: <T>(path: string) =>
    keptFeedback().find(({ number }) => pathOf(number) === path)?.seen as { at: string; data: T } | undefined,
};
