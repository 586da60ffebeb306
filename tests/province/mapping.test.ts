import type { ForwardableRating, HoldReason } from '../../server/src/modules/forwarding/dialect.js';
import { toProvinceRating } from '../../server/src/modules/forwarding/fujian/mapping.js';
import { makeRating, settingsFor } from './support.js';

const SETTINGS = settingsFor('http://127.0.0.1:1');
const held = (rating: ForwardableRating, settings = SETTINGS) => {
  const prepared = toProvinceRating(rating, settings);
  return prepared.ok ? [] : prepared.missing.map(({ field, reason }) => [field, reason]);
};
const full = makeRating();
const transaction = full.transaction as NonNullable<ForwardableRating['transaction']>;
const event = full.event as NonNullable<ForwardableRating['event']>;
const applicant = full.applicant as NonNullable<ForwardableRating['applicant']>;

test('a complete rating is mapped whole', () => {
  expect(held(full)).toEqual([]);
});

/** Every required field of domain §6 that a rating can lack, taken away one at a time. */
const LACKING: [field: string, reason: HoldReason, rating: ForwardableRating][] = [
  [
    'businessCode',
    'incomplete_transaction',
    { ...full, transaction: { ...transaction, item: { code: '', name: '甲' } } },
  ],
  [
    'businessName',
    'incomplete_transaction',
    { ...full, transaction: { ...transaction, item: { code: '1', name: ' ' } } },
  ],
  ['projectNo', 'incomplete_transaction', { ...full, transaction: { ...transaction, projectNo: '' } }],
  ['projectName', 'incomplete_transaction', { ...full, transaction: { ...transaction, projectName: '' } }],
  ['nodeName', 'incomplete_transaction', { ...full, event: { ...event, nodeName: '' } }],
  ['proStatus', 'incomplete_transaction', { ...full, event: { ...event, proStatus: '' } }],
  ['regionCode', 'incomplete_transaction', { ...full, transaction: { ...transaction, regionCode: '' } }],
  ['acceptDate', 'incomplete_transaction', { ...full, event: { ...event, acceptedAt: null } }],
  ['resultDate', 'incomplete_transaction', { ...full, event: { ...event, finishedAt: null } }],
  ['userProp', 'incomplete_transaction', { ...full, applicant: { ...applicant, userProp: '' } }],
  ['userName', 'incomplete_transaction', { ...full, applicant: { ...applicant, name: '' } }],
  [
    'userPageType',
    'incomplete_transaction',
    { ...full, applicant: { ...applicant, certificate: { ...applicant.certificate, type: '' } } },
  ],
  [
    'certKey',
    'incomplete_transaction',
    { ...full, applicant: { ...applicant, certificate: { ...applicant.certificate, number: '' } } },
  ],
  ['contactMobile', 'incomplete_transaction', { ...full, applicant: { ...applicant, phone: null } }],
];
test.each(LACKING)('without %s a rating waits as %s and nothing is made up', (field, reason, rating) => {
  expect(held(rating)).toEqual([[field, reason]]);
});

test('a rating from a static code waits for its transaction', () => {
  const reasons = held({ ...full, transaction: null, event: null }).map(([, reason]) => reason);
  expect(new Set(reasons)).toEqual(new Set(['no_transaction']));
});

test('a rating nobody is known for waits for its applicant, with every field of theirs named', () => {
  expect(held({ ...full, applicant: null }).map(([field]) => field)).toEqual([
    'userProp',
    'userName',
    'userPageType',
    'certKey',
    'contactMobile',
  ]);
});

test('resultDate is needed only when the transaction is finished', () => {
  expect(held({ ...full, event: { ...event, proStatus: '2', finishedAt: null } })).toEqual([]);
});

test.each([1, 2] as const)(
  'level %i without options and words waits as unexplained, unless the province takes it',
  (level) => {
    const silent: ForwardableRating = { ...full, level, options: [], text: '  ' };
    expect(held(silent)).toEqual([['appraisald', 'unexplained']]);
    expect(held(silent, settingsFor('http://127.0.0.1:1', { explanationRequired: false }))).toEqual([]);
    expect(held({ ...silent, text: '没人理' })).toEqual([]);
  },
);

test('a good rating needs no words', () => {
  expect(held({ ...full, options: [], text: '' })).toEqual([]);
});

test('a service later than its rating waits: neither time is moved, and clocks may differ by five minutes', () => {
  const late = { ...event, servedAt: new Date(full.ratedAt.getTime() + 301_000) };
  expect(held({ ...full, event: late })).toEqual([['serviceTime', 'time_order']]);
  expect(
    held({ ...full, event: { ...event, servedAt: new Date(full.ratedAt.getTime() + 300_000) } }),
  ).toEqual([]);
});

test('codes come from configuration, and a code outside the list waits', () => {
  const swapped = settingsFor('http://127.0.0.1:1', { pf: { phone: '7', sms: '6', paper: null } });
  const prepared = toProvinceRating({ ...full, channel: 'sms' }, swapped);
  expect(prepared.ok && prepared.document.fields.find(([name]) => name === 'pf')?.[1]).toBe('6');
  expect(held({ ...full, channel: 'paper' }, swapped)).toEqual([['pf', 'unknown_code']]);
  expect(held({ ...full, applicant: { ...applicant, userProp: '8' } })).toEqual([
    ['userProp', 'unknown_code'],
  ]);
});

test.each([
  ['镕', 'U+9555'],
  ['祎', 'U+794E'],
  ['堃', 'U+5803'],
  ['喆', 'U+5586'],
  ['😀', 'U+1F600'],
])('a name with %s waits with field and character named, as code point too', (character, codePoint) => {
  const prepared = toProvinceRating(
    { ...full, applicant: { ...applicant, name: `陈${character}` } },
    SETTINGS,
  );
  expect(prepared).toEqual({
    ok: false,
    missing: [
      {
        field: 'userName',
        reason: 'unencodable',
        remedy: `申请人姓名或名称（userName）里的“${character}”（${codePoint}）不在 GB2312 字符集里`,
      },
    ],
  });
  expect(
    held(
      { ...full, applicant: { ...applicant, name: `陈${character}` } },
      settingsFor('http://127.0.0.1:1', { encoding: 'gb18030' }),
    ),
  ).toEqual([]);
});

test('the document tells nothing beyond the fields of the interface', () => {
  const business = { ...applicant, handler: { name: '林小红', certificate: applicant.certificate } };
  const prepared = toProvinceRating({ ...full, applicant: business }, SETTINGS);
  expect(prepared.ok && prepared.document.fields.map(([name]) => name)).toEqual(
    (
      'businessCode businessName projectNo projectName nodeName proStatus regionCode acceptDate resultDate serviceTime ' +
      'userProp userName userPageType certKey handleUserName handleUserPageType handleUserPageCode contactMobile ' +
      'evaluateType pf type alternate assessTime appraisald appraisaldnum writingevalua'
    ).split(' '),
  );
});
