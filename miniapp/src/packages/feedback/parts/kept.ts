import { useState } from 'react';
import type { FeedbackReceipt } from '@haochaping/shared/contracts';
import { load, save } from '../../../lib/storage.js';

/** The receipt of a feedback written on this device: enough to find it again, since no account knows of it. */
export type KeptFeedback = Pick<FeedbackReceipt, 'number' | 'accessKey' | 'title' | 'text' | 'sentAt'>;

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
