import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { generateKeys, keyedDigest } from '../../server/src/keys.js';
import {
  open,
  openSystemSecret,
  seal,
  sealSystemSecret,
  unwrapDataKey,
  VaultError,
  wrapNewDataKey,
} from '../../server/src/modules/vault/ciphers.js';
import { committedText, receiptIsOurs, receiptSigner } from '../../server/src/modules/ratings/receipt.js';

const key = randomBytes(32);
const only = (id: string) => (id === 'k1' ? key : undefined);

describe('field encryption (FA-3.3-c)', () => {
  test('any text opens again under its key and context, and the ciphertext never shows it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const sealed = seal(key, 'k1', 'evaluator:1:name', text);
        expect(open(only, 'evaluator:1:name', sealed)).toBe(text);
        if (text.length > 3) expect(sealed).not.toContain(text);
      }),
    );
  });

  test('the same text twice gives two different ciphertexts', () => {
    expect(seal(key, 'k1', 'c', '林志镕')).not.toBe(seal(key, 'k1', 'c', '林志镕'));
  });

  test('names its suite and key, so that another suite can stand beside it', () => {
    expect(seal(key, 'k1', 'c', 'x').split(':').slice(0, 2)).toEqual(['sm4-cbc.hmac-sm3', 'k1']);
  });

  test('does not open for another person or field', () => {
    const sealed = seal(key, 'k1', 'evaluator:1:name', 'x');
    expect(() => open(only, 'evaluator:2:name', sealed)).toThrow(VaultError);
    expect(() => open(only, 'evaluator:1:phone', sealed)).toThrow(VaultError);
  });

  test('does not open when any single character of it was changed', () => {
    const sealed = seal(key, 'k1', 'c', '身份');
    const body = sealed.split(':');
    for (let part = 0; part < body.length; part++) {
      const text = body[part] as string;
      const changed = [...body];
      changed[part] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
      expect(() => open(only, 'c', changed.join(':'))).toThrow(VaultError);
    }
  });

  test('without its key nothing opens', () => {
    expect(() => open(() => undefined, 'c', seal(key, 'k1', 'c', 'x'))).toThrow(VaultError);
  });
});

describe('envelope keys', () => {
  test('a data key opens for its owner only, also after the master key was changed, as long as the old one is kept', () => {
    const keys = generateKeys();
    const { dataKey, wrapped } = wrapNewDataKey(keys, 'one');
    const rotated = {
      ...keys,
      master: { current: 'm-new', keys: { ...keys.master.keys, 'm-new': randomBytes(32).toString('hex') } },
    };
    expect(unwrapDataKey(rotated, 'one', wrapped)).toEqual(dataKey);
    expect(() => unwrapDataKey(keys, 'two', wrapped)).toThrow(VaultError);
    expect(() => unwrapDataKey(generateKeys(), 'one', wrapped)).toThrow(VaultError);
  });

  test('a business system’s secret opens under its own name only', () => {
    const keys = generateKeys();
    const sealed = sealSystemSecret(keys, 'business-system:a', 's3cret');
    expect(openSystemSecret(keys, 'business-system:a', sealed)).toBe('s3cret');
    expect(() => openSystemSecret(keys, 'business-system:b', sealed)).toThrow(VaultError);
  });
});

test('a keyed digest depends on key, purpose and value', () => {
  const [a, b] = [generateKeys().digest, generateKeys().digest];
  const digests = [
    keyedDigest(a, 'p', 'v'),
    keyedDigest(b, 'p', 'v'),
    keyedDigest(a, 'q', 'v'),
    keyedDigest(a, 'p', 'w'),
  ];
  expect(new Set(digests).size).toBe(4);
  expect(keyedDigest(a, 'p', 'v')).toBe(digests[0]);
});

describe('receipt', () => {
  const keys = generateKeys();
  const fact = {
    number: 'HP20261123-AAAA2222',
    kind: 'first' as const,
    level: 5 as const,
    channel: 'qr' as const,
    ratedAt: new Date('2026-11-23T01:00:00Z'),
    receivedAt: new Date('2026-11-23T01:00:01Z'),
    attribution: { scope: 'place' as const, targets: [] },
  };

  const sign = receiptSigner(keys);
  const commitmentOf = (level: 1 | 5, nonce: string) =>
    createHash('sm3')
      .update(committedText({ ...fact, level }, nonce))
      .digest('hex');
  const { publicKey } = keys.receipt;

  test('anyone with the facts and the nonce can recompute the commitment and check our signature', async () => {
    const receipt = await sign(fact);
    expect(commitmentOf(5, receipt.nonce)).toBe(receipt.commitment);
    expect(receiptIsOurs(publicKey, receipt)).toBe(true);
    expect(receipt.path).toEqual([]);
  });

  test('another level has another commitment, and a foreign signature is not ours', async () => {
    const receipt = await sign(fact);
    const other = { ...receipt, commitment: commitmentOf(1, receipt.nonce) };
    expect(other.commitment).not.toBe(receipt.commitment);
    expect(receiptIsOurs(publicKey, other)).toBe(false);
    expect(receiptIsOurs(generateKeys().receipt.publicKey, receipt)).toBe(false);
  });

  test('receipts of one moment are signed together, and each is checked alone', async () => {
    for (const together of [2, 3, 7, 32]) {
      const receipts = await Promise.all(Array.from({ length: together }, () => sign(fact)));
      expect(new Set(receipts.map(({ signature }) => signature)).size).toBe(1);
      for (const [place, receipt] of receipts.entries()) {
        expect(receiptIsOurs(publicKey, receipt)).toBe(true);
        const { path } = receipts[(place + 1) % together]!;
        expect(receiptIsOurs(publicKey, { ...receipt, path })).toBe(false);
        const commitment = commitmentOf(1, receipt.nonce);
        expect(receiptIsOurs(publicKey, { ...receipt, commitment })).toBe(false);
      }
    }
    expect((await sign(fact)).path).toEqual([]);
  });

  test('two receipts of equal facts cannot be told to be equal', async () => {
    expect((await sign(fact)).commitment).not.toBe((await sign(fact)).commitment);
  });
});
