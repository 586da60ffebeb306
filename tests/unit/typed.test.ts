import {
  MAINLAND_MOBILE,
  typedCode,
  typedDocument,
  typedPhone,
  writtenWords,
} from '@haochaping/shared/domain';
import {
  CorrectionDecisionInput,
  RealNameInput,
  RevealInput,
  TransactionInput,
} from '@haochaping/shared/contracts';

// What people type and paste is brought into its one form before it is judged, cut or looked for.

test.each([
  ['138 0013 8000', '13800138000'],
  ['+86 138-0013-8000', '13800138000'],
  ['0086 13800138000', '13800138000'],
  ['８６１３８００１３８０００', '13800138000'],
  ['\u202a13800138000\u202c', '13800138000'],
  ['+49 1511 2345678', '+4915112345678'],
])('the telephone number %s is %s', (text, number) => expect(typedPhone(text)).toBe(number));

test.each(['+4915112345678', '01012345678', '12345678901', '85291234567'])(
  '%s is no mobile of the mainland',
  (text) => expect(MAINLAND_MOBILE.test(typedPhone(text))).toBe(false),
);

test.each([
  ['h 1234 5678', 'H12345678'],
  ['Ｈ１２３４５６７８', 'H12345678'],
  ['11010519491231002x', '11010519491231002X'],
  ['110105-19491231-002x', '11010519491231002X'],
  ['A123456（7）', 'A123456(7)'],
  ['H-12345678', 'H12345678'],
  ['91350404-MA1234567-E', '91350404MA1234567E'],
])('the document %s is %s', (text, number) => expect(typedDocument(text)).toBe(number));

test('a code in groups is the code', () => {
  expect(typedCode('123 456')).toBe('123456');
  expect(typedCode('91350100 m000100y43')).toBe('91350100M000100Y43');
});

const nothing = [
  '\u200b\u200b\u200b\u200b',
  '\u3164\u3164\u3164\u3164',
  ' \u00a0\u3000\t',
  '\u0301\u0301\u0301\u0301',
  '\u0000\u0001\ud800\u2800',
  '\u2065\u17b4\u180b\ufff0\ufdd0',
  '\u{e0061}\u{e0200}\u{1bca0}\u{1d173}',
  '\u0651\u0e31\u093c\u05b0\u3099',
];

test.each(nothing)('nothing anybody sees is no reason: %j', (text) => {
  const subject = { kind: 'rating', id: 'b1f7a3e0-0000-4000-8000-000000000000' };
  expect(RevealInput.safeParse({ purpose: 'call_back', subject, reason: text }).success).toBe(false);
  expect(CorrectionDecisionInput.safeParse({ done: true, answer: text }).success).toBe(false);
  const project = TransactionInput.shape.projectName.safeParse(text);
  expect(project.success).toBe(false);
});

test('a name is kept without signs nobody sees, in one spelling, and counted as a reader counts', () => {
  const name = TransactionInput.shape.projectName;
  expect(name.parse('补办\u200b营业执照\u00a0（e\u0301）\r\n')).toBe('补办营业执照 （é）');
  expect(name.safeParse('😀'.repeat(100)).success).toBe(true);
  expect(name.safeParse('😀'.repeat(300)).success).toBe(false);
});

test.each([
  '🐦\u200d⬛',
  '🙂\u200d↔\ufe0f',
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  'می\u200cخواهم',
])('%s stays as it looks', (text) => expect(writtenWords(text)).toBe(text.normalize('NFC')));

test('nobody is born tomorrow', () => {
  const born = RealNameInput.safeParse({ name: '难', certType: '111', certNumber: '350402209901010014' });
  expect(born.error?.issues.map(({ path }) => path)).toEqual([['certNumber']]);
});
