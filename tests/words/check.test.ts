import mongoose from 'mongoose';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { RatingModel, type RatingRecord } from '../../server/src/modules/ratings/model.js';
import { textChecker, type TextCheck } from '../../server/src/modules/ratings/texts/moderation.js';
import { loadWordLists } from '../../server/src/word-lists.js';
import { listedWord, parseWordList, reviewed, reviewsAllowed, textStateOf } from '@haochaping/shared/domain';
import { freshMongoUri } from '../support/system.js';
import { ORDINARY } from '../unit/self-identifying.table.js';

const now = new Date('2026-11-25T01:00:00Z');
let next = 0;

/** A rating with one text, as far as the check looks at it. */
async function ratingWith(text: string, moderation: object[] = []): Promise<RatingRecord> {
  const id = `check-${++next}`;
  await RatingModel.collection.insertOne({
    _id: id as never,
    number: id,
    intakeKey: id,
    evaluatorId: 'someone',
    details: [{ id: 'd', at: now, options: [], text, moderation, textState: null, checkedAt: null }],
    trail: [],
    pending: [],
    dead: [],
  });
  return (await RatingModel.findById(id).lean<RatingRecord>())!;
}
const after = async ({ _id }: RatingRecord) =>
  (await RatingModel.findById(_id).lean<RatingRecord>())!.details[0]!;
const saying =
  (verdict: Awaited<ReturnType<TextCheck>>): TextCheck =>
  () =>
    Promise.resolve(verdict);

beforeAll(async () => {
  await connectDatabase(freshMongoUri());
  await buildIndexes();
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await disconnectDatabase();
});

test('what the peer finds fault with waits for a person; what it passes is shown, and neither is asked twice', async () => {
  const asked: string[] = [];
  for (const [verdict, state] of [
    ['pass', null],
    ['unknown', null],
    ['review', 'waiting'],
    ['risk', 'waiting'],
  ] as const) {
    const rating = await ratingWith(verdict);
    const check: TextCheck = (who, text) => {
      asked.push(`${who} ${text}`);
      return Promise.resolve(verdict);
    };
    expect(await textChecker(check)(rating, now)).toBe('done');
    const fact = await after(rating);
    expect(fact).toMatchObject({ text: verdict, textState: state, checkedAt: now });
    expect(fact.moderation).toHaveLength(state ? 1 : 0);
    await textChecker(check)((await RatingModel.findById(rating._id).lean<RatingRecord>())!, now);
  }
  expect(asked).toEqual(['someone pass', 'someone unknown', 'someone review', 'someone risk']);
});

test('a peer that fails leaves the text as it was, and is asked again', async () => {
  const rating = await ratingWith('一句话');
  const broken: TextCheck = () => Promise.reject(new Error('down'));
  await expect(textChecker(broken)(rating, now)).rejects.toThrow('down');
  expect(await after(rating)).toMatchObject({ textState: null, checkedAt: null });
  await textChecker(saying('review'))(rating, now);
  expect(await after(rating)).toMatchObject({ textState: 'waiting' });
});

test('a person is not overruled, and a judgement made in between is not lost', async () => {
  const cleared = { state: 'cleared', by: 'account-1', category: 'insult', at: now, reason: '气话' };
  const judged = await ratingWith('一句话', [cleared]);
  await textChecker(saying('risk'))(judged, now);
  expect((await after(judged)).moderation).toEqual([cleared]);

  const rating = await ratingWith('一句话');
  const check: TextCheck = async () => {
    await RatingModel.updateOne(
      { _id: rating._id, 'details.id': 'd' },
      { $push: { 'details.$.moderation': cleared } },
    );
    return 'risk';
  };
  await textChecker(check)(rating, now);
  expect((await after(rating)).moderation).toEqual([cleared]);
});

test('without a peer nothing is asked', async () => {
  const rating = await ratingWith('一句话');
  expect(await textChecker(null)(rating, now)).toBe('done');
  expect(await after(rating)).toMatchObject({ checkedAt: null });
});

test('the lists find their words through spaces, marks, width and case, and leave ordinary complaints alone', () => {
  const lists = loadWordLists();
  expect([...lists.keys()].sort()).toEqual(['advert', 'illegal', 'insult', 'threat']);
  for (const [category, words] of lists)
    for (const word of words) {
      const apart = [...word].join(' *，');
      expect({ word, found: listedWord(lists, `窗口${apart}。`) !== undefined }).toEqual({
        word,
        found: true,
      });
      expect(words.length).toBeGreaterThan(5);
      expect(category).toMatch(/^[a-z]+$/);
    }
  for (const text of ORDINARY)
    expect({ text, found: listedWord(lists, text) }).toEqual({ text, found: undefined });
  expect(listedWord(lists, 'ＤＡＩ代 开 发 票')).toEqual({ category: 'advert', word: '代开发票' });
});

test('a list refuses a word that stands in ordinary sentences', () => {
  expect(parseWordList('# 说明\n\n两字 # 为什么\n')).toEqual(['两字']);
  expect(() => parseWordList('两字\n死')).toThrow('line 2');
});

test('a decision leads where it says, an undone one back to waiting, and nothing is decided that was never in question', () => {
  const flagged = { state: 'flagged', by: 'local', category: 'insult', at: now, reason: '' } as const;
  const by = { accountId: 'a', reason: '理由', at: now };
  expect(reviewsAllowed([])).toEqual([]);
  expect(reviewed([], 'hide', by)).toBeUndefined();
  expect(reviewed([flagged], 'undo', by)).toBeUndefined();
  const shown = [flagged, reviewed([flagged], 'show', by)!];
  expect([textStateOf(shown), reviewsAllowed(shown)]).toEqual(['shown', ['hide', 'undo']]);
  expect(textStateOf([...shown, reviewed(shown, 'undo', by)!])).toBe('waiting');
  expect(textStateOf([...shown, reviewed(shown, 'hide', by)!])).toBe('hidden');
  expect(textStateOf([{ ...flagged, state: 'hidden', by: 'wechat' }])).toBe('waiting');
});
