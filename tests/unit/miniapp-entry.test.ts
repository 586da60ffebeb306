import fc from 'fast-check';
import { entryOf, entryOfText, ratePageOf } from '../../miniapp/src/lib/entry.js';

const TOKEN = 'B6UGnyQ9cBQQt5qJ';
const CODE = 'whMpn7PV';
const BASE58 = [...'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'];
const base58 = (length: number) =>
  fc.array(fc.constantFrom(...BASE58), { minLength: length, maxLength: length }).map((all) => all.join(''));

describe('the rating page knows by what right it was opened', () => {
  test.each([
    ['our own link', { i: TOKEN }],
    ['the scene of a mini-program code', { scene: `i.${TOKEN}` }],
    ['an encoded scene', { scene: encodeURIComponent(`i.${TOKEN}`) }],
    ['the link of a scanned code', { q: encodeURIComponent(`https://pj.example.cn/r/${TOKEN}`) }],
    ['a link with a tail', { q: encodeURIComponent(`https://pj.example.cn/r/${TOKEN}?from=sms#x`) }],
  ])('invitation by %s', (_way, options) => {
    expect(entryOf(options)).toEqual({ kind: 'invitation', token: TOKEN });
  });

  test.each([
    ['our own link', { c: CODE }],
    ['the scene of a mini-program code', { scene: `c.${CODE}` }],
    ['the link of a printed code', { q: encodeURIComponent(`https://pj.example.cn/s/${CODE}`) }],
  ])('printed code by %s', (_way, options) => {
    expect(entryOf(options)).toEqual({ kind: 'static', code: CODE });
  });

  test('nothing given is missing; what cannot be read is malformed', () => {
    expect(entryOf({})).toEqual({ kind: 'missing' });
    expect(entryOf({ i: '' })).toEqual({ kind: 'missing' });
    for (const options of [
      { i: CODE },
      { i: `${TOKEN}x` },
      { i: '0OIl0OIl0OIl0OIl' },
      { c: TOKEN },
      { scene: TOKEN },
      { scene: `x.${TOKEN}` },
      { q: 'https%3A%2F%2Fexample.cn' },
      { q: '%E0%A4%A' },
    ])
      expect(entryOf(options)).toEqual({ kind: 'malformed' });
  });

  test('no option whatever makes it throw', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('i', 'c', 'scene', 'q', 'x'), fc.string()), (options) => {
        expect(['invitation', 'static', 'malformed', 'missing']).toContain(entryOf(options).kind);
      }),
    );
  });
});

describe('what a person pastes, types or scans', () => {
  test.each([
    ['the short link', `https://pj.example.cn/r/${TOKEN}`],
    ['the link without its scheme', `pj.example.cn/r/${TOKEN}`],
    ['a whole message', `【三明政务】您的事项已办结，请评价：https://pj.example.cn/r/${TOKEN} 回复TD退订`],
    ['a message that goes on without a blank', `请点https://pj.example.cn/r/${TOKEN}评价。`],
    ['a sentence that ends after the link', `See https://pj.example.cn/r/${TOKEN}.`],
    ['the address of the page', `https://pj.example.cn/pages/rate/index?i=${TOKEN}`],
    ['the path of a mini-program code', `pages/rate/index?scene=${encodeURIComponent(`i.${TOKEN}`)}`],
    ['a full stop behind the link', `https://pj.example.cn/r/${TOKEN}。`],
    ['a bracket behind the link', `（https://pj.example.cn/r/${TOKEN}）`],
    ['the bare token with a full stop', `${TOKEN}。`],
    ['the bare token', ` ${TOKEN}\n`],
    ['another link before it', `官网 https://www.sm.gov.cn/ 评价请点 https://pj.example.cn/r/${TOKEN}`],
    ['a number before the token', `请拨12345，评价码 ${TOKEN}`],
    ['wide letters', TOKEN.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))],
    ['a sign nobody sees within', `${TOKEN.slice(0, 8)}\u200b${TOKEN.slice(8)}`],
    ['a link in capitals', `HTTPS://PJ.EXAMPLE.CN/R/${TOKEN}`],
    ['a break behind the slash', `https://pj.example.cn/r/\n${TOKEN}`],
    ['the token in groups with dashes', TOKEN.replace(/(.{4})(?=.)/g, '$1-')],
    ['the token in groups', TOKEN.replace(/(.{4})/g, '$1 ')],
  ])('%s leads to the invitation', (_what, text) => {
    expect(entryOfText(text)).toEqual({ kind: 'invitation', token: TOKEN });
  });

  test.each([
    ['the code on the counter', CODE],
    ['its link', `http://127.0.0.1:8080/s/${CODE}`],
  ])('%s leads to the window', (_what, text) => {
    expect(entryOfText(text)).toEqual({ kind: 'static', code: CODE });
  });

  test.each(['您好', 'https://example.cn/', '12345', 'https://pj.example.cn/r/', `/s/${TOKEN}`])(
    '%s is malformed',
    (text) => {
      expect(entryOfText(text)).toEqual({ kind: 'malformed' });
    },
  );

  test('nothing is missing', () => {
    expect(entryOfText('  \n')).toEqual({ kind: 'missing' });
  });

  test('every token and code comes back from the page it leads to', () => {
    fc.assert(
      fc.property(fc.oneof(base58(16), base58(8)), (value) => {
        const entry = entryOfText(value);
        const page = ratePageOf(entry);
        expect(page).toBeDefined();
        expect(entryOfText(`https://pj.example.cn${page}`)).toEqual(entry);
      }),
    );
  });

  test('there is no page for what is malformed or missing', () => {
    expect(ratePageOf({ kind: 'malformed' })).toBeUndefined();
    expect(ratePageOf({ kind: 'missing' })).toBeUndefined();
  });
});
