import type { Connection } from 'mongoose';
import { close, collectionOf, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

const doc = {
  _id: 1,
  a: { x: 1, y: 2 },
  l: [
    { k: 1, v: 1 },
    { k: 2, v: 2 },
    { k: 2, v: 3 },
  ],
  n: [1, 2, 3, 4, 5],
  s: 'text',
};

async function shown(projection: Doc, filter: Doc = {}): Promise<unknown> {
  const c = await collectionOf(db, [doc]);
  return c.findOne(filter, { projection });
}

// Manual: "Project Fields to Return from Query", "$slice (projection)", "$elemMatch (projection)", "$ (projection)".
test('inclusion keeps what is named and the _id, also inside documents and arrays', async () => {
  expect(await shown({ s: 1 })).toEqual({ _id: 1, s: 'text' });
  expect(await shown({ _id: 0, 'a.x': 1, 'l.v': 1 })).toEqual({
    a: { x: 1 },
    l: [{ v: 1 }, { v: 2 }, { v: 3 }],
  });
  expect(await shown({ _id: 0, a: { y: 1 }, missing: 1 })).toEqual({ a: { y: 2 } });
  expect(await shown({ _id: 1 })).toEqual({ _id: 1 });
  expect(await shown({ _id: 0, 's.deeper': 1 })).toEqual({});
});

test('exclusion drops what is named', async () => {
  expect(await shown({ l: 0, n: 0, 'a.x': 0 })).toEqual({ _id: 1, a: { y: 2 }, s: 'text' });
  expect(await shown({ _id: 0, 'l.v': 0, n: 0, a: 0, s: 0 })).toEqual({ l: [{ k: 1 }, { k: 2 }, { k: 2 }] });
});

test('inclusion and exclusion do not mix, except for the _id', async () => {
  expect(await failure(shown({ a: 1, s: 0 }))).toMatchObject({ code: 31254 });
  expect(await failure(shown({ a: 0, s: 1 }))).toMatchObject({ code: 31253 });
  expect(await failure(shown({ a: 1, 'a.x': 1 }))).toMatchObject({ code: 31249 });
});

test('$slice cuts arrays and leaves the other fields', async () => {
  expect(await shown({ n: { $slice: 2 } })).toEqual({ ...doc, n: [1, 2] });
  expect(await shown({ n: { $slice: -2 }, l: 0 })).toMatchObject({ n: [4, 5], s: 'text' });
  expect(await shown({ n: { $slice: [1, 2] }, s: 1 })).toEqual({ _id: 1, n: [2, 3], s: 'text' });
  expect(await shown({ n: { $slice: [-3, 2] }, _id: 0, l: 0, a: 0 })).toEqual({ n: [3, 4], s: 'text' });
});

test('$elemMatch and the positional $ show the first element that matches', async () => {
  expect(await shown({ l: { $elemMatch: { k: 2, v: { $gt: 2 } } } })).toEqual({
    _id: 1,
    l: [{ k: 2, v: 3 }],
  });
  expect(await shown({ l: { $elemMatch: { k: 9 } } })).toEqual({ _id: 1 });
  expect(await shown({ 'l.$': 1 }, { 'l.k': 2 })).toEqual({ _id: 1, l: [{ k: 2, v: 2 }] });
  expect(await shown({ 'n.$': 1 }, { n: { $gte: 3 } })).toEqual({ _id: 1, n: [3] });
});

test('expressions make new values', async () => {
  expect(await shown({ _id: 0, sum: { $sum: '$n' }, copy: '$a.x', fixed: { $literal: 1 } })).toEqual({
    sum: 15,
    copy: 1,
    fixed: 1,
  });
});
