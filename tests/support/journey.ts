import { randomUUID } from 'node:crypto';
import {
  InvitationIssued,
  Receipt,
  type RatingInput,
  type TransactionInput,
} from '@haochaping/shared/contracts';
import { demoTransaction, signedFetch } from '../../server/launch/lib/business-system.mjs';
import type { System } from './system.js';

export {
  demoTransaction,
  randomIdentityNumber,
  signedFetch,
  signedHeaders,
} from '../../server/launch/lib/business-system.mjs';

type Place = Pick<System, 'baseUrl' | 'businessSystem'>;

/** The JSON of a response that must have this status; throws with the whole answer when it has another one. */
export async function expectStatus(response: Response, status: number): Promise<unknown> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`expected ${status}, got ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** A business system posts a transaction (see `demoTransaction`) and gets the invitation for it. */
export async function issueInvitation(
  system: Place,
  changes: Partial<TransactionInput> = {},
  eventChanges: Partial<TransactionInput['event']> = {},
): Promise<InvitationIssued['invitation']> {
  const transaction = await demoTransaction(changes, eventChanges);
  const response = await signedFetch(
    system.baseUrl,
    system.businessSystem,
    'POST',
    '/api/v1/transactions',
    transaction,
  );
  return InvitationIssued.parse(await expectStatus(response, response.status === 200 ? 200 : 201)).invitation;
}

/** Sends a rating as the page does, and returns the raw response. */
export function sendRating(baseUrl: string, input: Partial<RatingInput>): Promise<Response> {
  return fetch(`${baseUrl}/api/v1/ratings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ intakeId: randomUUID(), ...input }),
  });
}

/** Two taps: rates an invitation and returns the receipt. */
export async function rate(
  baseUrl: string,
  invitation: string,
  level: RatingInput['level'],
): Promise<Receipt> {
  const response = await sendRating(baseUrl, { invitation, level });
  return Receipt.parse(await expectStatus(response, response.status === 200 ? 200 : 201));
}

/** Asks again every 25 ms until `probe` gives a value; throws with `what` when it does not in time (15 s). */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  timeoutMs = 15_000,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`did not happen within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
