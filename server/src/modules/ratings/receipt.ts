import { createHash, randomBytes } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { canonicalJson } from '@haochaping/shared/domain';
import type { Keys } from '../../keys.js';
import type { RatingRecord } from './model.js';

/** The part of a rating a receipt commits to: what was said, when, through what and about what. Nobody's name. */
export type CommittedFact = Pick<
  RatingRecord,
  'number' | 'kind' | 'level' | 'channel' | 'ratedAt' | 'receivedAt' | 'attribution'
>;

/** The text that is hashed: canonical JSON, so that the evaluator can recompute it from the receipt's facts and nonce. */
export function committedText(fact: CommittedFact, nonce: string): string {
  return canonicalJson({
    number: fact.number,
    kind: fact.kind,
    level: fact.level,
    channel: fact.channel,
    ratedAt: fact.ratedAt.toISOString(),
    receivedAt: fact.receivedAt.toISOString(),
    attribution: {
      scope: fact.attribution.scope,
      targets: fact.attribution.targets.map(({ kind, code }) => `${kind}:${code}`),
    },
    nonce,
  });
}

/**
 * The signed commitment of a receipt: SM3 over the fact and a nonce, signed with SM2. The nonce keeps anyone without
 * the receipt from guessing the rating out of a published commitment; the signature keeps us from denying it.
 */
export function signReceipt(keys: Keys, fact: CommittedFact): RatingRecord['receipt'] {
  const nonce = randomBytes(16).toString('hex');
  const commitment = createHash('sm3').update(committedText(fact, nonce)).digest('hex');
  const signature = sm2.doSignature(commitment, keys.receipt.privateKey, {
    hash: true,
    der: true,
    publicKey: keys.receipt.publicKey,
  });
  return { nonce, commitment, signature, keyId: keys.receipt.id };
}

/** Whether a signature over a commitment is ours. */
export function receiptIsOurs(publicKey: string, commitment: string, signature: string): boolean {
  return sm2.doVerifySignature(commitment, signature, publicKey, { hash: true, der: true });
}
