import fc from 'fast-check';
import {
  isAutomaticMail,
  isGarbled,
  MOST_MAIL_WORDS,
  wordsOfMail,
  type MailHeaders,
} from '@haochaping/shared/domain/mail';

// Which mails people wrote, and which of their words are kept. FA-2.2.3-a.

const OWN = { address: 'yijian@sanming.example', host: 'haochaping.sanming.example' };
const headersOf = (told: Record<string, string>): MailHeaders => new Map(Object.entries(told));
const isAutomatic = (told: Record<string, string>, from: string | null = 'a@mail.example') =>
  isAutomaticMail(headersOf(told), from, OWN);

test.each<[string, Record<string, string>]>([
  ['an answer out of office', { 'auto-submitted': 'auto-replied; owner-email="a@b"' }],
  ['whatever is submitted by a program', { 'auto-submitted': 'Auto-Generated (by cron)' }],
  ['a list', { precedence: 'List' }],
  ['bulk', { precedence: ' bulk ' }],
  ['junk', { precedence: 'junk' }],
  ['what wants no answer by machines', { 'x-auto-response-suppress': 'DR, OOF' }],
  ['what leads back nowhere', { 'return-path': ' < > ' }],
  ['a report', { 'content-type': 'multipart/report; report-type=delivery-status' }],
  ['our own', { 'message-id': '<1@HAOCHAPING.sanming.example>' }],
])('%s is a machine’s', (_, told) => {
  expect(isAutomatic(told)).toBe(true);
});

test.each(['MAILER-DAEMON@mail.example', 'postmaster@mail.example', 'Yijian@Sanming.example'])(
  'from %s it is a machine’s',
  (from) => expect(isAutomatic({}, from)).toBe(true),
);

test('a person’s mail is a person’s, whatever else its programs write into it', () => {
  const told = {
    'auto-submitted': 'no',
    precedence: 'first-class',
    'x-auto-response-suppress': 'None',
    'return-path': '<a@mail.example>',
    'content-type': 'multipart/alternative',
    'message-id': '<1@mail.example>',
  };
  expect(isAutomatic(told)).toBe(false);
  expect(isAutomatic({}, null)).toBe(false);
  const marks = ['auto-submitted', 'precedence', 'x-auto-response-suppress', 'return-path', 'content-type'];
  const name = fc.string({ minLength: 1 }).filter((one) => ![...marks, 'message-id'].includes(one));
  fc.assert(
    fc.property(fc.dictionary(name, fc.string()), (others) => isAutomatic({ ...others, ...told }) === false),
  );
});

test('one sign of a machine is enough, in capitals and with remarks behind it', () => {
  const remark = fc.constantFrom('', ';x=1', ' (why)', '  ');
  const sign = fc.constantFrom(
    ['auto-submitted', 'auto-notified'],
    ['precedence', 'bulk'],
    ['x-auto-response-suppress', 'all'],
  );
  fc.assert(
    fc.property(sign, remark, fc.boolean(), ([name = '', value = ''], behind, loud) =>
      isAutomatic({ [name]: `${loud ? value.toUpperCase() : value}${behind}` }),
    ),
  );
});

test('never more words than are kept, none of them invented, no sign cut in two, and a cut is said', () => {
  const long = fc.string({ unit: fc.constantFrom('办', '好', '👵🏻', 'a', '\n', ' '), maxLength: 9000 });
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), long, (subject, body) => {
      const { text, cut } = wordsOfMail(subject, body);
      expect([...text].length).toBeLessThanOrEqual(MOST_MAIL_WORDS * 4);
      expect(text).not.toMatch(/\p{Cs}/u);
      if (!cut) expect(text.endsWith(body.trim().slice(-20).trim())).toBe(true);
      if (body.replace(/\s/g, '').length > 4 * MOST_MAIL_WORDS) expect(cut).toBe(true);
      expect(wordsOfMail('', text).text).toBe(text);
    }),
    { numRuns: 50 },
  );
  expect(wordsOfMail('椅子', '椅子坏了')).toEqual({ text: '椅子坏了', cut: false });
  expect(wordsOfMail('椅子', '坏了')).toEqual({ text: '椅子\n坏了', cut: false });
  expect(wordsOfMail('椅子', ' ')).toEqual({ text: '椅子', cut: false });
  expect(wordsOfMail('', '办'.repeat(MOST_MAIL_WORDS + 1))).toEqual({
    text: '办'.repeat(MOST_MAIL_WORDS),
    cut: true,
  });
});

test('a letter is not garbled by one bad sign; noise is', () => {
  expect(isGarbled('大厅的空调\uFFFD坏了，请修一修')).toBe(false);
  expect(isGarbled('')).toBe(false);
  expect(isGarbled('\uFFFD\uFFFD\uFFFD办')).toBe(true);
});
