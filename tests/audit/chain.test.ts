import { randomInt, randomUUID } from 'node:crypto';
import { checkChain, type CheckedChain, type KeptAnchor } from '../../server/src/modules/audit/verify.js';
import { anchorText, entryOf, GENESIS_HASH, headProof } from '../../server/src/modules/audit/chain.js';
import type { AuditHead } from '../../server/src/modules/audit/model.js';

// What the check says of every way to tamper with a chain, on chains held in memory (FA-3.2-a).

const KEY = 'ab'.repeat(32);
type Entry = Record<string, unknown>;
interface Chain {
  entries: Entry[];
  head: AuditHead | null;
}

const ACTIONS = ['rating.accepted', 'staff.signed_in', 'evaluator.revealed', 'request.refused'];

function chainOf(length: number, key = KEY): Chain {
  const entries: Entry[] = [];
  let previousHash = GENESIS_HASH;
  for (let seq = 1; seq <= length; seq++) {
    const event = {
      id: randomUUID(),
      at: new Date(Date.UTC(2026, 10, 1) + seq * 60_000),
      action: ACTIONS[seq % ACTIONS.length] ?? '',
      actor: { kind: 'staff' as const, id: `staff-${seq % 5}` },
      subject: { kind: 'rating', id: `rating-${seq}` },
      ...(seq % 2 ? { detail: { level: seq % 6, checked: true } } : {}),
    };
    const entry = entryOf(key, event, seq, previousHash);
    previousHash = entry.hash;
    entries.push({ ...entry });
  }
  return { entries, head: headOf(length, previousHash, key) };
}

function headOf(seq: number, hash: string, key = KEY): AuditHead {
  return { _id: 'chain', seq, hash, proof: headProof(key, { seq, hash }) };
}

// A stand-in for the SM2 signature, which has tests of its own: as good as its text.
const signed = (text: string) => `signed ${text}`;

function anchorAt({ entries }: Chain, seq: number): KeptAnchor {
  const hash = entries[seq - 1]?.hash as string;
  const at = new Date(Date.UTC(2026, 10, 2));
  return { _id: seq, hash, at, signature: signed(anchorText({ seq, hash, at })) };
}

async function check(
  { entries, head }: Chain,
  anchors: KeptAnchor[] = [],
  more: Pick<CheckedChain, 'progress'> = {},
) {
  // In the order of the database's index: other types before and after numbers, equal numbers as they stand.
  const sorted = [...entries].sort((a, b) => Number(a.seq ?? -Infinity) - Number(b.seq ?? -Infinity));
  const stream = (async function* () {
    yield* sorted;
  })();
  return checkChain({
    key: KEY,
    isOurs: (text, signature) => signature === signed(text),
    entries: stream,
    headBefore: head,
    readHead: () => Promise.resolve(head),
    beginningBefore: null,
    readBeginning: () => Promise.resolve(null),
    anchors,
    ...more,
  });
}

/** The problems of a chain that was tampered with, short: kind, place, and the place it was sealed in. */
async function found(chain: Chain, anchors: KeptAnchor[] = []) {
  const report = await check(chain, anchors);
  expect(report.intact).toBe(report.problemsTotal === 0);
  return report.problems.map(({ kind, seq, sealedSeq }) =>
    sealedSeq === null ? `${kind} ${seq}` : `${kind} ${seq} was ${sealedSeq}`,
  );
}

const at = ({ entries }: Chain, seq: number): Entry => {
  const entry = entries[seq - 1];
  if (!entry) throw new Error(`no entry ${seq}`);
  return entry;
};
const without = (chain: Chain, ...seqs: number[]): Chain => ({
  ...chain,
  entries: chain.entries.filter(({ seq }) => !seqs.includes(seq as number)),
});

test.each([0, 1, 2, 50])('a chain of %i entries is whole', async (length) => {
  const chain = length === 0 ? { entries: [], head: null } : chainOf(length);
  expect(await check(chain)).toEqual({
    entries: length,
    beginsAt: 1,
    intact: true,
    problems: [],
    problemsTotal: 0,
    anchors: 0,
  });
});

test.each<[string, (entry: Entry) => void]>([
  ['its action', (entry) => (entry.action = 'rating.forgotten')],
  ['its time', (entry) => (entry.at = new Date(0))],
  ['the type of its time', (entry) => (entry.at = (entry.at as Date).toISOString())],
  ['its actor', (entry) => (entry.actor = { kind: 'staff', id: 'somebody-else' })],
  ['its subject', (entry) => (entry.subject = { kind: 'rating', id: 'another' })],
  ['a detail', (entry) => (entry.detail = { level: 1, checked: true })],
  ['a new detail', (entry) => (entry.detail = { ...(entry.detail as object), note: 'x' })],
  ['its details taken away', (entry) => delete entry.detail],
  ['a field nobody knows', (entry) => (entry.remark = 'x')],
  ['its id', (entry) => (entry._id = randomUUID())],
  ['its hash', (entry) => (entry.hash = 'f'.repeat(64))],
  ['the hash before it', (entry) => (entry.previousHash = 'f'.repeat(64))],
])('an entry with %s changed is named, and it alone', async (_, change) => {
  const chain = chainOf(9);
  change(at(chain, 5));
  const { problems } = await check(chain);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ kind: 'changed', seq: 5, id: at(chain, 5)._id });
});

test('an entry that was changed and given a plain hash over its new words is found: the hash needs the key', async () => {
  const chain = chainOf(9);
  const forged = entryOf(
    '00'.repeat(32),
    { ...(at(chain, 4) as never as Parameters<typeof entryOf>[1]), id: 'x', action: 'rating.forgotten' },
    4,
    at(chain, 4).previousHash as string,
  );
  chain.entries[3] = { ...forged };
  expect(await found(chain)).toEqual(['changed 4']);
});

test('a whole chain written anew with another key is found, entry by entry, and its head', async () => {
  const forged = chainOf(5, 'cd'.repeat(32));
  expect(await found(forged)).toEqual([
    'changed 1',
    'changed 2',
    'changed 3',
    'changed 4',
    'changed 5',
    'head 5',
  ]);
});

test.each([
  ['the first', [1]],
  ['one in the middle', [5]],
  ['several', [3, 4, 7]],
  ['the last', [9]],
  ['the last two', [8, 9]],
  ['all', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
])('%s taken away: its numbers are named', async (_, seqs) => {
  expect(await found(without(chainOf(9), ...seqs))).toEqual(seqs.map((seq) => `removed ${seq}`));
});

test('two entries that changed places, near or far, are named with their sealed places', async () => {
  for (const [a, b] of [
    [3, 4],
    [2, 8],
    [1, 9],
  ] as const) {
    const chain = chainOf(9);
    at(chain, a).seq = b;
    at(chain, b).seq = a;
    expect(await found(chain)).toEqual([`reordered ${a} was ${b}`, `reordered ${b} was ${a}`]);
  }
});

test('two entries whose words changed places, each under the other’s number and hashes, are named as well', async () => {
  const chain = chainOf(9);
  const [second, eighth] = [{ ...at(chain, 2) }, { ...at(chain, 8) }];
  const frame = ({ seq, previousHash, hash }: Entry) => ({ seq, previousHash, hash });
  chain.entries[1] = { ...eighth, ...frame(second) };
  chain.entries[7] = { ...second, ...frame(eighth) };
  expect(await found(chain)).toEqual(['reordered 2 was 8', 'reordered 8 was 2']);
});

test('one taken away and the rest renumbered over the gap: the gap is named all the same', async () => {
  const chain = without(chainOf(9), 5);
  for (const entry of chain.entries) if ((entry.seq as number) > 5) entry.seq = (entry.seq as number) - 1;
  expect(await found(chain)).toEqual([
    'reordered 5 was 6',
    'removed 5',
    'reordered 6 was 7',
    'reordered 7 was 8',
    'reordered 8 was 9',
  ]);
});

test('one entry put at the end under a new number is named with its sealed place', async () => {
  const chain = chainOf(9);
  at(chain, 4).seq = 4000;
  expect(await found(chain)).toEqual(['reordered 4000 was 4']);
});

const forgedAt = (seq: number): Entry => ({
  _id: randomUUID(),
  seq,
  at: new Date(Date.UTC(2026, 10, 1)),
  action: 'rating.accepted',
  actor: { kind: 'system', id: 'nobody' },
  subject: { kind: 'rating', id: 'invented' },
  previousHash: 'e'.repeat(64),
  hash: 'f'.repeat(64),
});

test.each([
  ['behind the last', 10],
  ['between two numbers', 4.5],
  ['before the first', 0],
  ['under a number that is taken', 4],
])('a forged entry %s is named as added', async (_, seq) => {
  const chain = chainOf(9);
  chain.entries.push(forgedAt(seq));
  expect(await found(chain)).toEqual([`added ${Number.isInteger(seq) ? seq : null}`]);
});

test('a forged entry with the rest moved on to make room is added, and the rest reordered', async () => {
  const chain = chainOf(6);
  for (const entry of chain.entries) if ((entry.seq as number) >= 5) entry.seq = (entry.seq as number) + 1;
  chain.entries.splice(4, 0, forgedAt(5));
  expect(await found(chain)).toEqual(['added 5', 'reordered 6 was 5', 'reordered 7 was 6']);
});

test('a copy of an entry under a new id is added', async () => {
  const chain = chainOf(6);
  chain.entries.push({ ...at(chain, 3), _id: randomUUID() });
  expect(await found(chain)).toEqual(['added 3']);
});

test('an entry of ours that belongs to another chain, such as an older copy, does not link', async () => {
  const [chain, other] = [chainOf(6), chainOf(6)];
  chain.entries[3] = at(other, 4);
  expect(await found(chain)).toEqual(['unlinked 4', 'unlinked 5']);
});

test('a changed head, a lost one and one that was set back are named', async () => {
  const chain = chainOf(6);
  const [fourth, fifth, sixth] = [at(chain, 4), at(chain, 5), at(chain, 6)];
  const head = headOf(6, sixth.hash as string);
  expect(await found({ ...chain, head: { ...head, hash: 'f'.repeat(64) } })).toEqual(['head 6']);
  expect(await found({ ...chain, head: { ...head, seq: 7 } })).toEqual(['head 7']);
  expect(await found({ ...chain, head: null })).toEqual(['head null']);
  expect(await found({ ...chain, head: headOf(4, fourth.hash as string) })).toEqual(['head 4']);
  // Somebody died between entry and head: that is how the chain may stand at any moment.
  expect(await found({ ...chain, head: headOf(5, fifth.hash as string) })).toEqual([]);
});

test('the end cut off together with an old, fitting head is found by an anchor that was kept, and only by it', async () => {
  const whole = chainOf(9);
  const anchors = [anchorAt(whole, 3), anchorAt(whole, 8)];
  const cut = { ...without(whole, 7, 8, 9), head: headOf(6, at(whole, 6).hash as string) };
  expect(await found(cut)).toEqual([]);
  expect(await found(cut, anchors)).toEqual(['removed 7', 'removed 8']);
  expect(await found(whole, anchors)).toEqual([]);
});

test('whoever has the key and writes the chain anew is found by an anchor; an anchor that is not ours is told', async () => {
  const kept = anchorAt(chainOf(9), 4);
  const whole = chainOf(9);
  expect(await found(whole, [kept])).toEqual(['anchor 4']);
  expect(await found(whole, [{ ...anchorAt(whole, 4), signature: 'signed by somebody' }])).toEqual([
    'anchor 4',
  ]);
});

test('a gap of a hundred thousand is counted whole and listed in part', async () => {
  const chain = chainOf(2);
  const report = await check({ ...chain, head: headOf(100_002, 'f'.repeat(64)) });
  expect(report.problemsTotal).toBe(100_000);
  expect(report.problems).toHaveLength(100);
});

test('progress of a long chain is told', async () => {
  const told: number[] = [];
  await check(chainOf(20_000), [], { progress: (entries) => told.push(entries) });
  expect(told).toEqual([10_000, 20_000]);
});

describe('random tampering with random chains', () => {
  type Tampering = (chain: Chain, seq: number, other: number) => Chain;
  const tampered: Record<string, Tampering> = {
    change: (chain, seq) => {
      const entry = at(chain, seq);
      const field = ['action', 'at', 'actor', 'subject', 'detail', '_id', 'hash', 'previousHash', 'seq'][
        randomInt(9)
      ] as string;
      entry[field] = field === 'at' ? new Date(1) : randomUUID();
      return chain;
    },
    remove: (chain, seq) => without(chain, seq),
    exchange: (chain, seq, other) => {
      const [a, b] = [at(chain, seq), at(chain, other)];
      [a.seq, b.seq] = [b.seq, a.seq];
      return chain;
    },
    insert: (chain, seq) => ({ ...chain, entries: [...chain.entries, forgedAt(seq)] }),
    copy: (chain, seq, other) => ({
      ...chain,
      entries: [...chain.entries, { ...at(chain, seq), seq: other }],
    }),
    renumber: (chain, seq) => {
      at(chain, seq).seq = chain.entries.length + randomInt(1, 1000);
      return chain;
    },
    'cut the end': (chain, seq) => ({
      ...chain,
      entries: chain.entries.filter((entry) => (entry.seq as number) < seq),
    }),
    head: (chain) => ({
      ...chain,
      head: { ...(chain.head as AuditHead), seq: randomInt(1, 1000), proof: 'x' },
    }),
  };
  const kinds = Object.keys(tampered);

  test('is always found, and no entry that was left alone is called changed', async () => {
    for (let round = 0; round < 400; round++) {
      const length = randomInt(2, 40);
      const seq = randomInt(1, length + 1);
      const other = (seq % length) + 1;
      const kind = kinds[round % kinds.length] as string;
      const chain = chainOf(length);
      const before = new Map(chain.entries.map((entry) => [entry._id, { ...entry }]));
      const after = (tampered[kind] as Tampering)(chain, seq, other);
      const report = await check(after);
      expect([kind, length, seq, report.problemsTotal > 0]).toEqual([kind, length, seq, true]);
      for (const problem of report.problems.filter(({ kind: what }) => what === 'changed')) {
        const now = after.entries.find(({ _id }) => _id === problem.id);
        expect(now).not.toEqual(before.get(problem.id));
      }
    }
  });
});
