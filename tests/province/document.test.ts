import { readFile } from 'node:fs/promises';
import {
  encodeStrictly,
  firstUnencodable,
  UnencodableError,
} from '../../server/src/modules/forwarding/fujian/charset.js';
import { encryptDocument } from '../../server/src/modules/forwarding/fujian/cipher.js';
import { encodeCase } from '../../server/src/modules/forwarding/fujian/document.js';
import {
  buildEnvelope,
  readAnswer,
  UnreadableAnswer,
} from '../../server/src/modules/forwarding/fujian/envelope.js';
import { fujianSettings } from '../../server/src/modules/forwarding/fujian/index.js';
import { toProvinceRating } from '../../server/src/modules/forwarding/fujian/mapping.js';
import type { ForwardableRating } from '../../server/src/modules/forwarding/dialect.js';

const golden = (name: string): Promise<string> =>
  readFile(new URL(`golden/${name}`, import.meta.url), 'utf8');

/** The rating that golden/case.xml tells of, written there by hand. */
const GOLDEN: ForwardableRating = {
  ratingId: 'golden',
  kind: 'first',
  level: 2,
  ratedAt: new Date('2026-11-20T15:59:59.999Z'),
  channel: 'qr',
  options: ['209', '213'],
  text: '等了三天，还要再跑一趟。',
  transaction: {
    projectNo: 'SM20261120-000017',
    projectName: '张三面馆 <新办> & 验收',
    item: { code: '1135040000375421113001180090000', name: '公共场所卫生许可（新办）' },
    regionCode: '350404',
  },
  event: {
    nodeName: '办结',
    proStatus: '3',
    acceptedAt: new Date('2026-11-18T00:30:00Z'),
    finishedAt: new Date('2026-11-20T08:05:09Z'),
    servedAt: new Date('2026-11-20T08:05:09Z'),
  },
  applicant: {
    userProp: '1',
    name: '张三',
    certificate: { type: '111', number: '350404199003071233' },
    phone: '13800000000',
    handler: null,
  },
};
const SETTINGS = fujianSettings(
  { baseUrl: 'http://127.0.0.1:1', appKey: 'golden-key', appCode: 'golden-code', timeoutMs: 1000 },
  { sysNo: 'SM01' },
);

test('the envelope of a rating is byte for byte what iconv, md5sum and openssl make of the hand-written document', async () => {
  const prepared = toProvinceRating(GOLDEN, SETTINGS);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.missing));
  const bytes = encodeCase(prepared.document.fields, 'gb2312');
  const envelope = buildEnvelope(
    'getSaveEvaluation',
    '0123456789abcdef',
    'golden-key',
    encryptDocument(bytes, SETTINGS),
  );
  expect(envelope).toBe(await golden('envelope.xml'));
});

describe('characters', () => {
  test.each(['镕', '祎', '堃', '喆', 'ⅰ', '€', '𠮷', '😀', '\u0007', '\ud800'])(
    '%j is not GB2312: the error names field and character, and no question mark takes its place',
    (character) => {
      expect(() => encodeStrictly('userName', `朱${character}基`, 'gb2312')).toThrow(UnencodableError);
      expect(firstUnencodable(`朱${character}基`, 'gb2312')).toBe(character);
    },
  );

  test.each(['镕', '祎', '堃', '喆', '𠮷', '😀'])(
    '%s goes out in GB18030 and comes back the same',
    (character) => {
      const bytes = encodeStrictly('userName', character, 'gb18030');
      expect(new TextDecoder('gb18030').decode(bytes)).toBe(character);
    },
  );

  test('GB2312 holds exactly its 7 445 characters and ASCII', () => {
    let held = 0;
    for (let code = 0x80; code <= 0xffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      if (firstUnencodable(String.fromCharCode(code), 'gb2312') === null) held += 1;
    }
    expect(held).toBe(7445);
  });
});

describe('answers', () => {
  const answer = (result: string): string =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><n:getSaveEvaluationResponse xmlns:n="x">${result}</n:getSaveEvaluationResponse></s:Body></s:Envelope>`;

  test('the result is read whatever its element is called, escaped or as CDATA', () => {
    const inner = '<Case><code>200</code><message/><data><evaluateUnid>u1</evaluateUnid></data></Case>';
    const escaped = inner.replace(/</g, '&lt;').replace(/>/g, '&gt;');
    for (const result of [
      `<return>${escaped}</return>`,
      `<getSaveEvaluationReturn>${escaped}</getSaveEvaluationReturn>`,
      `<return><![CDATA[${inner}]]></return>`,
    ]) {
      expect(readAnswer('getSaveEvaluation', answer(result))).toEqual({
        kind: 'case',
        code: '200',
        message: '',
        data: { evaluateUnid: 'u1' },
      });
    }
  });

  test.each([
    ['plain text', 'busy'],
    ['a page of HTML', '<html><body><p>502</body></html>'],
    ['an envelope without a result', answer('')],
    ['a result that is not a Case', answer('<return>ok</return>')],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ])('%s is an answer nobody can rely on', (_, body) => {
    expect(() => readAnswer('getSaveEvaluation', body)).toThrow(UnreadableAnswer);
  });
});
