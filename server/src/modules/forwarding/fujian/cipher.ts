import { createCipheriv, createHash } from 'node:crypto';
import type { FujianSettings } from './settings.js';

const BLOCK = 16;

const md5 = (text: string): Buffer => createHash('md5').update(text, 'utf8').digest();

/** `sign` of the token endpoints: MD5 over appCode and the timestamp, in hex. */
export function signTimestamp(settings: FujianSettings, timestamp: number): string {
  const hex = md5(`${settings.appCode}${timestamp}`).toString('hex');
  return settings.signCase === 'upper' ? hex.toUpperCase() : hex;
}

/**
 * `xmlStr`: SM4 with the key MD5(appCode), base64 on one line.
 * Without padding† the document is filled up with blanks, which an XML reader skips.
 */
export function encryptDocument(document: Buffer, settings: FujianSettings): string {
  const iv = settings.cipher === 'sm4-cbc' ? Buffer.from(settings.iv, 'hex') : null;
  const cipher = createCipheriv(settings.cipher, md5(settings.appCode), iv);
  cipher.setAutoPadding(settings.padding);
  const blanks = settings.padding ? 0 : (BLOCK - (document.length % BLOCK)) % BLOCK;
  const filled = Buffer.concat([document, Buffer.alloc(blanks, ' ')]);
  return Buffer.concat([cipher.update(filled), cipher.final()]).toString('base64');
}
