import { createECDH } from 'node:crypto';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { sm2Signature } from '../../server/src/sm2.js';

// Signatures of receipts by the runtime's own curve. Source: GB/T 32918.2, GB/T 32918.5 annex A.

const EXAMPLE = { privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8' };
const K = Buffer.from('59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21', 'hex');
const SIGNATURE = [
  '3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
  '022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
].join('');

const publicKeyOf = (privateKey: string) => {
  const curve = createECDH('SM2');
  curve.setPrivateKey(privateKey, 'hex');
  return curve.getPublicKey('hex');
};
const holds = (publicKey: string, text: string, signature: string) =>
  sm2.doVerifySignature(text, signature, publicKey, { hash: true, der: true });

test('the standard’s own example', () => {
  expect(sm2Signature(EXAMPLE, 'message digest', () => K)).toBe(SIGNATURE);
});

test('every signature holds for its text and key, and for no other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, other) => {
      const key = sm2.generateKeyPairHex();
      const signature = sm2Signature(key, text);
      expect(holds(key.publicKey, text, signature)).toBe(true);
      expect(holds(key.publicKey, other, signature)).toBe(text === other);
      expect(holds(publicKeyOf(EXAMPLE.privateKey), text, signature)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('small numbers of a signature are written as short as they go', () => {
  const lengths = new Set<number>();
  for (let n = 0; n < 600; n++) {
    const signature = sm2Signature(EXAMPLE, String(n));
    lengths.add(signature.length / 2);
    if (signature.length / 2 < 70)
      expect(holds(publicKeyOf(EXAMPLE.privateKey), String(n), signature)).toBe(true);
  }
  expect(lengths.size).toBeGreaterThan(2);
});

test('a number the standard does not allow is drawn again', () => {
  const drawn = [Buffer.alloc(32), Buffer.alloc(32, 0xff), K];
  expect(sm2Signature(EXAMPLE, 'message digest', () => drawn.shift() ?? K)).toBe(SIGNATURE);
  expect(drawn).toEqual([]);
});
