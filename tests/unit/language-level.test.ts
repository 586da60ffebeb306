import { aboveLevel } from '../support/language-level.js';

test.each([
  ['a?.b', 'optional chaining'],
  ['a ?? b', 'a default for null'],
  ['a ||= b', 'assignment with a condition'],
  ['class A { b = 1 }', 'a field of a class'],
  ['1_000', 'a number with a separator'],
  ['/(?<=a)b/.test(c)', 'a look-behind'],
  ['/(?<!a)b/.test(c)', 'a negative look-behind'],
  ['a.at(-1)', 'the last of a list'],
  ['a.replaceAll("b", "c")', 'replaceAll'],
  ['Object.fromEntries(a)', 'an object of pairs'],
  ['Promise.allSettled(a)', 'allSettled'],
  ['structuredClone(a)', 'a deep copy'],
  ['new ResizeObserver(a)', 'an observer of sizes'],
])('%s is seen: %s', (code) => {
  expect(aboveLevel(code)).toHaveLength(1);
});

test.each([
  'async function a() { try { await b } catch { c({ ...d }) } }',
  'a.flatMap(b).includes(c)',
  '/(?<name>a)(?=b)\\p{L}/su.exec(c)',
  '"function" == typeof queueMicrotask ? queueMicrotask : void 0',
  'a("(?<=b)")',
  'a.at + a.at.b()',
])('%s is taken', (code) => {
  expect(aboveLevel(code)).toEqual([]);
});
