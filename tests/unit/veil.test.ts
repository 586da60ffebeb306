import fc from 'fast-check';
import {
  decideWeek,
  isLastOfQuarter,
  POSSIBLE_EVALUATORS,
  possibleEvaluators,
  quarterOf,
  shownFrom,
  veilOfRating,
  veilsOfService,
  weekOf,
  weekPlus,
  weekStart,
  wordsPeriod,
  type Attribution,
  type Served,
  type Tile,
  type VeilState,
} from '@haochaping/shared/domain';

/** The veil: descriptions that fit many who were served, disjoint, and decided without a look at the ratings (FA-3.3-c). */
const K = 3;
const start = (next: string): VeilState => ({ next, closed: {}, carried: null });

/** Decides the weeks from a quarter's first one, with everything served known beforehand. */
function decideAll(served: Served[], weeks: number, needed = K, first = '2026-W01'): Tile[][] {
  const tiles: Tile[][] = [];
  let state = start(first);
  for (let n = 0; n < weeks; n++) {
    const decided = decideWeek(
      state,
      served.filter(({ week }) => week <= state.next),
      needed,
    );
    tiles.push(decided.tiles);
    state = decided.state;
  }
  return tiles;
}

let serial = 0;
const service = (group: string, week: string, applicant = `person ${serial}`): Served => ({
  id: `service ${serial++}`,
  group,
  week,
  applicant,
});
const services = (group: string, week: string, count: number) =>
  Array.from({ length: count }, () => service(group, week));

describe('weeks', () => {
  test.each([
    ['2026-W01', '2025-12-28T16:00:00.000Z'],
    ['2026-W48', '2026-11-22T16:00:00.000Z'],
    ['2027-W01', '2027-01-03T16:00:00.000Z'],
  ])('%s begins on its Monday in Shanghai', (week, at) => {
    expect(weekStart(week).toISOString()).toBe(at);
    expect(weekOf(weekStart(week))).toBe(week);
  });

  test('quarters follow each other without a gap, also where a year has 53 weeks', () => {
    let week = '2025-W01';
    for (let n = 0; n < 16; n++) {
      const { from, to } = quarterOf(week);
      expect([quarterOf(from), quarterOf(to)]).toEqual([
        { from, to },
        { from, to },
      ]);
      expect(from).toBe(week);
      week = weekPlus(to, 1);
    }
    expect(quarterOf('2026-W53').to).toBe('2026-W53');
    expect(week).toBe('2029-W01');
  });
});

describe('possible evaluators', () => {
  test('are as many as were served, when each was served once', () => {
    expect(possibleEvaluators(services('a', '2026-W01', 7))).toBe(7);
    expect(possibleEvaluators([])).toBe(0);
  });

  test('are few when one applicant was served most of the time, and the same service counts once', () => {
    const agency = Array.from({ length: 90 }, () => service('a', '2026-W01', 'agency'));
    expect(possibleEvaluators([...agency, ...services('a', '2026-W01', 10)])).toBeCloseTo(100 / 90);
    expect(possibleEvaluators([...agency, ...agency])).toBe(1);
  });
});

describe('tiles', () => {
  test('a busy item is shown week by week, a quiet one over as many weeks as it needs', () => {
    const served = ['2026-W01', '2026-W02', '2026-W03', '2026-W04'].flatMap((week) => [
      ...services('busy', week, 5),
      ...services('quiet', week, 1),
    ]);
    const [, second, third, fourth] = decideAll(served, 4);
    expect(second).toEqual([{ group: 'busy', from: '2026-W02', to: '2026-W02' }]);
    expect(third).toContainEqual({ group: 'quiet', from: '2026-W01', to: '2026-W03' });
    expect(fourth).toHaveLength(1);
  });

  test('what is too rare for a quarter gives way to its unit, and names no item', () => {
    const served = ['a', 'b', 'c'].flatMap((group) => services(group, '2026-W05', 1));
    const tiles = decideAll(served, 13);
    expect(tiles.slice(0, 12).flat()).toEqual([]);
    expect(tiles[12]).toEqual([{ group: null, from: '2026-W01', to: '2026-W13' }]);
  });

  test('a unit that served too few in a quarter waits, and shows both quarters as one', () => {
    const served = [...services('a', '2026-W05', 2), ...services('b', '2026-W20', 1)];
    const tiles = decideAll(served, 26);
    expect(tiles[12]).toEqual([]);
    expect(tiles[25]).toEqual([{ group: null, from: '2026-W01', to: '2026-W26' }]);
  });

  test('one rare item is not hidden among the busy ones, which are shown by name', () => {
    const served = [...services('busy', '2026-W13', 50), ...services('rare', '2026-W05', 1)];
    expect(decideAll(served, 13)[12]).toEqual([{ group: 'busy', from: '2026-W01', to: '2026-W13' }]);
  });

  const anyServices = fc.array(
    fc.record({
      group: fc.constantFrom('a', 'b', 'c', 'd'),
      week: fc.integer({ min: 0, max: 51 }).map((n) => weekPlus('2026-W01', n)),
      applicant: fc.integer({ min: 0, max: 12 }).map(String),
    }),
    { maxLength: 150 },
  );

  test('whatever was served: tiles of a group are disjoint, and each fits enough possible evaluators', () => {
    fc.assert(
      fc.property(anyServices, (drawn) => {
        const served = drawn.map((one, index) => ({ ...one, id: String(index) }));
        const tiles = decideAll(served, 53).flat();
        const named = tiles.filter(({ group }) => group !== null);
        const covers = (tile: Tile, one: Served) =>
          (tile.group === null || tile.group === one.group) && one.week >= tile.from && one.week <= tile.to;
        for (const tile of named) {
          expect(possibleEvaluators(served.filter((one) => covers(tile, one)))).toBeGreaterThanOrEqual(K);
          const overlapping = named.filter(
            (other) => other.group === tile.group && other.from <= tile.to && other.to >= tile.from,
          );
          expect(overlapping).toEqual([tile]);
        }
        const unnamed = tiles.filter(({ group }) => group === null);
        for (const [index, tile] of unnamed.entries()) {
          const left = served.filter(
            (one) => covers(tile, one) && !named.some((other) => covers(other, one)),
          );
          expect(possibleEvaluators(left)).toBeGreaterThanOrEqual(K);
          expect(isLastOfQuarter(tile.to)).toBe(true);
          if (index > 0) expect(tile.from > (unnamed[index - 1] as Tile).to).toBe(true);
        }
      }),
    );
  });
});

test('later words come after their quarter; words of the same period with the rating', () => {
  const tile = { from: '2026-W10', to: '2026-W12', named: true };
  expect(wordsPeriod('2026-W12', tile)).toEqual({ from: '2026-W10', to: '2026-W12' });
  expect(wordsPeriod('2026-W13', tile)).toEqual({ from: '2026-W01', to: '2026-W13' });
  expect(shownFrom('2026-W13', 7)).toEqual(weekStart('2026-W15'));
});

test('a rating is looked for where its service was counted, whether it came by invitation or by a printed code', () => {
  const target = (kind: 'institution' | 'item' | 'window' | 'staff' | 'hall', code: string) => ({
    kind,
    code,
    name: code,
    institutionCode: kind === 'hall' ? 'Z' : 'A',
    regionCode: '350400',
  });
  const event: Attribution = {
    scope: 'event',
    targets: [target('institution', 'A'), target('item', 'X'), target('window', 'W'), target('staff', 'S')],
  };
  const counted = veilsOfService(event, target('hall', 'H'));
  expect(counted).toContainEqual(veilOfRating(event));
  for (const place of [target('window', 'W'), target('hall', 'H'), target('item', 'X')])
    expect(counted).toContainEqual(veilOfRating({ scope: 'place', targets: [place] }));
  expect(counted.some(({ group }) => group.includes('staff'))).toBe(false);
  expect(POSSIBLE_EVALUATORS).toBeGreaterThanOrEqual(5);
});
