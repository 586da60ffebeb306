import { isDuplicateKey } from '../../database.js';
import type { RetentionRule } from '../../jobs/retention.js';
import { beginningText, GENESIS_HASH } from './chain.js';
import { fits, type ChainPlace, type RawEntry } from './chain-check.js';
import { AuditBeginningModel, AuditEntryModel, type AuditBeginning } from './model.js';
import { auditChain } from './seal.js';

const CHAIN = 'chain';
const BATCH = 200;
const DAY_MS = 86_400_000;

/** Where the chain begins; null while nothing was ever removed from it. */
export async function readBeginning(): Promise<AuditBeginning | null> {
  return AuditBeginningModel.findById(CHAIN).lean<AuditBeginning>();
}

/** The place before the first entry; undefined when what is stored there was not signed by us. */
async function placeBefore(): Promise<ChainPlace | undefined> {
  const beginning = await readBeginning();
  if (!beginning) return { seq: 0, hash: GENESIS_HASH };
  return auditChain().isOurs(beginningText(beginning), beginning.signature) ? beginning : undefined;
}

type FrontEntry = ChainPlace & { _id: string };

const textOf = ({ seq, hash }: ChainPlace) => `${seq} ${hash}`;
function placeIn(text: string): ChainPlace {
  const [seq, hash = ''] = text.split(' ');
  return { seq: Number(seq), hash };
}

/**
 * The next entries behind a place that are older than the cutoff. It ends before the first that is not what was sealed
 * behind the one before it: whatever was tampered with stays, with everything after it, for the check to find.
 */
async function frontBehind(place: ChainPlace, cutoff: Date): Promise<FrontEntry[]> {
  const { key } = auditChain();
  const found = await AuditEntryModel.collection
    .find({ seq: { $gt: place.seq } })
    .sort({ seq: 1 })
    .limit(BATCH)
    .toArray();
  const front: FrontEntry[] = [];
  let before = place;
  for (const entry of found as unknown as (RawEntry & FrontEntry & { at: Date; previousHash: string })[]) {
    const { _id, seq, hash, at, previousHash } = entry;
    const follows = seq === before.seq + 1 && previousHash === before.hash && fits(key, entry);
    if (!follows || at >= cutoff) break;
    before = { seq, hash };
    front.push({ _id, seq, hash });
  }
  return front;
}

/** Signs that the chain begins behind this entry, unless another worker has moved the beginning meanwhile. */
async function beginBehind(from: ChainPlace, { seq, hash }: ChainPlace): Promise<void> {
  const { now, sign } = auditChain();
  const at = now();
  const beginning = { seq, hash, at, ...sign(beginningText({ seq, hash, at })) };
  try {
    await AuditBeginningModel.updateOne(
      { _id: CHAIN, seq: from.seq },
      { $set: beginning },
      { upsert: from.seq === 0 },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/**
 * Removes the front of the chain once it is older than so many days (at least the six months of the Cybersecurity Law,
 * article 21). Before anything goes, the beginning behind it is signed, so that the check tells what was removed by this
 * rule from what was removed by anybody else.
 */
export function auditRetention(days: number): RetentionRule {
  return {
    name: 'audit',
    what: '审计日志',
    days,
    async due(cutoff, after) {
      const place = after === undefined ? await placeBefore() : placeIn(after);
      const front = place ? await frontBehind(place, cutoff) : [];
      const last = front.at(-1);
      return { ids: front.map(({ _id }) => _id), last: last && textOf(last) };
    },
    async remove(ids) {
      const before = await placeBefore();
      if (!before) return;
      // What a report says is not believed: whoever writes into the database could name any entry there.
      const cutoff = new Date(auditChain().now().getTime() - days * DAY_MS);
      const front = await frontBehind(before, cutoff);
      const other = front.findIndex(({ _id }, index) => _id !== ids[index]);
      const last = front.slice(0, other < 0 ? front.length : other).at(-1);
      if (last) await beginBehind(before, last);
      const begins = (await placeBefore()) ?? before;
      await AuditEntryModel.deleteMany({ _id: { $in: ids }, seq: { $lte: begins.seq } });
    },
  };
}
