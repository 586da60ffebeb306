import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { firstUnencodable } from '../../../server/src/modules/forwarding/fujian/charset.js';
import { SIGNS } from './people.js';
import { formsOf, marksIn } from './search.js';

// The search must find what it looks for, in every writing, wherever it stands; else the canary could not fall silent.

const mark = { name: 'someone.name', value: '欧阳霁岚秋' };
const forms = formsOf(mark);
const found = (bytes: Buffer | string) =>
  marksIn(Buffer.from(bytes as string), forms).map(({ form }) => form);

test('finds a name in every writing, in the middle of other bytes', () => {
  const { value } = mark;
  expect(found(`{"msg":"说给${value}听"}`)).toContain('utf8');
  expect(found(iconv.encode(`<name>${value}</name>`, 'gbk'))).toContain('gbk');
  expect(found(Buffer.from(`x${value}`, 'utf16le'))).toContain('utf-16le');
  expect(found(`/search?name=${encodeURIComponent(value)}`)).toContain('percent');
  expect(found(Buffer.from(value).toString('hex'))).toContain('hex');
  expect(found(`{"n":"\\u6b27\\u9633\\u9701\\u5c9a\\u79cb"}`)).toContain('json');
  for (const before of ['', 'a', 'ab', 'abc', 'abcd'])
    expect(found(Buffer.from(`${before}${value}后面`).toString('base64')).join()).toContain('base64');
});

test('finds a telephone number in base64 wherever it begins, and nothing where it is not', () => {
  const phone = formsOf({ name: 'someone.phone', value: '13912345678' });
  for (const before of ['', 'a', 'ab', 'abc'])
    expect(marksIn(Buffer.from(Buffer.from(`${before}13912345678z`).toString('base64')), phone)).not.toEqual(
      [],
    );
  expect(marksIn(Buffer.from('139****5678 13912345679'), phone)).toEqual([]);
  expect(found(gzipSync('nothing of the kind'))).toEqual([]);
});

test('the marks can travel to the province: a rating with any other character would be parked on the way', () => {
  expect(firstUnencodable(SIGNS, 'gb2312')).toBeNull();
});
