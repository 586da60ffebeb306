import { useSyncExternalStore } from 'react';
import type { OwnRatingView, Receipt } from '@haochaping/shared/contracts';
import { bodyOf, hasUnsent, pauseAfter, trimmed, withKept, type KeptRating } from './kept.js';
import { onBackOnline } from './network.js';
import { ask, headed, type Failure } from './request.js';
import { load, save } from './storage.js';

/**
 * The ratings of this device. Each is kept before it is sent and sent until it has arrived; the server recognises the
 * `intakeId`, so that whatever happens in between it counts once.
 */

const NAME = 'ratings';
let all: readonly KeptRating[] | undefined;
const listeners = new Set<() => void>();

function read(): readonly KeptRating[] {
  if (!all) {
    const stored = load(NAME);
    all = Array.isArray(stored) ? (stored as KeptRating[]) : [];
  }
  return all;
}

/** Keeps a rating or its newer version. False when the device cannot store it: then it lives as long as the page. */
export function keep(kept: KeptRating): boolean {
  all = trimmed(withKept(read(), kept));
  const stored = save(NAME, all);
  listeners.forEach((listener) => listener());
  return stored;
}

/** Forgets a rating that was never sent and cannot be kept. */
export function drop(intakeId: string): void {
  all = read().filter((kept) => kept.intakeId !== intakeId);
  save(NAME, all);
  listeners.forEach((listener) => listener());
}

export function keptRating(intakeId: string): KeptRating | undefined {
  return read().find((kept) => kept.intakeId === intakeId);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** All ratings of this device, newest first; the page is drawn again when one changes. */
export function useRatings(): readonly KeptRating[] {
  return useSyncExternalStore(subscribe, read, read);
}

async function sendRating(kept: KeptRating): Promise<Failure | undefined> {
  const answer = await ask<Receipt>('/ratings', { method: 'POST', data: bodyOf(kept) });
  const current = keptRating(kept.intakeId) ?? kept;
  if (answer.ok) keep({ ...current, receipt: answer.data });
  else if (answer.kind === 'refused')
    keep({ ...current, refusal: { code: answer.code, message: answer.message } });
  else keep({ ...current, attempts: current.attempts + 1 });
  return answer.ok ? undefined : answer;
}

function markDetails(
  intakeId: string,
  detailsId: string,
  state: 'sent' | 'refused',
  view?: OwnRatingView,
): void {
  const kept = keptRating(intakeId);
  if (!kept) return;
  const details = kept.details.map((entry) => (entry.detailsId === detailsId ? { ...entry, state } : entry));
  keep({ ...kept, details, ...(view ? { seen: { at: new Date().toISOString(), view } } : {}) });
}

async function sendDetails(intakeId: string): Promise<Failure | undefined> {
  const kept = keptRating(intakeId);
  const next = kept?.details.find((entry) => entry.state === 'waiting');
  if (!kept?.receipt || !next) return undefined;
  const { detailsId, options, text, answers } = next;
  const version = kept.questionnaire?.version;
  const answer = await ask<OwnRatingView>(`/ratings/${kept.receipt.number}/details`, {
    method: 'POST',
    data: {
      accessKey: kept.receipt.accessKey,
      detailsId,
      options,
      text,
      ...(answers && version ? { questionnaire: { version, answers } } : {}),
      finished: true,
    },
  });
  if (answer.ok) markDetails(intakeId, detailsId, 'sent', answer.data);
  else if (answer.kind === 'refused') markDetails(intakeId, detailsId, 'refused');
  return answer.ok ? sendDetails(intakeId) : answer;
}

const underWay = new Map<string, Promise<Failure | undefined>>();

/**
 * Sends what is unsent of one rating: first the rating, then what was said about it. Calls that overlap share one
 * attempt. Answers the failure that stopped it, or nothing when all has arrived.
 */
export function deliver(intakeId: string): Promise<Failure | undefined> {
  const running = underWay.get(intakeId);
  if (running) return running.then((failure) => failure ?? deliverAgain(intakeId));
  const attempt = (async () => {
    const kept = keptRating(intakeId);
    if (!kept || !hasUnsent(kept)) return undefined;
    const failure = kept.receipt ? undefined : await sendRating(kept);
    return failure ?? (await sendDetails(intakeId));
  })().finally(() => underWay.delete(intakeId));
  underWay.set(intakeId, attempt);
  return attempt;
}

/** Something may have been added while the shared attempt was under way. */
function deliverAgain(intakeId: string): Promise<Failure | undefined> | undefined {
  const kept = keptRating(intakeId);
  return kept && hasUnsent(kept) ? deliver(intakeId) : undefined;
}

/** Asks the server how a rating stands and keeps the answer, to be shown without network too. */
export async function refresh(intakeId: string): Promise<Failure | undefined> {
  const receipt = keptRating(intakeId)?.receipt;
  if (!receipt) return undefined;
  const answer = await ask<OwnRatingView>(`/ratings/${receipt.number}`, headed(receipt.accessKey));
  if (!answer.ok) return answer;
  const current = keptRating(intakeId);
  if (current) keep({ ...current, seen: { at: new Date().toISOString(), view: answer.data } });
  return undefined;
}

let attemptsInVain = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends everything unsent now; what fails is tried again later, with growing pauses. */
export async function deliverAll(): Promise<void> {
  clearTimeout(timer);
  const unsent = read().filter(hasUnsent);
  const failures = await Promise.all(unsent.map((kept) => deliver(kept.intakeId)));
  attemptsInVain = failures.some(Boolean) ? attemptsInVain + 1 : 0;
  if (read().some(hasUnsent)) deliverLater();
}

/** Plans the next attempt. */
export function deliverLater(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void deliverAll(), pauseAfter(attemptsInVain) * 1000);
}

/** Starts sending what an earlier visit left behind, now and whenever the network comes back. */
export function startDelivery(): void {
  onBackOnline(() => void deliverAll());
  void deliverAll();
}
