import mongoose, { model, Schema } from 'mongoose';
import {
  connectDatabase,
  disconnectDatabase,
  insertBuilt,
  isDuplicateKey,
} from '../../server/src/database.js';
import { Metrics } from '../../server/src/http/metrics.js';
import { effect, effectFields, effectSource, type WithEffects } from '../../server/src/jobs/effects.js';
import { settleEffects, takeEffects, type EffectGroup } from '../../server/src/jobs/taking.js';
import { MAX_ATTEMPTS, Worker } from '../../server/src/jobs/worker.js';
import { createLogger } from '../../server/src/logger.js';
import { eventually } from '../support/journey.js';
import { SubmissionModel, type SubmissionRecord } from '../../server/src/modules/forwarding/model.js';
import { keepVerdict, sent } from '../../server/src/modules/forwarding/verdict.js';
import { freshMongoUri } from '../support/system.js';

// Pending effects: taken many at a time, each done at least once, whatever happens to the others and to whoever holds them.

interface Thing extends WithEffects {
  _id: string;
  number?: number;
}
const Things = model(
  'Thing',
  new Schema<Thing>({ _id: String, number: Number, ...effectFields }, { versionKey: false }).index(
    { number: 1 },
    { unique: true, sparse: true },
  ),
);
const START = new Date('2026-03-02T01:00:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const things = (count: number, kinds: string[]): Thing[] =>
  Array.from({ length: count }, (_, n) => ({
    _id: `thing-${n}`,
    pending: kinds.map((kind) => effect(kind, START)),
    dead: [],
  }));
const done = async () => Promise.resolve('done' as const);
const source = effectSource<Thing>({
  name: 'things',
  model: Things,
  performers: { a: done, b: done },
  together: ['a', 'b'],
  kindNames: { a: 'a', b: 'b' },
});
const group: EffectGroup = { source, kinds: ['a', 'b'], most: 100 };
const stored = (id: string) => Things.findById(id).lean<Thing>();

beforeAll(async () => {
  await connectDatabase(freshMongoUri());
  await Things.createIndexes();
});
afterAll(disconnectDatabase);
beforeEach(async () => {
  await Things.deleteMany({});
});

test('two who take at once never hold the same, and a lease that ran out is free again', async () => {
  await Things.insertMany(things(60, ['a']));
  const [one, other] = await Promise.all([
    takeEffects(group, START, 60, 0),
    takeEffects(group, START, 60, 0),
  ]);
  const ids = [...one.documents, ...other.documents].map(({ _id }) => _id);
  expect(new Set(ids).size).toBe(60);
  expect(ids).toHaveLength(60);
  expect((await takeEffects(group, later(59), 60, 0)).documents).toEqual([]);
  const again = await takeEffects(group, later(61), 60, 0);
  expect(again.documents).toHaveLength(60);
  // Whoever lost the lease writes nothing down any more.
  const lost = one.documents.map((document) => ({
    document,
    kind: 'a',
    attempts: 1,
    outcome: 'done' as const,
  }));
  await settleEffects(one, lost, later(62));
  expect(await Things.countDocuments({ 'pending.0': { $exists: true } })).toBe(60);
});

test('two marks of one kind are one piece of work; a mark that comes after the taking is not taken off with them', async () => {
  await Things.insertMany(things(1, ['a', 'a', 'b']));
  const taken = await takeEffects(group, START, 60, 0);
  const [document] = taken.documents;
  expect(document?.pending.map(({ attempts, owner }) => [attempts, owner])).toEqual(
    [1, 1, 1].map((attempts) => [attempts, taken.owner]),
  );
  await Things.updateOne({ _id: 'thing-0' }, { $push: { pending: effect('a', START) } });
  const performed = document ? [{ document, kind: 'a', attempts: 1, outcome: 'done' as const }] : [];
  await settleEffects(taken, [...performed, ...performed.map((one) => ({ ...one, kind: 'b' }))], START);
  // What came meanwhile has not been done.
  expect((await stored('thing-0'))?.pending).toMatchObject([{ kind: 'a', attempts: 0 }]);
});

test('one that fails holds up nobody: it waits, with its reason, and goes to a person at last; one that waits counts no attempt', async () => {
  const failing = effectSource<Thing>({
    name: 'things',
    model: Things,
    performers: {
      a: async ({ _id }) => {
        if (_id === 'thing-1') throw new Error('not this one');
        return _id === 'thing-2' ? { later: later(3600) } : done();
      },
      b: done,
    },
    together: ['a', 'b'],
    kindNames: { a: 'a', b: 'b' },
  });
  const [first, second, third, ...rest] = things(40, ['a', 'b']) as [Thing, Thing, Thing];
  const tired: Thing = { ...third, _id: 'thing-9x', pending: [{ ...effect('a', START), attempts: 5 }] };
  const last = { ...effect('a', START), attempts: MAX_ATTEMPTS - 1 };
  await Things.insertMany([first, { ...second, pending: [last, effect('b', START)] }, third, tired, ...rest]);
  const worker = new Worker({
    sources: [failing],
    concurrency: 4,
    leaseSeconds: 60,
    log: createLogger('silent', 'test'),
    metrics: new Metrics(),
    now: () => START,
    random: () => 0.5,
  });
  worker.start();
  await eventually('everything is done but two', async () =>
    (await Things.countDocuments({ 'pending.0': { $exists: true } })) <= 1 ? true : undefined,
  );
  await worker.stop();
  expect(await stored('thing-1')).toMatchObject({
    pending: [],
    dead: [{ kind: 'a', attempts: MAX_ATTEMPTS, lastError: 'not this one', since: START }],
  });
  expect((await stored('thing-2'))?.pending).toEqual([{ kind: 'a', attempts: 0, notBefore: later(3600) }]);
});

test('the word of the province is written by whoever holds the sending, in one write with the end of it; who lost it writes nothing', async () => {
  const held = { ...effect('send', later(60)), owner: 'holds', attempts: 1 };
  const submission: SubmissionRecord = {
    ...{ _id: 'rating-1', number: 'HP-1', level: 5, title: '', regionCodes: [], state: 'sending' },
    ...{ missing: [], attempts: 1, uncertain: true, told: 0, createdAt: START, history: [], trail: [] },
    ...{ pending: [held], dead: [] },
  };
  await SubmissionModel.collection.insertOne(submission as never);
  const read = () => SubmissionModel.findById('rating-1').lean<SubmissionRecord>();
  const accepted = sent('accepted', 'unid-1');
  expect(await keepVerdict(submission, 'lost it', accepted, START)).toBe(false);
  expect(await read()).toEqual(submission);
  expect(await keepVerdict(submission, 'holds', accepted, START)).toBe(true);
  const written = await read();
  expect(written).toMatchObject({ state: 'sent', evaluateUnid: 'unid-1', pending: [effect('audit', START)] });
  expect(written?.trail).toHaveLength(1);
  // Heard again, as after an answer of the database that was lost: written once.
  expect(await keepVerdict(submission, 'holds', accepted, START)).toBe(false);
  expect((await read())?.trail).toHaveLength(1);
});

test('of records stored in one moment one that is taken is refused to whoever gave it, with its key; the others are stored', async () => {
  const [one, two, three] = things(3, []).map((thing, n) => ({ ...thing, number: n === 2 ? 0 : n })) as [
    Thing,
    Thing,
    Thing,
  ];
  const [first, second, third] = await Promise.allSettled(
    [one, two, three].map((thing) => insertBuilt(Things, thing)),
  );
  expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
  const refused = third?.status === 'rejected' ? (third.reason as unknown) : undefined;
  expect(isDuplicateKey(refused, 'number')).toBe(true);
  expect(isDuplicateKey(refused, '_id')).toBe(false);
  expect(await Things.countDocuments()).toBe(2);
  expect(mongoose.connection.readyState).toBe(1);
});
