import { neededFor, neededInWords, type RatingInNeed } from '@haochaping/shared/domain';

const now = new Date('2026-11-25T02:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const good: RatingInNeed = { level: 5, standing: 'adopted', ratedAt: daysAgo(1), forwarded: true };
const poor: RatingInNeed = { ...good, level: 1 };

test.each<[string, RatingInNeed, string[]]>([
  ['a good rating the province has', good, []],
  [
    'a good one it does not have, however old',
    { ...good, forwarded: false, ratedAt: daysAgo(900) },
    ['forwarding'],
  ],
  ['a poor one in hand', poor, ['call_back']],
  ['a poor one on its last day', { ...poor, ratedAt: daysAgo(59.9) }, ['call_back']],
  ['a poor one nobody may look behind any more', { ...poor, ratedAt: daysAgo(60) }, []],
  ['a poor one that was set aside', { ...poor, standing: 'revoked' }, []],
  ['a poor one whose author is satisfied', { ...poor, standing: 'offset' }, []],
  ['a poor one in hand and not sent', { ...poor, level: 2, forwarded: false }, ['forwarding', 'call_back']],
])('%s', (_, rating, needs) => {
  expect(neededFor(rating, 60, now)).toEqual(needs);
});

test('a person is told how many of which, and nothing where nothing is left', () => {
  expect(neededInWords([['forwarding'], ['forwarding', 'call_back'], []], 60)).toEqual([
    '有 2 条评价还没有送到省“好差评”系统',
    '有 1 条差评还在回访期限内（60 天）',
  ]);
  expect(neededInWords([[], []], 60)).toEqual([]);
});
