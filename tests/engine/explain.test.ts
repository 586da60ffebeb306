import type { Connection } from 'mongoose';
import { close, collectionOf, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

/** The stages of the way, from the outside in. */
function stages(plan: { stage: string; inputStage?: never; indexName?: string }): string[] {
  const { stage, indexName, inputStage } = plan;
  return [indexName ? `${stage} ${indexName}` : stage, ...(inputStage ? stages(inputStage) : [])];
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
  expect(await way({ open: true, by: { $in: ['a1', 'a2'] } }, { due: 1 })).toEqual([
    'SORT < FETCH < IXSCAN lists',
    10,
  ]);
  expect(await way({ due: 3 })).toEqual(['COLLSCAN', 1]);
  await expect(db.db!.command({ explain: { count: 'c', query: {} } })).rejects.toThrow(/explains find only/);
});
