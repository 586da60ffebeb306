import { saidCounters, sorePointsOf, sumCounts, type Counts } from '@haochaping/shared/domain/figures/index';
import { wordsIn } from '../../server/src/modules/statistics/words.js';

const answer = (choice: string) => ({ version: 'v1', question: 'materials', choice });
const given = (choice: string, poor: boolean, words: string[] = []): Counts => ({
  ...Object.fromEntries(saidCounters([answer(choice)], words, poor).map((name) => [name, 1])),
  [`adopted_${poor ? 1 : 5}`]: 1,
});
const many = (count: number, one: Counts): Counts[] => Array.from({ length: count }, () => one);
const item = (code: string, name: string, now: Counts[]) => ({
  code,
  name,
  now: sumCounts(now),
  before: {},
});

test('an answer is a sore point where the unsatisfied choose it twice as often as others, whatever it says', () => {
  const others = item('b', '落户', [...many(15, given('few', false)), ...many(5, given('many', false))]);
  const sore = item('a', '开餐馆', [...many(4, given('many', true)), ...many(3, given('few', true))]);
  // 4 of 7 against 5 of 20; “few” with 3 of 7 against 15 of 20 says nothing.
  expect(
    sorePointsOf([sore, others], sumCounts([sore.now, others.now])).map(({ reasonCode, count }) => [
      reasonCode,
      count,
    ]),
  ).toEqual([['answer:v1:materials:many', 4]]);
  // Nobody to compare with: nothing is called a reason.
  expect(sorePointsOf([sore], sore.now)).toEqual([]);
});

test('a word of three unsatisfied is a sore point, but not one of the name of the item', () => {
  const said = many(3, given('few', true, ['餐馆', '排队']));
  expect(sorePointsOf([item('a', '开餐馆', said)], {}).map(({ reasonCode }) => reasonCode)).toEqual([
    'word:排队',
  ]);
});

test('words are what may say why: no names, no numbers, nothing said of every service', () => {
  const at = new Date('2026-10-12T02:00:00Z');
  const hall = { data: { name: '沙县区市民之家' } };
  const directory = { regions: [], standing: (kind: string) => (kind === 'halls' ? [hall] : []) };
  const words = wordsIn(
    ['在沙县区市民之家办事取号要两个小时，取号机坏了，林志强态度差，材料要复印三次。', ''],
    directory as never,
    at,
  );
  expect(words).toEqual(expect.arrayContaining(['取号', '态度', '材料', '复印']));
  expect(words.filter((word) => /沙县|市民|之家|林|志强|小时|办事|三次/.test(word))).toEqual([]);
  expect(words.filter((word) => word === '取号')).toHaveLength(1);
});
