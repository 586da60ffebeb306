import { encodeCase } from '../../server/src/modules/forwarding/fujian/document.js';
import type { Operation } from '../../server/src/modules/forwarding/fujian/envelope.js';
import {
  buyToken,
  creditCode,
  dialectFor,
  documentOf,
  makeRating,
  rawCall,
  startProvince,
  type RunningProvince,
} from './support.js';

let province: RunningProvince;
beforeAll(async () => {
  province = await startProvince();
});
afterAll(() => province.stop());

type Fields = (readonly [string, string])[];
/** The fields of a rating that would be taken, with some changed; null takes one away. */
function fieldsWith(change: Record<string, string | null> = {}): Fields {
  const dialect = dialectFor(province.url);
  const fields = new Map(documentOf(dialect, makeRating()).fields);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) fields.delete(name);
    else fields.set(name, value);
  }
  return [...fields];
}
const push = (change: Record<string, string | null>) =>
  rawCall(province.url, 'getSaveEvaluation', { fields: fieldsWith(change) });

test('a rating that keeps every rule is taken and shown', async () => {
  const fields = fieldsWith();
  expect(await rawCall(province.url, 'getSaveEvaluation', { fields })).toMatchObject({
    status: 200,
    code: '200',
  });
  const [stored, ...others] = await province.received(new Map(fields).get('projectNo') ?? '');
  expect(others).toEqual([]);
  expect(Object.entries(stored?.fields ?? {})).toEqual(fields);
  const page = await (await fetch(`${province.url}/__sandbox/`)).text();
  expect(page).toContain(stored?.evaluateUnid);
  expect(page).not.toContain(new Map(fields).get('certKey'));
});

const REQUIRED =
  'businessCode businessName projectNo projectName nodeName proStatus regionCode acceptDate resultDate serviceTime userProp userName userPageType certKey contactMobile evaluateType pf alternate assessTime';
test.each(REQUIRED.split(' '))('without %s nothing is taken, and the field is named', async (field) => {
  const { code, message } = await push({ [field]: null });
  expect([code, message]).toEqual(['4001', expect.stringContaining(field)]);
});

const WRONG: [code: string, field: string, value: string][] = [
  ['4002', 'staffName', '李四'],
  ['4003', 'regionCode', '3504'],
  ['4003', 'regionCode', '110101'],
  ['4003', 'businessCode', '12345'],
  ['4003', 'serviceTime', '2026-02-30 10:00:00'],
  ['4003', 'acceptDate', '2026-11-18T00:30:00Z'],
  ['4003', 'contactMobile', '12345678901'],
  ['4004', 'proStatus', '4'],
  ['4004', 'userProp', '7'],
  ['4004', 'evaluateType', '3'],
  ['4004', 'pf', '8'],
  ['4004', 'type', '4'],
  ['4004', 'alternate', '6'],
  ['4004', 'userPageType', '112'],
  ['4005', 'certKey', '350404199003071234'],
  ['4006', 'serviceTime', '2026-11-21 10:00:00'],
  ['4008', 'appraisald', '209,510'],
  ['4008', 'appraisaldnum', '3'],
];
test.each(WRONG)('%s: %s = %s is refused by name', async (code, field, value) => {
  const answer = await push({ [field]: value });
  expect([answer.code, answer.message]).toEqual([
    code,
    expect.stringContaining(field === 'appraisald' ? '选项' : field),
  ]);
});

test('a poor rating without a reason is refused', async () => {
  const silent = { alternate: '1', appraisald: null, appraisaldnum: null, writingevalua: null };
  expect((await push(silent)).code).toBe('4007');
});

test.each([
  ['001', creditCode],
  ['821', creditCode],
])('certificate type %s is held against its own check digits', async (type, make) => {
  const number = make();
  const wrong = number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
  expect((await push({ userPageType: type, certKey: number })).code).toBe('200');
  expect((await push({ userPageType: type, certKey: wrong })).code).toBe('4005');
});

test('a character outside GB2312 is refused with the field it stands in', async () => {
  const bytes = encodeCase(fieldsWith({ userName: '朱镕' }), 'gb18030');
  const declared = Buffer.from(bytes.toString('latin1').replace('GB18030', 'GB2312'), 'latin1');
  const answer = await rawCall(province.url, 'getSaveEvaluation', { bytes: declared });
  expect([answer.code, answer.message]).toEqual(['4010', expect.stringMatching(/userName.*E946/)]);
});

test('the same natural key a second time is refused with a code of its own, also with other content', async () => {
  const fields = new Map(fieldsWith());
  const send = () => rawCall(province.url, 'getSaveEvaluation', { fields: [...fields] });
  expect((await send()).code).toBe('200');
  expect((await send()).code).toBe('4090');
  fields.set('writingevalua', '改口了');
  expect((await send()).code).toBe('4090');
  fields.set('evaluateType', '2');
  expect((await send()).code).toBe('200');
});

test('a key that was never registered, and a document it cannot decrypt, are refused', async () => {
  expect(
    (await rawCall(province.url, 'getSaveEvaluation', { fields: fieldsWith(), appKey: 'someone' })).code,
  ).toBe('4012');
  const garbled = (usual: string): string => usual.replace(/<xmlStr>.{24}/, `<xmlStr>${'A'.repeat(23)}=`);
  const answer = await rawCall(province.url, 'getSaveEvaluation', {
    fields: fieldsWith(),
    envelope: garbled,
  });
  expect(answer.code).toBe('4009');
});

describe('the envelope', () => {
  const wrong = (operation: Operation, call: Parameters<typeof rawCall>[2]) =>
    rawCall(province.url, operation, { fields: fieldsWith(), ...call });

  test('a wrong namespace is a fault', async () => {
    const envelope = (usual: string): string => usual.replaceAll('cms.linewell', 'cms.other');
    expect(await wrong('getSaveEvaluation', { envelope })).toMatchObject({
      status: 500,
      fault: expect.stringContaining('命名空间') as string,
    });
  });
  test('SOAP 1.2 is a fault', async () => {
    const envelope = (usual: string): string =>
      usual.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope');
    expect(await wrong('getSaveEvaluation', { envelope })).toMatchObject({
      status: 500,
      fault: expect.stringContaining('1.1') as string,
    });
  });
  test('an unknown parameter is a fault', async () => {
    const envelope = (usual: string): string => usual.replace('<appKey>', '<note/><appKey>');
    expect(await wrong('getSaveEvaluation', { envelope })).toMatchObject({
      status: 500,
      fault: expect.stringContaining('appKey') as string,
    });
  });
  test('another content type is refused', async () => {
    expect(
      await wrong('getSaveEvaluation', { headers: { 'content-type': 'application/xml' } }),
    ).toMatchObject({ status: 415 });
  });
  test('another SOAPAction is a fault', async () => {
    expect(
      await wrong('getSaveEvaluation', { headers: { soapaction: '"getEvaluationList"' } }),
    ).toMatchObject({ status: 500, fault: expect.stringContaining('SOAPAction') as string });
  });
  test('an operation it lacks is a fault that names it', async () => {
    expect(await wrong('getSaveEvaluation', { path: 'getEvaluationList' })).toMatchObject({
      status: 500,
      fault: expect.stringContaining('getEvaluationList') as string,
    });
  });
  test('a token it did not give is HTTP 400 with access_token_invalid', async () => {
    expect(await wrong('getSaveEvaluation', { token: 'made-up' })).toMatchObject({
      status: 400,
      errorCode: 'access_token_invalid',
    });
  });
});

describe('tokens', () => {
  test.each([
    ['timestamp_invalid', { timestamp: String(Date.now() - 3_600_000) }],
    ['timestamp_invalid', { timestamp: '2026' }],
    ['sign_invalid', { sign: '0'.repeat(32) }],
    ['app_key_invalid', { app_key: 'someone' }],
  ])('%s is refused', async (code, change) => {
    const answer = await buyToken(province.url, change);
    expect([answer.status, answer.headers.get('x-error-code')]).toEqual([400, code]);
  });
});

test('switches that do not exist are refused by name', async () => {
  await expect(province.faults({ explode: 1 })).rejects.toThrow('explode');
});
