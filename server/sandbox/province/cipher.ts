import { createDecipheriv, createHash } from 'node:crypto';
import { Refusal } from './errors.js';
import type { ProvinceOptions } from './options.js';

/** MD5 in lower-case hex; the interface signs with it, whatever one thinks of it today. */
export function md5Hex(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** The bytes behind `xmlStr`: base64 on one line, SM4 with the key MD5(appCode). */
export function decryptXmlStr(xmlStr: string, options: ProvinceOptions): Buffer {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(xmlStr) || xmlStr === '') {
    throw new Refusal('cipher', 'xmlStr 应为一行 base64');
  }
  const iv = options.cipher === 'sm4-cbc' ? Buffer.from(options.iv, 'hex') : null;
  const decipher = createDecipheriv(options.cipher, Buffer.from(md5Hex(options.appCode), 'hex'), iv);
  try {
    return Buffer.concat([decipher.update(Buffer.from(xmlStr, 'base64')), decipher.final()]);
  } catch (error) {
    throw new Refusal('cipher', `${options.cipher} 解不开：${(error as Error).message}`);
  }
}
