import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { PeerRequest } from './http.js';

export interface SigningKey {
  key: string;
  secret: string;
}

/**
 * A POST signed for a gateway: `X-<prefix>-Key/-Timestamp/-Nonce/-Signature`, HMAC-SHA256 in hex over method, path,
 * timestamp (seconds), nonce and the hex SHA-256 of the body, joined by line feeds. Signed anew each time it is sent.
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
  const digest = createHash('sha256').update(body).digest('hex');
  const signature = createHmac('sha256', secret)
    .update(['POST', path, timestamp, nonce, digest].join('\n'))
    .digest('hex');
  const headers = {
    [`X-${prefix}-Key`]: key,
    [`X-${prefix}-Timestamp`]: timestamp,
    [`X-${prefix}-Nonce`]: nonce,
    [`X-${prefix}-Signature`]: signature,
  };
  return { method: 'POST', path, headers, body };
}
