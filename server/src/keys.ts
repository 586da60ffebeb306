import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';
import { ConfigError } from './config.js';

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

export type Keys = z.infer<typeof KeyFile>;

/**
 * Reads the key file; outside production a missing one is made, readable by its owner only.
 * @throws ConfigError when it is missing in production or cannot be used.
 */
export function loadKeys(path: string, production: boolean): Keys {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || production) {
      throw new ConfigError(`读不到密钥文件 ${path}：${(error as Error).message}`);
    }
    return createKeyFile(path);
  }
  const parsed = KeyFile.safeParse(safeJson(text));
  if (!parsed.success) {
    throw new ConfigError(
      `密钥文件 ${path} 不对：${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('；')}`,
    );
  }
  for (const [name, set] of [
    ['master', parsed.data.master],
    ['session', parsed.data.session],
  ] as const) {
    if (!set.keys[set.current]) throw new ConfigError(`密钥文件 ${path}：${name}.current 指向不存在的密钥`);
  }
  return parsed.data;
}

/** Fresh random keys, each with an id. */
export function generateKeys(): Keys {
  const key = () => randomBytes(32).toString('hex');
  const id = (prefix: string) => `${prefix}-${randomBytes(4).toString('hex')}`;
  const pair = sm2.generateKeyPairHex();
  const [master, session] = [id('m'), id('s')];
  return {
    master: { current: master, keys: { [master]: key() } },
    blindIndex: key(),
    digest: key(),
    session: { current: session, keys: { [session]: key() } },
    receipt: { id: id('r'), privateKey: pair.privateKey, publicKey: pair.publicKey },
  };
}

function createKeyFile(path: string): Keys {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, `${JSON.stringify(generateKeys(), null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Another process of the same start made it a moment earlier; both must use the same keys.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new ConfigError(`写不了密钥文件 ${path}：${(error as Error).message}`);
  }
  return loadKeys(path, true);
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

/** A key of its own for one purpose, made out of one of the file's keys: 32 bytes in hex. */
export function derivedKey(keyHex: string, purpose: string): string {
  return keyedDigest(keyHex, 'derived-key', purpose);
}

/** Signs a text with the receipt key: SM2 over SM3, DER in hex. */
export function signText({ receipt }: Keys, text: string): { keyId: string; signature: string } {
  const options = { hash: true, der: true, publicKey: receipt.publicKey };
  return { keyId: receipt.id, signature: sm2.doSignature(text, receipt.privateKey, options) };
}

/** Whether the receipt key signed a text; false for anything that is no signature at all. */
export function textIsOurs({ receipt }: Keys, text: string, signature: string): boolean {
  if (!/^30[0-9a-f]{130,150}$/.test(signature)) return false;
  return sm2.doVerifySignature(text, signature, receipt.publicKey, { hash: true, der: true });
}
