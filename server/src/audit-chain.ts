import { derivedKey, signText, textIsOurs, type Keys } from './keys.js';
import type { Logger } from './logger.js';
import { openAuditChain } from './modules/audit/index.js';

/** Hands the audit module its key, its signature and the way its anchors leave this database: the log. */
export function openChain(keys: Keys, log: Logger, now: () => Date): void {
  openAuditChain({
    key: derivedKey(keys.digest, 'audit-chain'),
    now,
    sign: (text) => signText(keys, text),
    isOurs: (text, signature) => textIsOurs(keys, text, signature),
    tell: ({ _id, hash, at, keyId, signature }) =>
      log.info({ anchor: { seq: _id, hash, at: at.toISOString(), keyId, signature } }, 'audit anchor'),
  });
}
