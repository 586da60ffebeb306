import type { Connection } from 'mongoose';
import { close, collectionOf, openDatabase } from './server.js';

let db: Connection;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => close(db));

test('while somebody looks through everything, others are answered, and what they change breaks nothing', async () => {
  const c = await collectionOf(
    db,
    Array.from({ length: 60_000 }, (_, n) => ({ _id: n, place: n, title: `事项 ${n}` })),
  );
  await c.createIndex({ place: 1 });
  let done = false;
  const costly = Array.from({ length: 80 }, (_, n) => ({ title: new RegExp(`没有这样的事项${n}`) }));
  const looking = c
    .find({ $and: [{ $or: [...costly, { title: '事项 59999' }] }] })
    .sort({ place: 1 })
    .toArray()
    .finally(() => (done = true));
  const counting = c.countDocuments({ place: { $gte: 0 }, title: { $ne: '事项 7' } });
  let answered = 0;
  const meanwhile = async (asked: Promise<unknown>) => {
    await asked;
    if (!done) answered += 1;
  };
  // What is put in and taken out around the place that is being read moves it.
  for (let n = 1; !done; n += 1) {
    await meanwhile(c.insertOne({ _id: -n, place: -n, title: '新的' }));
    await meanwhile(c.updateOne({ _id: (n * 997) % 59_999 }, { $set: { seen: true } }));
    await meanwhile(c.deleteOne({ _id: -n }));
  }
  expect((await looking).map(({ _id }) => _id as number)).toEqual([59_999]);
  expect(await counting).toBe(59_999);
  expect(answered).toBeGreaterThan(2);
});
