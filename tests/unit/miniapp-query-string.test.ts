import fc from 'fast-check';
import queryString from '../../miniapp/src/lib/query-string.js';

// What Taro reads from the address of a page, and writes into that of its map.

test('names and values are read, decoded or as they stand', () => {
  expect({ ...queryString.parse('?t=a%20b+c&name=%E8%AF%84&t=d&bare&empty=') }).toEqual({
    t: ['a b c', 'd'],
    name: '评',
    bare: null,
    empty: '',
  });
  expect({ ...queryString.parse('t=a%20b', { decode: false }) }).toEqual({ t: 'a%20b' });
});

test('what is broken is read as it stands, and nothing throws', () => {
  expect({ ...queryString.parse('t=%E8%A&=x&&') }).toEqual({ t: '%E8%A', '': 'x' });
  expect({ ...queryString.parse('') }).toEqual({});
  fc.assert(fc.property(fc.string(), (text) => typeof queryString.parse(text) === 'object'));
});

test('a name of every object is a name like others', () => {
  expect(queryString.parse('constructor=1').constructor).toBe('1');
});

test('what was written is read again', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '__proto__');
  const words = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.dictionary(name, words), (query) => {
      expect({ ...queryString.parse(queryString.stringify(query)) }).toEqual({ ...query });
    }),
  );
  expect(queryString.stringify({ b: ['x', 'y'], a: null, c: 1 })).toBe('b=x,y&c=1');
});
