import { useState } from 'react';
import type { ComplaintReceipt } from '@haochaping/shared/contracts';
import { load, save } from './storage.js';

/** The receipt of a complaint made on this device: enough to find it again without an account. */
export type KeptComplaint = Pick<ComplaintReceipt, 'number' | 'accessKey' | 'title' | 'sentAt'>;

const NAME = 'complaints';
const MOST = 50;

/** The complaints of this device, newest first. */
export function keptComplaints(): readonly KeptComplaint[] {
  const stored = load(NAME);
  return Array.isArray(stored) ? (stored as KeptComplaint[]) : [];
}

/** Keeps a receipt. False when the device cannot store it: then the person has to write it down. */
export function keepComplaint({ number, accessKey, title, sentAt }: KeptComplaint): boolean {
  const others = keptComplaints().filter((one) => one.number !== number);
  return save(NAME, [{ number, accessKey, title, sentAt }, ...others].slice(0, MOST));
}

/** The complaints this device knows of, as they were when the page opened. */
export function useKeptComplaints(): readonly KeptComplaint[] {
  const [kept] = useState(keptComplaints);
  return kept;
}
