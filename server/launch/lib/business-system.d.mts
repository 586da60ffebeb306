import type { TransactionInput } from '@haochaping/shared/contracts';

/** Types of business-system.mjs, for the tests that speak as a business system. */
export interface BusinessSystemKey {
  appKey: string;
  secret: string;
}

export type SignedHeaders = Record<'X-App-Key' | 'X-Timestamp' | 'X-Nonce' | 'X-Signature', string>;

export function signedHeaders(
  businessSystem: BusinessSystemKey,
  method: string,
  path: string,
  body: string,
  at?: number,
  nonce?: string,
): SignedHeaders;
export function signedFetch(
  baseUrl: string,
  businessSystem: BusinessSystemKey,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response>;
export function randomIdentityNumber(): string;
export function demoTransaction(
  changes?: Partial<TransactionInput>,
  eventChanges?: Partial<TransactionInput['event']>,
): Promise<TransactionInput>;
