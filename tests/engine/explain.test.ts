import type { Connection } from 'mongoose';
import { close, collectionOf, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

/** The stages of the way, from the outside in. */
function stages(plan: {
  stage: string;
  inputStage?: never;
  inputStages?: never[];
  indexName?: string;
}): string[] {
  const { stage, indexName, inputStage, inputStages } = plan;
  const [inner] = [inputStage, inputStages?.[0]].filter((one) => one !== undefined);
  return [indexName ? `${stage} ${indexName}` : stage, ...(inner ? stages(inner) : [])];
}

test('explain names the index a find goes through, and whether what it finds is sorted (manual: "Explain Results")', async () => {
  const docs = Array.from({ length: 50 }, (_, n) => ({
    _id: n,
    open: n % 2 === 0,
    by: [`a${n % 5}`],
    due: 50 - n,
  }));
  const c = await collectionOf(db, docs);
  await c.createIndex({ open: 1, by: 1, due: 1 }, { name: 'lists' });
  const way = async (filter: object, sort: object = {}) => {
    const told = (await c
      .find(filter)
      .sort(sort as never)
      .explain('executionStats')) as never as {
      queryPlanner: { winningPlan: never };
      executionStats: { nReturned: number };
    };
    return [stages(told.queryPlanner.winningPlan).join(' < '), told.executionStats.nReturned];
  };
  expect(await way({ open: true, by: { $in: ['a1'] } }, { due: 1 })).toEqual(['FETCH < IXSCAN lists', 5]);
  const two = { open: true, by: { $in: ['a1', 'a2'] } };
  expect(await way(two, { due: 1 })).toEqual(['FETCH < SORT_MERGE < IXSCAN lists', 10]);
  expect(await way(two, { _id: 1 })).toEqual(['SORT < FETCH < IXSCAN lists', 10]);
  const many = { open: true, by: { $in: Array.from({ length: 40 }, (_, n) => `a${n}`) } };
  expect(await way(many, { due: 1 })).toEqual(['SORT < FETCH < IXSCAN lists', 25]);
  expect(await way({ due: 3 })).toEqual(['COLLSCAN', 1]);
  for (const sign of [1, -1] as const) {
    const first = await c.find(two).sort({ due: sign }).skip(1).limit(4).toArray();
    const all = docs.filter((doc) => doc.open && ['a1', 'a2'].includes(doc.by[0] ?? ''));
    const sorted = all.map(({ due }) => due).sort((a, b) => sign * (a - b));
    expect(first.map(({ due }) => due as number)).toEqual(sorted.slice(1, 5));
  }
});

test('a field behind an array narrows as well, two of an array when one element is meant, and the branches of an $or are merged', async () => {
  const docs = Array.from({ length: 60 }, (_, n) => ({
    _id: n,
    targets: [
      { kind: `k${n % 3}`, of: `o${n % 5}` },
      { kind: 'k9', of: 'o0' },
    ],
    level: n % 2,
    due: 60 - n,
  }));
  const c = await collectionOf(db, docs);
  const name = 'targets';
  await c.createIndex({ 'targets.kind': 1, 'targets.of': 1, level: 1, due: 1 }, { name });
  const way = async (filter: object) => {
    const told = await c.find(filter).sort({ due: 1 }).explain('executionStats');
    return stages((told as never as { queryPlanner: { winningPlan: never } }).queryPlanner.winningPlan);
  };
  const one = (kind: string, of: string, level: number) => ({
    targets: { $elemMatch: { kind, of } },
    level,
  });
  expect(await way(one('k1', 'o2', 1))).toEqual(['FETCH', 'IXSCAN targets']);
  const either = { $or: [one('k1', 'o2', 1), one('k2', 'o0', 0)] };
  expect(await way(either)).toEqual(['FETCH', 'SORT_MERGE', 'IXSCAN targets']);
  const found = await c.find(either).sort({ due: 1 }).limit(3).toArray();
  const all = docs.filter(({ targets: [first], level }) =>
    [`k1 o2 1`, `k2 o0 0`].includes(`${first?.kind} ${first?.of} ${level}`),
  );
  expect(found.map(({ _id }) => _id as number)).toEqual(
    all
      .map(({ _id }) => _id)
      .sort((a, b) => b - a)
      .slice(0, 3),
  );
});
