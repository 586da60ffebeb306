import { anchorText, headProof } from './chain.js';
import { ChainCheck, type ChainProblem, type RawEntry } from './chain-check.js';
import { AuditAnchorModel, AuditEntryModel, type AuditAnchor, type AuditHead } from './model.js';
import { auditChain, readHead } from './seal.js';

export interface ChainReport {
  /** How many entries were looked at. */
  entries: number;
  intact: boolean;
  /** The first of them, in the order of their places. */
  problems: ChainProblem[];
  problemsTotal: number;
  /** How many signed anchors the chain was held against. */
  anchors: number;
}

/** An anchor that was kept elsewhere. */
export type KeptAnchor = Pick<AuditAnchor, '_id' | 'hash' | 'at' | 'signature'>;

export interface CheckedChain {
  key: string;
  isOurs: (text: string, signature: string) => boolean;
  entries: AsyncIterable<RawEntry>;
  /** Read before the first entry, and after the last: the chain may grow meanwhile. */
  headBefore: AuditHead | null;
  readHead: () => Promise<AuditHead | null>;
  anchors: KeptAnchor[];
  progress?: ((entries: number) => void) | undefined;
}

const PROGRESS_EVERY = 10_000;

/** Checks a chain from wherever its parts come. See `verifyAuditChain`. */
export async function checkChain(chain: CheckedChain): Promise<ChainReport> {
  const { key, headBefore: head } = chain;
  const headIsOurs = head !== null && head.proof === headProof(key, head);
  const anchors = chain.anchors.filter(({ _id: seq, hash, at, signature }) =>
    chain.isOurs(anchorText({ seq, hash, at }), signature),
  );
  const vouched = [...anchors, ...(headIsOurs ? [{ _id: head.seq }] : [])];
  const bound = vouched.reduce((most, { _id }) => Math.max(most, _id), 0);
  const denied = new Set<'head' | KeptAnchor>();
  const bySeq = new Map<number, KeptAnchor[]>();
  for (const anchor of anchors) bySeq.set(anchor._id, [...(bySeq.get(anchor._id) ?? []), anchor]);
  const check = new ChainCheck(key, bound, (seq, hash) => {
    if (headIsOurs && head.seq === seq && head.hash !== hash) denied.add('head');
    for (const anchor of bySeq.get(seq) ?? []) if (anchor.hash !== hash) denied.add(anchor);
  });
  for await (const entry of chain.entries) {
    check.take(entry);
    if (check.entries % PROGRESS_EVERY === 0) chain.progress?.(check.entries);
  }
  const after = await chain.readHead();
  check.finish();
  // An entry is written only behind the head, so whoever died in between, the chain is at most one entry ahead of it.
  const behind = check.highest > (after?.seq ?? 0) + 1;
  if (denied.has('head') || (head && !headIsOurs) || behind) check.accuse('head', head?.seq ?? null);
  for (const anchor of chain.anchors)
    if (!anchors.includes(anchor) || denied.has(anchor)) check.accuse('anchor', anchor._id);
  return {
    entries: check.entries,
    intact: check.total === 0,
    problems: check.problems,
    problemsTotal: check.total,
    anchors: chain.anchors.length,
  };
}

/**
 * Recomputes the chain from its first entry and says of everything that is wrong with it which entry and what. What is
 * sealed meanwhile may or may not be looked at. It is found whoever did it without the key file; whoever has the key file
 * can rewrite all of it, but not the anchors that were kept elsewhere.
 * @param kept anchors from elsewhere, beside those in the database
 */
export async function verifyAuditChain(
  kept: KeptAnchor[] = [],
  progress?: (entries: number) => void,
): Promise<ChainReport> {
  const { key, isOurs } = auditChain();
  const stored = await AuditAnchorModel.find().sort({ _id: 1 }).lean<AuditAnchor[]>();
  const headBefore = await readHead();
  const entries = AuditEntryModel.collection.find({}).sort({ seq: 1 }).batchSize(1000);
  return checkChain({ key, isOurs, entries, headBefore, readHead, anchors: [...stored, ...kept], progress });
}
