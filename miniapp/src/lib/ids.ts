import Taro from '@tarojs/taro';
import { load, save } from './storage.js';

/** Random bytes from the device's secure source; WeChat has its own, browsers have Web Crypto. */
async function randomBytes(length: number): Promise<Uint8Array> {
  if (process.env.TARO_ENV === 'weapp') {
    const { randomValues } = await Taro.getRandomValues({ length });
    return new Uint8Array(randomValues);
  }
  return crypto.getRandomValues(new Uint8Array(length));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A random UUID (version 4), also where `crypto.randomUUID` is missing: WeChat, plain http. */
export async function newId(): Promise<string> {
  const bytes = await randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A random name of this device, made once. It says nothing about the person; the server keeps only a keyed hash. */
export async function deviceId(): Promise<string> {
  const known = load('device');
  if (typeof known === 'string' && known.length === 32) return known;
  const made = hex(await randomBytes(16));
  save('device', made);
  return made;
}
