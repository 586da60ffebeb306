import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { PeerRequest } from './http.js';

export interface SigningKey {
  key: string;
  secret: string;
}

/** HMAC-SHA256 in hex over method, path, timestamp, nonce and the hex SHA-256 of the body of a POST, joined by line feeds. */
export function postSignature(
  secret: string,
  told: { path: string; timestamp: string; nonce: string; body: string | Buffer },
): string {
  const digest = createHash('sha256').update(told.body).digest('hex');
  return createHmac('sha256', secret)
    .update(['POST', told.path, told.timestamp, told.nonce, digest].join('\n'))
    .digest('hex');
}

/**
 * A POST signed for a gateway: `X-<prefix>-Key/-Timestamp/-Nonce/-Signature`, the timestamp in seconds. Signed anew each time it is sent.
 */
export function signedPost(
  prefix: 'Sms' | 'Realname',
  { key, secret }: SigningKey,
  path: string,
  content: object,
  now: () => number = Date.now,
): PeerRequest {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(now() / 1000));
  const nonce = randomUUID();
  const signature = postSignature(secret, { path, timestamp, nonce, body });
  const headers = {
    [`X-${prefix}-Key`]: key,
    [`X-${prefix}-Timestamp`]: timestamp,
    [`X-${prefix}-Nonce`]: nonce,
    [`X-${prefix}-Signature`]: signature,
  };
  return { method: 'POST', path, headers, body };
}
