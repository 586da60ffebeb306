import mongoose from 'mongoose';
import { dayOf, dayPlus, dayStart } from '@haochaping/shared/domain';
import {
  FORMULAS,
  figureOf,
  ratingsIn,
  sumCounts,
  type SubjectKind,
} from '@haochaping/shared/domain/figures/index';
import { disconnectDatabase } from '../../server/src/database.js';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, type CaseRecord } from '../../server/src/modules/cases/index.js';
import { commitImport } from '../../server/src/modules/directory/imports/import.js';
import { listRecords, lookUp } from '../../server/src/modules/directory/service.js';
import { RatingModel, setStanding, type RatingRecord } from '../../server/src/modules/ratings/index.js';
import { directoryNow } from '../../server/src/modules/directory/index.js';
import { countDay, readEntries } from '../../server/src/modules/statistics/index.js';
import { dice } from '../cases/chance.js';
import { importer, table } from '../directory/support.js';
import { besideServer } from '../identity/rights-support.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/*
 * The invented city, with ratings set aside, arrived late, and opened by the veil: every bucket and every figure is what somebody counts
 * who knows nothing of buckets. Its own system: it has a city.
 */

const DAYS = 30;
const today = dayOf(new Date());
const days = Array.from({ length: DAYS + 3 }, (_, back) => dayPlus(today, -DAYS - 2 + back));

let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ worker: false, env: { DEMO_DAYS: String(DAYS) } });
  await besideServer(system);
}, 120_000);
afterAll(async () => {
  await disconnectDatabase();
  await system?.stop();
});

const countAll = async (now: Date) => {
  const calendar = await workCalendarNow();
  for (const day of days) await countDay(day, calendar, now);
};

const all = () => RatingModel.find().lean<RatingRecord[]>();

/** By hand, without buckets: how many of these ratings hold. */
const howMany = async (holds: (rating: RatingRecord) => boolean) => (await all()).filter(holds).length;

const inBook = async (kind: SubjectKind, code?: string) =>
  sumCounts(
    (
      await readEntries({
        book: 'full',
        kind,
        from: days[0]!,
        to: today,
        ...(code ? { codes: [code] } : {}),
      })
    ).map(({ counts }) => counts),
  );

test('every bucket is a recount of the facts, also after standings changed, ratings came late and others were opened', async () => {
  const roll = dice(11);
  const ratings = await all();
  expect(ratings.length).toBeGreaterThan(200);
  const set = ratings.filter(() => roll(12) === 0);
  for (const [place, rating] of set.entries())
    await setStanding(rating._id, {
      standing: place % 2 === 0 ? 'revoked' : 'offset',
      caseId: `case-${place}`,
      caseNumber: `CP-${place}`,
      version: 1,
      at: new Date(),
    });
  // Late: of a day that was counted already; opened: by the veil, some under their name.
  await countAll(new Date());
  const [late] = ratings;
  await RatingModel.collection.insertOne({
    ...late!,
    _id: 'late' as never,
    number: 'late',
    intakeKey: 'late',
    onceKey: 'late',
    ratedAt: new Date(dayStart(days[2]!).getTime() + 36_000_000),
    receivedAt: new Date(),
  });
  const opened = ratings.filter(() => roll(3) === 0).map(({ _id }) => _id);
  const ratedSide = { from: '2026-W40', to: '2026-W41', named: true, shownAt: new Date(0) };
  await RatingModel.updateMany({ _id: { $in: opened } }, { $set: { ratedSide } });
  const now = new Date();
  await countAll(now);

  const facts = await all();
  const city = await inBook('city');
  for (const level of [1, 2, 3, 4, 5]) {
    expect([level, city[`all_${level}`] ?? 0]).toEqual([level, await howMany((one) => one.level === level)]);
    const adopted = (one: RatingRecord) => one.level === level && one.standing === 'adopted';
    expect([level, city[`adopted_${level}`] ?? 0]).toEqual([level, await howMany(adopted)]);
  }
  expect(ratingsIn(city, 'all')).toBe(facts.length);

  const institutions = [...new Set(facts.flatMap(({ institutionCodes }) => institutionCodes))];
  for (const code of institutions) {
    const own = facts.filter(({ institutionCodes }) => institutionCodes.includes(code));
    expect([code, ratingsIn(await inBook('institution', code), 'all')]).toEqual([code, own.length]);
  }
  const ofKind = (kind: string, code: string) =>
    facts.filter(({ attribution }) =>
      attribution.targets.some((one) => one.kind === kind && one.code === code),
    );
  for (const kind of ['item', 'window'] as const)
    for (const code of [
      ...new Set(facts.flatMap(({ attribution }) => attribution.targets.filter((one) => one.kind === kind))),
    ].map((one) => one.code))
      expect([code, ratingsIn(await inBook(kind, code), 'all')]).toEqual([code, ofKind(kind, code).length]);

  // Of a hall everybody is told what was given by its own code and by those of its windows, where they are named.
  const directory = await directoryNow();
  const hallOf = ({ attribution: { scope, targets }, ratedSide }: RatingRecord): string | undefined => {
    const [place] = targets;
    if (scope !== 'place' || !ratedSide?.named || ratedSide.to !== '2026-W41' || !place) return undefined;
    return place.kind === 'window'
      ? directory.lookUp('windows', place.code, now)?.data.hallCode
      : place.kind === 'hall'
        ? place.code
        : undefined;
  };
  const halls = new Map<string, number>();
  for (const code of facts.flatMap((one) => hallOf(one) ?? [])) halls.set(code, (halls.get(code) ?? 0) + 1);
  expect(halls.size).toBeGreaterThan(0);
  const told = new Map<string, number>();
  for (const { code, counts } of await readEntries({
    book: 'shown',
    kind: 'hall',
    from: '2026-10-01',
    to: '2026-10-31',
  }))
    told.set(code, (told.get(code) ?? 0) + ratingsIn(counts, 'all'));
  expect(told).toEqual(halls);

  const shown = await readEntries({ book: 'shown', kind: 'city', from: '2026-10-01', to: '2026-10-31' });
  expect(ratingsIn(sumCounts(shown.map(({ counts }) => counts)), 'all')).toBe(
    facts.filter((one) => one.ratedSide?.to === '2026-W41').length,
  );
});

/** Stands in the first hall of the city. */
const MOVED = '350400-W001';

test('a window that moved counts for the hall it stood in that day, and one that was closed keeps its figures', async () => {
  const moveDay = days[16]!;
  const facts = (await all()).filter(({ attribution: { targets } }) =>
    targets.every(({ kind }) => kind !== 'hall'),
  );
  const at = (code: string) => (rating: RatingRecord) =>
    rating.attribution.targets.some((one) => one.kind === 'window' && one.code === code);
  const manned = (await listRecords('staff', {}, new Date())).items.map(({ data }) => data.windowCode);
  const closedCode = [...new Set(facts.flatMap(({ attribution: { targets } }) => targets))].find(
    ({ kind, code }) => kind === 'window' && code !== MOVED && !manned.includes(code),
  )!.code;
  const [moved, closed] = [facts.filter(at(MOVED)), facts.filter(at(closedCode))];
  const before = moved.filter(({ ratedAt }) => dayOf(ratedAt) <= moveDay);
  expect(before.length).toBeGreaterThan(0);
  const [old, own] = [await inBook('hall', '350400-H01'), await inBook('hall', '350400-H02')];

  // As the directory is told: a line with another hall, a line with a last day.
  const lineOf = async (code: string, hall: string | null, until: string) => {
    const { data } = (await lookUp('windows', code, new Date()))!;
    const serves = data.servesCodes.join('；');
    return `${code},${data.name},${data.number},${hall ?? data.hallCode},${data.institutionCode},${serves},,2019-01-01,${until}`;
  };
  const imported = await commitImport(
    'windows',
    table(
      'windows',
      await lineOf(MOVED, '350400-H02', ''),
      await lineOf(closedCode, null, dayPlus(moveDay, 1)),
    ),
    importer(dayStart(dayPlus(moveDay, 1))),
  );
  expect(imported).toMatchObject({ committed: true, errors: [] });
  await countAll(new Date());

  const after = moved.length - before.length;
  const total = async (hall: string) => ratingsIn(await inBook('hall', hall), 'all');
  expect(await total('350400-H01')).toBe(ratingsIn(old, 'all') - after);
  expect(await total('350400-H02')).toBe(ratingsIn(own, 'all') + after);
  expect(ratingsIn(await inBook('window', closedCode), 'all')).toBe(closed.length);
});

test('figures of handling are those of the cases, and a figure of nothing is none', async () => {
  const cases = await CaseModel.find({ ratingId: { $type: 'string' } }).lean<CaseRecord[]>();
  expect(cases.length).toBeGreaterThan(5);
  const city = await inBook('city');
  expect(city.cases).toBe(cases.length);
  expect(city.replies ?? 0).toBe(cases.flatMap(({ state }) => state.replies).length);
  for (const formula of FORMULAS) {
    const figure = figureOf(city, formula);
    if (formula.unit === 'share') expect(figure.part).toBeLessThanOrEqual(figure.whole);
    expect(figureOf({}, formula)).toMatchObject({ part: 0, whole: 0 });
  }
});

test('the invented city holds questionnaires and feedback too, and what is said there says that nobody said it', async () => {
  expect(await howMany(({ details }) => details.some(({ questionnaire }) => questionnaire))).toBeGreaterThan(
    20,
  );
  const told = await mongoose.connection.collection('feedback').find().toArray();
  const states = told.map(({ standing }) => (standing as { state: string }).state).sort();
  expect(states).toEqual(['answered', 'received', 'received', 'received']);
  expect(told.filter(({ text }) => !String(text).endsWith('（演示）'))).toEqual([]);
});
