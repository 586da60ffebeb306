import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { currentMasterKey, masterKey, type Keys } from '../../keys.js';

/**
 * Field encryption: SM4-CBC with HMAC-SM3, encrypt-then-MAC. A ciphertext names its suite and key, so that another
 * suite can be added beside it: `sm4-cbc.hmac-sm3:KEYID:IV:BODY:TAG`, the last three in base64url.
 * The tag covers suite, key id, context, IV and body; the context (whose field it is) is not stored, so a ciphertext
 * moved to another person or field does not open.
 * Source: 方案 三(二)(三), FA-3.2-a FA-3.3-c; envelope keys as in the architecture.
 */
const SUITE = 'sm4-cbc.hmac-sm3';

/** Raised when a ciphertext does not open: wrong key, wrong context, or changed. Says nothing about which. */
export class VaultError extends Error {}

interface CipherKeys {
  encryption: Buffer;
  authentication: Buffer;
}

/** Of one key in hand, for the several fields that are sealed under it; gone with it. */
const derived = new WeakMap<Buffer, CipherKeys>();

function derive(key: Buffer): CipherKeys {
  let keys = derived.get(key);
  if (!keys) {
    const part = (purpose: string) => createHmac('sm3', key).update(purpose).digest();
    keys = { encryption: part('encryption').subarray(0, 16), authentication: part('authentication') };
    derived.set(key, keys);
  }
  return keys;
}

function tagOf(keys: CipherKeys, keyId: string, context: string, iv: Buffer, body: Buffer): Buffer {
  const mac = createHmac('sm3', keys.authentication);
  // Lengths in front keep "a"+"bc" and "ab"+"c" apart.
  for (const part of [SUITE, keyId, context]) mac.update(`${Buffer.byteLength(part)}:${part}`);
  return mac.update(iv).update(body).digest();
}

/** Encrypts a text under a 32-byte key for one context, such as `evaluator:ID:name`. */
export function seal(key: Buffer, keyId: string, context: string, plaintext: string): string {
  const keys = derive(key);
  const iv = randomBytes(16);
  const cipher = createCipheriv('sm4-cbc', keys.encryption, iv);
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const tag = tagOf(keys, keyId, context, iv, body);
  return [SUITE, keyId, ...[iv, body, tag].map((part) => part.toString('base64url'))].join(':');
}

/**
 * Opens what `seal` made. `keyFor` gives the key of an id, or undefined when there is none (any more).
 * @throws VaultError
 */
export function open(
  keyFor: (keyId: string) => Buffer | undefined,
  context: string,
  ciphertext: string,
): string {
  const [suite, keyId, ...rest] = ciphertext.split(':');
  const [iv, body, tag] = rest.map((part) => Buffer.from(part, 'base64url'));
  const key = keyId === undefined ? undefined : keyFor(keyId);
  if (suite !== SUITE || !keyId || !iv || !body || !tag || !key)
    throw new VaultError('无法解密：密钥不在或格式不对');
  const keys = derive(key);
  const expected = tagOf(keys, keyId, context, iv, body);
  if (tag.length !== expected.length || !timingSafeEqual(tag, expected))
    throw new VaultError('无法解密：内容与密钥或归属不符');
  const decipher = createDecipheriv('sm4-cbc', keys.encryption, iv);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** The id of the key a ciphertext was made under; undefined for what is no ciphertext of this suite. */
export function keyIdOf(ciphertext: string): string | undefined {
  const [suite, keyId] = ciphertext.split(':', 2);
  return suite === SUITE && keyId ? keyId : undefined;
}

/** What a wrapped data key is bound to. */
export const dataKeyContext = (ownerId: string) => `data-key:${ownerId}`;

/** A fresh data key, wrapped by the current master key for its owner. */
export function wrapNewDataKey(keys: Keys, ownerId: string): { dataKey: Buffer; wrapped: string } {
  const dataKey = randomBytes(32);
  return { dataKey, wrapped: sealSystemSecret(keys, dataKeyContext(ownerId), dataKey.toString('hex')) };
}

/** The data key of an owner. @throws VaultError */
export function unwrapDataKey(keys: Keys, ownerId: string, wrapped: string): Buffer {
  return Buffer.from(openSystemSecret(keys, dataKeyContext(ownerId), wrapped), 'hex');
}

/** Encrypts a secret of the installation itself (a business system's signing key) directly under the master key. */
export function sealSystemSecret(keys: Keys, context: string, secret: string): string {
  const { id, key } = currentMasterKey(keys);
  return seal(key, id, context, secret);
}

/** Opens what `sealSystemSecret` made. @throws VaultError */
export function openSystemSecret(keys: Keys, context: string, ciphertext: string): string {
  return open((id) => masterKey(keys, id), context, ciphertext);
}
