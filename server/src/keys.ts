import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';
import { ConfigError } from './config/config.js';
import { sm2Signature } from './sm2.js';

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `应为 ${bytes} 字节的十六进制`);

const KeyFile = z.strictObject({
  /** Master keys that wrap evaluators' data keys; `current` wraps new ones. */
  master: z.strictObject({ current: z.string(), keys: z.record(z.string(), hex(32)) }),
  /** Keyed hash for look-ups of encrypted fields. */
  blindIndex: hex(32),
  /** Keyed hash of device, network, tokens and access keys. */
  digest: hex(32),
  /** Signs sessions of staff (HS256). */
  session: z.strictObject({ current: z.string(), keys: z.record(z.string(), hex(32)) }),
  /** Signs receipts (SM2). */
  receipt: z.strictObject({ id: z.string(), privateKey: hex(32), publicKey: z.string() }),
});

export type KeySet = z.infer<typeof KeyFile>;

/** The keys in force. Those of a running program follow the key file: `reread` looks at it at once. */
export type Keys = KeySet & { reread?: () => void };

/** @throws ConfigError naming what is wrong; never shows a key */
export function parseKeys(text: string, source: string): KeySet {
  const parsed = KeyFile.safeParse(safeJson(text));
  if (!parsed.success) {
    throw new ConfigError(
      `${source} 不对：${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('；')}`,
    );
  }
  for (const [name, set] of [
    ['master', parsed.data.master],
    ['session', parsed.data.session],
  ] as const) {
    if (!Object.hasOwn(set.keys, set.current))
      throw new ConfigError(`${source}：${name}.current 指向不存在的密钥`);
  }
  return parsed.data;
}

/**
 * A master key by its id, or undefined when there is none (any more). An id that is not known may be that of a key made
 * a moment ago by a rotation: the key file is looked at again before the answer is no.
 */
export function masterKey(keys: Keys, id: string): Buffer | undefined {
  const known = () => (Object.hasOwn(keys.master.keys, id) ? keys.master.keys[id] : undefined);
  let key = known();
  if (key === undefined) {
    keys.reread?.();
    key = known();
  }
  return key === undefined ? undefined : Buffer.from(key, 'hex');
}

/** The master key that new secrets are sealed under. */
export function currentMasterKey(keys: Keys): { id: string; key: Buffer } {
  const { current, keys: all } = keys.master;
  return { id: current, key: Buffer.from(all[current] as string, 'hex') };
}

/** A fresh master key with an id of its own. */
export function generateMasterKey(): { id: string; key: string } {
  return { id: newId('m'), key: newKey() };
}

const newKey = () => randomBytes(32).toString('hex');
const newId = (prefix: string) => `${prefix}-${randomBytes(4).toString('hex')}`;

/** Fresh random keys, each with an id. */
export function generateKeys(): KeySet {
  const pair = sm2.generateKeyPairHex();
  const [master, session] = [newId('m'), newId('s')];
  return {
    master: { current: master, keys: { [master]: newKey() } },
    blindIndex: newKey(),
    digest: newKey(),
    session: { current: session, keys: { [session]: newKey() } },
    receipt: { id: newId('r'), privateKey: pair.privateKey, publicKey: pair.publicKey },
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the schema check that follows names the file
  }
}

/** Keyed HMAC-SM3 of a value within a named purpose, in hex: equal values match, and nothing can be read back. */
export function keyedDigest(keyHex: string, purpose: string, value: string): string {
  return createHmac('sm3', Buffer.from(keyHex, 'hex')).update(`${purpose}\0${value}`).digest('hex');
}

/** Whether two texts are the same, in a time that tells nothing of how far they are. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A key of its own for one purpose, made out of one of the file's keys: 32 bytes in hex. */
export function derivedKey(keyHex: string, purpose: string): string {
  return keyedDigest(keyHex, 'derived-key', purpose);
}

/** Signs a text with the receipt key: SM2 over SM3, DER in hex. */
export function signText({ receipt }: Keys, text: string): { keyId: string; signature: string } {
  return { keyId: receipt.id, signature: sm2Signature(receipt, text) };
}

/** Whether the receipt key signed a text; false for anything that is no signature at all. */
export function textIsOurs({ receipt }: Keys, text: string, signature: string): boolean {
  if (!/^30[0-9a-f]{130,150}$/.test(signature)) return false;
  return sm2.doVerifySignature(text, signature, receipt.publicKey, { hash: true, der: true });
}
