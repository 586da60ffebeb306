import { Group } from '../../server/embedded-db/src/store/group.js';
import type { Batch } from '../../server/embedded-db/src/store/storage.js';

// Several writers wait for the disk once; what the disk does not take is taken back, the last first.

const batch = (seq: number): Batch => ({
  puts: [{ seq, collection: 1, body: new Uint8Array() }],
  deletes: [],
});
const seqsOf = (batches: readonly Batch[]) => batches.flatMap(({ puts }) => puts.map(({ seq }) => seq));

function groupOn(write: (seqs: number[]) => void) {
  const undone: (number | 'all')[] = [];
  const kept: number[] = [];
  const group = new Group(
    (batches) => write(seqsOf(batches)),
    () => undone.push('all'),
  );
  const add = (seq: number) => {
    group.add({ batch: batch(seq), undo: () => undone.push(seq), kept: () => kept.push(seq) });
    return group.settled;
  };
  return { group, add, undone, kept };
}

test('what comes in one turn is written at once, in its order; what comes later is written later', async () => {
  const written: number[][] = [];
  const { group, add, undone, kept } = groupOn((seqs) => written.push(seqs));
  for (const seq of [1, 2, 3]) void add(seq);
  expect(written).toEqual([]);
  await group.settled;
  expect(group.settled).toBeUndefined();
  await add(4);
  expect(written).toEqual([[1, 2, 3], [4]]);
  expect(kept).toEqual([1, 2, 3, 4]);
  expect(undone).toEqual([]);
});

test('a disk that takes nothing: everybody hears of it, all is taken back from the last to the first, and the next goes on', async () => {
  let full = true;
  const written: number[][] = [];
  const { group, add, undone, kept } = groupOn((seqs) => {
    if (full) throw new Error('the disk is full');
    written.push(seqs);
  });
  const waiting = [add(1), add(2)];
  for (const one of waiting) await expect(one).rejects.toThrow('the disk is full');
  expect(undone).toEqual([2, 1, 'all']);
  expect(kept).toEqual([]);
  expect(group.settled).toBeUndefined();
  full = false;
  await add(3);
  expect(written).toEqual([[3]]);
});

test('what waits is written before anything else when that is asked for', async () => {
  const written: number[][] = [];
  const { group, add } = groupOn((seqs) => written.push(seqs));
  const settled = add(1);
  group.flush();
  expect(written).toEqual([[1]]);
  await settled;
  group.flush();
  expect(written).toEqual([[1]]);
});
