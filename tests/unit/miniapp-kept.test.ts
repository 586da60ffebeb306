import type { Receipt } from '@haochaping/shared/contracts';
import {
  bodyOf,
  hasUnsent,
  levelOf,
  MOST_KEPT,
  ownRatingFor,
  pauseAfter,
  stateOf,
  trimmed,
  withKept,
  type KeptRating,
} from '../../miniapp/src/lib/kept.js';

const receipt = { number: 'HP20261123-7K3Q9M2X', level: 4 } as Receipt;

function kept(
  changes: Partial<KeptRating> = {},
  intakeId = 'a',
  ratedAt = '2026-11-23T01:00:00.000Z',
): KeptRating {
  return {
    intakeId,
    input: { invitation: 'B6UGnyQ9cBQQt5qJ', intakeId, level: 2, ratedAt },
    attempts: 0,
    title: '',
    place: '',
    givenFor: null,
    choices: [],
    details: [],
    receipt: null,
    refusal: null,
    seen: null,
    ...changes,
  };
}

const details = (state: 'waiting' | 'sent' | 'refused') => [
  { detailsId: 'd', options: [], text: '慢', state },
];
const refusal = { code: 'invitation_expired', message: '过期了' };

test('a rating waits until the server has given a receipt or a refusal', () => {
  expect(stateOf(kept())).toBe('waiting');
  expect(stateOf(kept({ receipt }))).toBe('received');
  expect(stateOf(kept({ refusal }))).toBe('refused');
});

test('unsent is what the server still has to hear: the rating, or words about it', () => {
  expect(hasUnsent(kept())).toBe(true);
  expect(hasUnsent(kept({ receipt }))).toBe(false);
  expect(hasUnsent(kept({ receipt, details: details('waiting') }))).toBe(true);
  expect(hasUnsent(kept({ receipt, details: details('sent') }))).toBe(false);
  expect(hasUnsent(kept({ receipt, details: details('refused') }))).toBe(false);
  expect(hasUnsent(kept({ refusal, details: details('waiting') }))).toBe(false);
});

test('the time of the tap travels only with what is sent late; the intake is the same', () => {
  const prompt = kept();
  expect(JSON.parse(JSON.stringify(bodyOf(prompt)))).toEqual({
    invitation: 'B6UGnyQ9cBQQt5qJ',
    intakeId: 'a',
    level: 2,
  });
  expect(bodyOf(kept({ attempts: 1 }))).toEqual(prompt.input);
});

test('the level that counts is the one on the receipt', () => {
  expect(levelOf(kept())).toBe(2);
  expect(levelOf(kept({ receipt }))).toBe(4);
});

test('an invitation finds its own rating, unless that was refused', () => {
  expect(ownRatingFor('B6UGnyQ9cBQQt5qJ', [kept()])?.intakeId).toBe('a');
  expect(ownRatingFor('B6UGnyQ9cBQQt5qJ', [kept({ refusal })])).toBeUndefined();
  expect(ownRatingFor('1111111111111111', [kept()])).toBeUndefined();
});

test('a later version takes the place of the earlier, and the newest rating comes first', () => {
  const older = kept({}, 'a', '2026-11-22T01:00:00.000Z');
  const newer = kept({}, 'b', '2026-11-23T01:00:00.000Z');
  const all = withKept(withKept([], newer), older);
  expect(all.map(({ intakeId }) => intakeId)).toEqual(['b', 'a']);
  const again = withKept(all, { ...older, receipt });
  expect(again.map(({ intakeId, receipt: given }) => [intakeId, given?.number])).toEqual([
    ['b', undefined],
    ['a', receipt.number],
  ]);
});

test('the oldest are forgotten, but never what has not arrived', () => {
  const arrived = Array.from({ length: MOST_KEPT + 5 }, (_, index) => kept({ receipt }, `r${index}`));
  const waiting = kept({}, 'waiting', '2020-01-01T00:00:00.000Z');
  const left = trimmed([...arrived, waiting]);
  expect(left).toHaveLength(MOST_KEPT + 1);
  expect(left.at(-1)).toBe(waiting);
});

test('the pause between attempts grows to a minute and no further', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(pauseAfter)).toEqual([5, 5, 10, 20, 40, 60, 60]);
});
