import { nearness, plain } from '../../server/src/modules/directory/search/match.js';
import { readerOfNames } from '../../server/src/modules/directory/search/signs.js';

// Finding a place by what one types. FA-2.1.1-b.

const read = await readerOfNames();
const near = (typed: string, name: string) => nearness(plain(typed), read(name));

const HALL = '三明市行政服务中心';

test.each([
  ['the whole name', '三明市行政服务中心', 'whole'],
  ['its beginning', '三明市', 'start'],
  ['a part of it', '行政服务', 'inside'],
  ['all first letters', 'smsxzfwzx', 'whole'],
  ['some first letters', 'xzfw', 'inside'],
  ['full pinyin', 'sanmingshi', 'start'],
  ['full pinyin with blanks and capitals', 'San Ming Shi', 'start'],
  ['a syllable still in the typing', 'xingzhengfuw', 'inside'],
  ['another reading of a character', 'hangzheng', 'inside'],
  ['characters and letters mixed', '三明xzfuwu', null],
  ['characters and letters mixed, nothing left out', '三明市xzfuwu', 'start'],
  ['first letters of what one says, with some left out', 'smszwzx', 'loose'],
  ['characters with some left out', '三明服务中心', 'loose'],
  ['first letters with some left out', 'smfwzx', 'loose'],
  ['what is not there', '永安', null],
  ['the wrong order', '中心服务', null],
  ['two letters only, with one left out', 'sz', null],
] as const)('%s', (_, typed, nearest) => {
  expect(near(typed, HALL)).toBe(nearest);
});

test('numbers and letters of a window are found as they stand, in either case and width', () => {
  expect(near('a01', 'A01 综合收件窗口1')).toBe('start');
  expect(near('Ａ０１', 'A01 综合收件窗口1')).toBe('start');
  expect(near('a01zh', 'A01 综合收件窗口1')).toBe('start');
});

test('ü is typed as v or as u', () => {
  expect(near('lvyou', '旅游局')).toBe('start');
  expect(near('luyou', '旅游局')).toBe('start');
});

test('nothing typed finds nothing', () => {
  expect(near('  -，', HALL)).toBeNull();
});

test('a name is searched in far less than a millisecond, however it is typed', () => {
  const names = Array.from({ length: 2000 }, (_, index) =>
    read(`${HALL}办理第${index}号社会保险参保登记事项`),
  );
  const begun = performance.now();
  for (const name of names) nearness('shehuibaoxiancanbaodengjishixiangx', name);
  expect(performance.now() - begun).toBeLessThan(1000);
});
