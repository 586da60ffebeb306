import { anchorText, beginningText, GENESIS_HASH, headProof } from './chain.js';
import { ChainCheck, type ChainPlace, type ChainProblem, type RawEntry } from './chain-check.js';
import {
  AuditAnchorModel,
  AuditEntryModel,
  type AuditAnchor,
  type AuditBeginning,
  type AuditHead,
} from './model.js';
import { readBeginning } from './retention.js';
import { auditChain, readHead } from './seal.js';

export interface ChainReport {
  /** How many entries were looked at. */
  entries: number;
  /** The number of its first entry: 1 until its retention period has removed some. */
  beginsAt: number;
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
  /** Head and beginning are read before the first entry, and after the last: the chain may grow, and lose its front, meanwhile. */
  headBefore: AuditHead | null;
  readHead: () => Promise<AuditHead | null>;
  beginningBefore: AuditBeginning | null;
  readBeginning: () => Promise<AuditBeginning | null>;
  anchors: KeptAnchor[];
  progress?: ((entries: number) => void) | undefined;
}

const PROGRESS_EVERY = 10_000;

/** The place before the first entry, as far as we signed it. */
function placeOf(beginning: AuditBeginning | null, isOurs: CheckedChain['isOurs']): ChainPlace {
  if (!beginning || !isOurs(beginningText(beginning), beginning.signature))
    return { seq: 0, hash: GENESIS_HASH };
  return { seq: beginning.seq, hash: beginning.hash };
}

/** Compares what is genuine with what the head and the anchors say of it. */
class Witnesses {
  readonly denied = new Set<'head' | KeptAnchor>();
  private readonly bySeq = new Map<number, KeptAnchor[]>();

  constructor(
    private readonly head: AuditHead | null,
    readonly anchors: readonly KeptAnchor[],
  ) {
    for (const anchor of anchors) this.bySeq.set(anchor._id, [...(this.bySeq.get(anchor._id) ?? []), anchor]);
  }

  /** The highest number they vouch for. */
  get bound(): number {
    return this.anchors.reduce((most, { _id }) => Math.max(most, _id), this.head?.seq ?? 0);
  }

  readonly compare = (seq: number, hash: string): void => {
    if (this.head?.seq === seq && this.head.hash !== hash) this.denied.add('head');
    for (const anchor of this.bySeq.get(seq) ?? []) if (anchor.hash !== hash) this.denied.add(anchor);
  };
}

/** Checks a chain from wherever its parts come. See `verifyAuditChain`. */
export async function checkChain(chain: CheckedChain): Promise<ChainReport> {
  const { key, isOurs, headBefore: head, beginningBefore: beginning } = chain;
  const headIsOurs = head !== null && head.proof === headProof(key, head);
  const witnesses = new Witnesses(
    headIsOurs ? head : null,
    chain.anchors.filter(({ _id: seq, hash, at, signature }) =>
      isOurs(anchorText({ seq, hash, at }), signature),
    ),
  );
  const start = placeOf(beginning, isOurs);
  witnesses.compare(start.seq, start.hash);
  const check = new ChainCheck(key, start, witnesses.bound, witnesses.compare);
  if (beginning && start.seq !== beginning.seq) check.accuse('beginning', beginning.seq);
  for await (const entry of chain.entries) {
    check.take(entry);
    if (check.entries % PROGRESS_EVERY === 0) chain.progress?.(check.entries);
  }
  const after = await chain.readHead();
  const begins = placeOf(await chain.readBeginning(), isOurs);
  check.finish(begins);
  // An entry is written only behind the head, so whoever died in between, the chain is at most one entry ahead of it.
  const behind = check.highest > (after?.seq ?? 0) + 1;
  if (witnesses.denied.has('head') || (head && !headIsOurs) || behind)
    check.accuse('head', head?.seq ?? null);
  for (const anchor of chain.anchors)
    if (!witnesses.anchors.includes(anchor) || witnesses.denied.has(anchor))
      check.accuse('anchor', anchor._id);
  return {
    entries: check.entries,
    beginsAt: begins.seq + 1,
    intact: check.total === 0,
    problems: check.problems,
    problemsTotal: check.total,
    anchors: chain.anchors.length,
  };
}

/**
 * Recomputes the chain from where it begins and says of everything that is wrong with it which entry and what. What is
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
  const [headBefore, beginningBefore] = [await readHead(), await readBeginning()];
  const entries = AuditEntryModel.collection.find({}).sort({ seq: 1 }).batchSize(1000);
  return checkChain({
    ...{ key, isOurs, entries, headBefore, readHead, beginningBefore, readBeginning },
    anchors: [...stored, ...kept],
    progress,
  });
}
