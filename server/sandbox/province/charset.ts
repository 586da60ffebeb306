import iconv from 'iconv-lite';
import { Refusal } from './errors.js';

/**
 * GB 2312-80 as ranges of its two-byte EUC form: 682 signs in rows 1–9 and 6 763 Chinese characters in rows 16–87.
 * Libraries that say “gb2312” in fact read GBK, which is larger; the real receiver need not be so kind.
 */
const SIGN_RANGES: readonly (readonly [number, number])[] = [
  [0xa1a1, 0xa1fe],
  [0xa2b1, 0xa2e2],
  [0xa2e5, 0xa2ee],
  [0xa2f1, 0xa2fc],
  [0xa3a1, 0xa3fe],
  [0xa4a1, 0xa4f3],
  [0xa5a1, 0xa5f6],
  [0xa6a1, 0xa6b8],
  [0xa6c1, 0xa6d8],
  [0xa7a1, 0xa7c1],
  [0xa7d1, 0xa7f1],
  [0xa8a1, 0xa8ba],
  [0xa8c5, 0xa8e9],
  [0xa9a4, 0xa9ef],
];

function inGb2312(lead: number, trail: number): boolean {
  if (trail < 0xa1 || trail > 0xfe) return false;
  if (lead >= 0xb0 && lead <= 0xf7) return lead !== 0xd7 || trail <= 0xf9;
  const word = lead * 256 + trail;
  return SIGN_RANGES.some(([from, to]) => word >= from && word <= to);
}

/** The last element opened before this byte. `<` and `>` are never part of a longer sequence in either character set. */
function fieldBefore(bytes: Buffer, offset: number): string {
  const opened = [
    ...bytes
      .subarray(0, offset)
      .toString('latin1')
      .matchAll(/<([A-Za-z]\w*)>/g),
  ];
  return opened.at(-1)?.[1] ?? '（字段之外）';
}

function refuse(bytes: Buffer, offset: number, length: number, name: string): never {
  const field = fieldBefore(bytes, offset);
  const shown = bytes
    .subarray(offset, offset + length)
    .toString('hex')
    .toUpperCase();
  throw new Refusal('charset', `字段 ${field} 有不属于 ${name} 的字节 ${shown}`, field);
}

/** Text in strict GB 2312; the first sequence outside it is refused with its field. */
function decodeGb2312(bytes: Buffer): string {
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    if (!inGb2312(lead, bytes[at + 1] ?? 0)) refuse(bytes, at, 2, 'GB2312');
    at += 1;
  }
  return iconv.decode(bytes, 'gbk');
}

/** Text in GB 18030; what does not survive the way back was not GB 18030. */
function decodeGb18030(bytes: Buffer): string {
  const text = iconv.decode(bytes, 'gb18030');
  const back = iconv.encode(text, 'gb18030');
  if (back.equals(bytes)) return text;
  let at = 0;
  while (at < bytes.length && back[at] === bytes[at]) at += 1;
  return refuse(bytes, at, 4, 'GB18030');
}

/** Bytes of the decrypted document as text in the character set agreed on. */
export function decodeStrictly(bytes: Buffer, encoding: 'gb2312' | 'gb18030'): string {
  return encoding === 'gb2312' ? decodeGb2312(bytes) : decodeGb18030(bytes);
}
