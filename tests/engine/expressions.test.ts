import { type Connection, mongo } from 'mongoose';
import { close, collectionOf, type Collection, type Doc, failure, openDatabase } from './server.js';

let db: Connection;
let one: Collection;
beforeAll(async () => {
  db = await openDatabase();
  one = await collectionOf(db, [{ _id: 1 }]);
});
afterAll(() => close(db));

/** What an expression gives for a document. */
async function value(expression: unknown, doc: Doc = {}): Promise<unknown> {
  const [result] = await one
    .aggregate<Doc>([{ $replaceWith: { $literal: doc } }, { $project: { _id: 0, v: expression } }])
    .toArray();
  return result?.v;
}

async function expectValues(cases: [expression: unknown, value: unknown][], doc: Doc = {}): Promise<void> {
  for (const [expression, expected] of cases)
    expect({ expression, value: await value(expression, doc) }).toEqual({ expression, value: expected });
}

const date = (text: string): Date => new Date(text);

describe('dates in time zones', () => {
  const d = date('2026-02-28T16:30:15.123Z'); // the first of March, half past midnight, in Shanghai

  test('$dateTrunc (manual: "$dateTrunc")', () =>
    expectValues([
      [{ $dateTrunc: { date: '$d', unit: 'day', timezone: 'Asia/Shanghai' } }, date('2026-02-28T16:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'month', timezone: 'Asia/Shanghai' } }, date('2026-02-28T16:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'month' } }, date('2026-02-01T00:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'year', timezone: '+08:00' } }, date('2025-12-31T16:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'quarter' } }, date('2026-01-01T00:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'hour', binSize: 2 } }, date('2026-02-28T16:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'week' } }, date('2026-02-22T00:00:00Z')],
      [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'Monday', timezone: 'Asia/Shanghai' } }, date('2026-02-22T16:00:00Z')],
      [{ $dateTrunc: { date: '$none', unit: 'day' } }, null],
    ], { d })); // prettier-ignore

  test('the example of the manual page of $dateTrunc: two-week bins from Monday', () =>
    expectValues([
      [{ $dateTrunc: { date: '$d', unit: 'week', binSize: 2, timezone: 'America/Los_Angeles', startOfWeek: 'Monday' } }, date('2020-05-11T07:00:00Z')],
    ], { d: date('2020-05-18T14:10:30Z') })); // prettier-ignore

  test('$dateToString (manual: "$dateToString")', () =>
    expectValues([
      [{ $dateToString: { date: '$d', timezone: 'Asia/Shanghai' } }, '2026-03-01T00:30:15.123'],
      [{ $dateToString: { date: '$d' } }, '2026-02-28T16:30:15.123Z'],
      [{ $dateToString: { date: '$d', format: '%Y%m%d %H:%M:%S.%L %j %u %w %z %%', timezone: '+0800' } }, '20260301 00:30:15.123 060 7 1 +0800 %'],
      [{ $dateToString: { date: '$d', format: '%G-W%V' } }, '2026-W09'],
      [{ $dateToString: { date: '$none', onNull: 'no date' } }, 'no date'],
      [{ $dateToString: { date: '$none' } }, null],
    ], { d })); // prettier-ignore

  test('parts of a date (manual: "Date Expression Operators")', () =>
    expectValues([
      [{ $year: '$d' }, 2026],
      [{ $month: { date: '$d', timezone: 'Asia/Shanghai' } }, 3],
      [{ $dayOfMonth: '$d' }, 28],
      [{ $hour: { date: '$d', timezone: 'Asia/Shanghai' } }, 0],
      [{ $minute: '$d' }, 30],
      [{ $dayOfWeek: '$d' }, 7],
      [{ $isoDayOfWeek: { date: '$d', timezone: '+08' } }, 7],
      [{ $dayOfYear: '$d' }, 59],
      [{ $isoWeek: '$d' }, 9],
      [{ $isoWeekYear: '$d' }, 2026],
      [{ $millisecond: '$d' }, 123],
      [{ $dateToParts: { date: '$d', timezone: 'Asia/Shanghai' } }, { year: 2026, month: 3, day: 1, hour: 0, minute: 30, second: 15, millisecond: 123 }],
      [{ $dateFromParts: { year: 2026, month: 3, day: 1, timezone: 'Asia/Shanghai' } }, date('2026-02-28T16:00:00Z')],
      [{ $dateFromParts: { year: 2026, month: 14, day: 1 } }, date('2027-02-01T00:00:00Z')],
      [{ $year: '$none' }, null],
    ], { d })); // prettier-ignore

  test('$dateAdd, $dateSubtract, $dateDiff (their manual pages)', () =>
    expectValues([
      [{ $dateAdd: { startDate: date('2026-01-31T12:00:00Z'), unit: 'month', amount: 1 } }, date('2026-02-28T12:00:00Z')],
      [{ $dateAdd: { startDate: '$d', unit: 'day', amount: 3 } }, date('2026-03-03T16:30:15.123Z')],
      [{ $dateSubtract: { startDate: '$d', unit: 'hour', amount: 24 } }, date('2026-02-27T16:30:15.123Z')],
      [{ $dateDiff: { startDate: '$d', endDate: date('2026-03-01T15:00:00Z'), unit: 'day' } }, 1],
      [{ $dateDiff: { startDate: '$d', endDate: date('2026-03-01T15:00:00Z'), unit: 'day', timezone: 'Asia/Shanghai' } }, 0],
      [{ $dateDiff: { startDate: date('2025-12-31T23:59:59Z'), endDate: date('2026-01-01T00:00:00Z'), unit: 'year' } }, 1],
      [{ $dateDiff: { startDate: date('2026-01-03T00:00:00Z'), endDate: date('2026-01-04T00:00:00Z'), unit: 'week' } }, 1],
      [{ $subtract: [date('2026-01-02T00:00:00Z'), date('2026-01-01T00:00:00Z')] }, 86_400_000],
      [{ $add: [date('2026-01-01T00:00:00Z'), 1000] }, date('2026-01-01T00:00:01Z')],
    ], { d })); // prettier-ignore
});

describe('conversion', () => {
  test('to and from strings, numbers, dates, ObjectIds (manual: "$convert")', () =>
    expectValues([
      [{ $toString: '$id' }, '65f000000000000000000001'],
      [{ $toObjectId: '65f000000000000000000001' }, new mongo.ObjectId('65f000000000000000000001')],
      [{ $toInt: '42' }, 42],
      [{ $toInt: 1.9 }, 1],
      [{ $toDouble: '1.5e3' }, 1500],
      [{ $toBool: 'false' }, true],
      [{ $toBool: 0 }, false],
      [{ $toDate: '2026-01-01T00:00:00+08:00' }, date('2025-12-31T16:00:00Z')],
      [{ $toDate: 0 }, date('1970-01-01T00:00:00Z')],
      [{ $toDate: '$id' }, new Date(0x65f00000 * 1000)],
      [{ $toString: date('2026-01-01T00:00:00Z') }, '2026-01-01T00:00:00.000Z'],
      [{ $convert: { input: 'x', to: 'int', onError: 'bad', onNull: 'none' } }, 'bad'],
      [{ $convert: { input: null, to: 'int', onNull: 'none' } }, 'none'],
      [{ $dateFromString: { dateString: '2026-03-01T00:00:00', timezone: 'Asia/Shanghai' } }, date('2026-02-28T16:00:00Z')],
      [{ $type: '$id' }, 'objectId'],
      [{ $type: '$none' }, 'missing'],
    ], { id: new mongo.ObjectId('65f000000000000000000001') })); // prettier-ignore

  test('what cannot be converted is ConversionFailure (241)', async () => {
    for (const expression of [
      { $toInt: '1.5' },
      { $toObjectId: 'x' },
      { $toInt: 'abc' },
      { $toDate: 'yesterday' },
      { $toInt: 3e9 },
    ])
      expect(await failure(value(expression))).toMatchObject({ code: 241 });
  });

  test('text that looks like a field is only text', () =>
    expectValues([[{ $toString: '$t' }, '$secret'], [{ $concat: ['$t', '!'] }, '$secret!'], [{ $cond: [true, '$t', 0] }, '$secret']], { t: '$secret', secret: 1 })); // prettier-ignore
});

describe('arithmetic', () => {
  test('numbers (manual: "Arithmetic Expression Operators")', () =>
    expectValues([
      [{ $add: [1, 2, 3.5] }, 6.5],
      [{ $add: [1, null] }, null],
      [{ $divide: [7, 2] }, 3.5],
      [{ $mod: [-7, 3] }, -1],
      [{ $round: [2.5] }, 2],
      [{ $round: [3.5] }, 4],
      [{ $round: [2.345, 2] }, 2.34],
      [{ $round: [-1.255, 1] }, -1.3],
      [{ $round: [1234, -2] }, 1200],
      [{ $trunc: [7.85, 1] }, 7.8],
      [{ $abs: -3 }, 3],
      [{ $ceil: 1.2 }, 2],
      [{ $floor: -1.2 }, -2],
      [{ $pow: [2, 10] }, 1024],
      [{ $sqrt: 25 }, 5],
      [{ $max: ['$l'] }, 9],
      [{ $avg: '$l' }, 5],
      [{ $sum: ['$a', '$b', 'text'] }, 3],
    ], { l: [1, 5, 9], a: 1, b: 2 })); // prettier-ignore

  test('64-bit integers and decimals are exact, or refused by name', async () => {
    const { Long, Decimal128 } = mongo;
    const big = await value({ $toString: { $add: [Long.fromString('9007199254740993'), 2] } });
    expect(big).toBe('9007199254740995');
    expect(await value({ $toString: { $multiply: [Decimal128.fromString('0.1'), 3] } })).toBe('0.3');
    expect(await failure(value({ $divide: [Decimal128.fromString('1'), 3] }))).toMatchObject({ code: 238 });
    expect(await failure(value({ $divide: [1, 0] }))).toHaveProperty('code');
    expect(await failure(value({ $add: ['a', 1] }))).toMatchObject({ code: 14 });
  });
});

describe('comparison, logic, arrays, sets, strings', () => {
  test('comparison over types; missing and null differ (manual: "$eq", "$cmp")', () =>
    expectValues([
      [{ $eq: ['$a', 1] }, true],
      [{ $eq: [{ a: 1 }, { a: 1 }] }, true],
      [{ $eq: ['$none', null] }, false],
      [{ $eq: ['$none', '$gone'] }, true],
      [{ $gt: ['a', 1] }, true],
      [{ $lt: [null, 0] }, true],
      [{ $cmp: [1, 2] }, -1],
      [{ $in: ['$a', [3, 1]] }, true],
      [{ $and: [1, 'x', true] }, true],
      [{ $or: [0, null] }, false],
      [{ $not: ['$none'] }, true],
      [{ $ifNull: ['$none', '$null', 'd'] }, 'd'],
      [{ $switch: { branches: [{ case: { $gt: ['$a', 5] }, then: 'big' }], default: 'small' } }, 'small'],
    ], { a: 1, null: null })); // prettier-ignore

  test('arrays (manual: "Array Expression Operators")', () =>
    expectValues([
      [{ $map: { input: '$l', as: 'x', in: { $add: ['$$x', 1] } } }, [3, 2, 4]],
      [{ $filter: { input: '$l', cond: { $gte: ['$$this', 2] } } }, [2, 3]],
      [{ $reduce: { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
      [{ $arrayElemAt: ['$l', -1] }, 3],
      [{ $first: '$l' }, 2],
      [{ $last: '$l' }, 3],
      [{ $size: '$l' }, 3],
      [{ $slice: ['$l', 1, 5] }, [1, 3]],
      [{ $slice: ['$l', -2] }, [1, 3]],
      [{ $concatArrays: ['$l', [9]] }, [2, 1, 3, 9]],
      [{ $reverseArray: '$l' }, [3, 1, 2]],
      [{ $indexOfArray: ['$l', 1] }, 1],
      [{ $sortArray: { input: '$l', sortBy: -1 } }, [3, 2, 1]],
      [{ $range: [0, 10, 4] }, [0, 4, 8]],
      [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
      [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
      [{ $mergeObjects: [{ a: 1 }, null, { b: 2 }] }, { a: 1, b: 2 }],
      [{ $isArray: '$l' }, true],
      ['$d.k', [1, 2]],
      [{ $setIntersection: [[1, 2, 2], [2, 3]] }, [2]],
      [{ $setIsSubset: [[1], [1, 2]] }, true],
      [{ $let: { vars: { x: 2 }, in: { $multiply: ['$$x', 3] } } }, 6],
    ], { l: [2, 1, 3], d: [{ k: 1 }, {}, { k: 2 }] })); // prettier-ignore

  test('$size of what is no array is an error (manual: "$size (aggregation)")', async () => {
    expect(await failure(value({ $size: '$none' }))).toMatchObject({ code: 17124 });
  });

  test('strings (manual: "String Expression Operators")', () =>
    expectValues([
      [{ $concat: ['三', '明'] }, '三明'],
      [{ $concat: ['a', null] }, null],
      [{ $toUpper: 'abc' }, 'ABC'],
      [{ $toLower: null }, ''],
      [{ $substrCP: ['三明市', 1, 2] }, '明市'],
      [{ $strLenCP: '三明' }, 2],
      [{ $split: ['a-b', '-'] }, ['a', 'b']],
      [{ $trim: { input: ' x ' } }, 'x'],
      [{ $regexMatch: { input: 'Straße', regex: /^str/i } }, true],
      [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: '' } }, 'abc'],
      [{ $strcasecmp: ['A', 'a'] }, 0],
    ])); // prettier-ignore
});
