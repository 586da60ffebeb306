import { SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import {
  answerBy,
  candidatesOf,
  factsOf,
  factTold,
  LEAST_FOR_PERSON,
  listingMoves,
  listingRefusal,
  NO_COUNTS,
  reasonsFor,
  stateAfterMove,
  type ListingCounts,
  type ListingStanding,
} from '@haochaping/shared/domain/listings/index';

// FA-2.4.2-b FA-2.4.2-c 奖惩名单: who the records bring up, what the named side reads of it, and which step is open to whom.

const of = (kind: 'institution' | 'window' | 'staff', counts: Partial<ListingCounts>) => ({
  kind,
  counts: { ...NO_COUNTS, ...counts },
});
const rated = (part: number, whole: number) => ({ satisfied: { part, whole } });

test('praise is for a high share among enough: three of three are nobody’s merit, and surer ones stand first', () => {
  const few = of('staff', rated(3, 3));
  const all = of('staff', rated(40, 40));
  const many = of('institution', rated(990, 1000));
  const middling = of('window', rated(90, 100));
  expect(candidatesOf('praise', [few, all, middling, many])).toEqual([many, all]);
});

test('each fact of the records brings a unit among those asked about, by itself; praise stands beside it and hides nothing', () => {
  for (const id of ['repeated', 'complaints', 'late', 'missing', 'coercion'] as const) {
    const unit = of('institution', { ...rated(990, 1000), [id]: 3 });
    expect(reasonsFor('questions', unit).map((fact) => fact.id)).toEqual([id]);
    expect(candidatesOf('praise', [unit])).toEqual([unit]);
    expect(factsOf(unit).find((fact) => fact.id === id)).toMatchObject({ part: 3 });
  }
  expect(candidatesOf('questions', [of('institution', rated(1000, 1000))])).toEqual([]);
});

test('who does not read reports of coercion is told no number of them, not even none', () => {
  expect(factsOf(of('institution', { coercion: null })).map(({ id }) => id)).not.toContain('coercion');
});

test('of a window or a person nothing is asked before enough were rated, and clocks and coercion are the unit’s', () => {
  const one = (whole: number) =>
    of('window', { ...rated(whole - 3, whole), repeated: 3, late: 2, coercion: 1 });
  expect(reasonsFor('questions', one(LEAST_FOR_PERSON - 1))).toEqual([]);
  expect(reasonsFor('questions', one(LEAST_FOR_PERSON)).map(({ id }) => id)).toEqual(['repeated']);
  expect(factsOf(one(50)).map(({ id }) => id)).toEqual(['satisfied', 'repeated', 'complaints']);
});

test('a clerk is told a number only where it is at most one in five of those who rated', () => {
  const repeated = { id: 'repeated', part: 4, whole: null } as const;
  expect(factTold('staff', repeated, 19)).toBe('3件以上');
  expect(factTold('staff', repeated, 20)).toBe('4件');
  expect(factTold('institution', repeated, 5)).toBe('4件');
  expect(factTold('staff', { ...repeated, id: 'complaints', part: 1 }, 4)).toBe('有');
  expect(factTold('window', { id: 'satisfied', part: 15, whole: 20 }, 20)).toBe('共20条');
  expect(factTold('window', { id: 'satisfied', part: 19, whole: 20 }, 20)).toBe('95.0%（20中19）');
});

const calendar = workCalendar(SEED_YEARS);
const standing = (more: Partial<ListingStanding> = {}): ListingStanding => ({
  state: 'listed',
  answerBy: '2026-10-15',
  answered: false,
  proposal: null,
  ...more,
});
const [named, first, second] = [
  { id: 'clerk', side: 'named' },
  { id: 'first', side: 'office' },
  { id: 'second', side: 'office' },
] as const;
const during = new Date('2026-10-15T15:59:59Z');
const after = new Date('2026-10-15T16:00:00Z');

test('five working days, over the holidays', () => {
  expect(answerBy(new Date('2026-09-30T02:00:00Z'), calendar)).toBe('2026-10-13');
});

test('nothing is decided before the answer came or its days ran out, and nobody answers afterwards', () => {
  expect(listingMoves(standing(), named, during)).toEqual(['answer']);
  expect(listingMoves(standing(), first, during)).toEqual(['take_back']);
  expect(listingRefusal(standing(), 'decide', first, during)).toContain('2026-10-15');
  expect(listingMoves(standing(), named, after)).toEqual([]);
  expect(listingMoves(standing(), first, after)).toEqual(['decide', 'take_back']);
  const answered = standing({ state: 'answered', answered: true });
  expect(listingMoves(answered, named, during)).toEqual([]);
  expect(listingMoves(answered, second, during)).toEqual(['decide', 'take_back']);
});

test('whoever proposed approves nothing; what was approved is taken back by nobody', () => {
  const proposed = standing({
    state: 'proposed',
    answered: true,
    proposal: { decision: 'adopt', by: first.id },
  });
  expect(listingMoves(proposed, first, after)).toEqual(['take_back']);
  expect(listingMoves(proposed, second, after)).toEqual(['approve', 'send_back', 'take_back']);
  expect(listingMoves(proposed, named, after)).toEqual([]);
  expect(stateAfterMove(proposed, 'approve')).toBe('adopted');
  expect(stateAfterMove({ ...proposed, proposal: { decision: 'drop', by: 'x' } }, 'approve')).toBe('dropped');
  expect(stateAfterMove(proposed, 'send_back')).toBe('answered');
  for (const state of ['adopted', 'dropped', 'taken_back'] as const)
    for (const actor of [named, first, second])
      expect(listingMoves(standing({ state }), actor, after)).toEqual([]);
});
