import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sm2 } from 'sm-crypto-v2';
import { canonicalJson } from '@haochaping/shared/domain';
import { signText, type Keys } from '../../keys.js';
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

const sm3 = (text: string): string => createHash('sm3').update(text).digest('hex');
/** Above two hashes; no text of a fact begins like this, so a pair never passes for one. */
const pair = (left: string, right: string): string => sm3(`pair:${left}:${right}`);

/** What was signed, and the way to it from each commitment: the hashes beside it, `L` or `R` telling on which side. */
function treeOf(commitments: readonly string[]): { root: string; paths: string[][] } {
  const [first = ''] = commitments;
  if (commitments.length < 2) return { root: first, paths: [[]] };
  const middle = Math.ceil(commitments.length / 2);
  const [left, right] = [treeOf(commitments.slice(0, middle)), treeOf(commitments.slice(middle))];
  return {
    root: pair(left.root, right.root),
    paths: [
      ...left.paths.map((path) => [...path, `R${right.root}`]),
      ...right.paths.map((path) => [...path, `L${left.root}`]),
    ],
  };
}

/** Signs the commitment of a rating. */
export type ReceiptSigner = (fact: CommittedFact) => Promise<RatingRecord['receipt']>;

/**
 * Signs receipts: SM3 over the fact and a nonce, signed with SM2. The nonce keeps anyone without the receipt from guessing the rating
 * out of a published commitment; the signature keeps us from denying it. What comes in at the same moment is signed together, over the
 * root of a hash tree, because the signature costs more than the rest of taking a rating in; each receipt holds its way to the root, which
 * is its own commitment where it came alone.
 */
export function receiptSigner(keys: Keys): ReceiptSigner {
  let moment: { commitments: string[]; signed: Promise<Signed> } | undefined;
  const signAll = async (commitments: readonly string[]): Promise<Signed> => {
    await setImmediate();
    moment = undefined;
    const { root, paths } = treeOf(commitments);
    return { paths, signature: signText(keys, root) };
  };
  return async (fact) => {
    const nonce = randomBytes(16).toString('hex');
    const commitment = sm3(committedText(fact, nonce));
    if (!moment) {
      const commitments: string[] = [];
      moment = { commitments, signed: signAll(commitments) };
    }
    const place = moment.commitments.push(commitment) - 1;
    const { paths, signature } = await moment.signed;
    return { nonce, commitment, path: paths[place] ?? [], ...signature };
  };
}

interface Signed {
  /** In the order of the commitments. */
  paths: string[][];
  signature: ReturnType<typeof signText>;
}

/** Whether a receipt's signature is ours, by the way from its commitment to what was signed. */
export function receiptIsOurs(
  publicKey: string,
  { commitment, path, signature }: Pick<RatingRecord['receipt'], 'commitment' | 'path' | 'signature'>,
): boolean {
  const root = path.reduce(
    (hash, step) => (step.startsWith('L') ? pair(step.slice(1), hash) : pair(hash, step.slice(1))),
    commitment,
  );
  return sm2.doVerifySignature(root, signature, publicKey, { hash: true, der: true });
}
