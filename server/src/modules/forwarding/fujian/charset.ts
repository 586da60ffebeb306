import iconv from 'iconv-lite';

/** A character the agreed character set does not have. Names the field and the character, nothing around it. */
export class UnencodableError extends Error {
  constructor(
    readonly field: string,
    readonly character: string,
    readonly encoding: string,
  ) {
    super(`字段 ${field} 里的${named(character)}不在 ${encoding.toUpperCase()} 字符集里`);
  }
}

/** A character as people can look for it even where their fonts lack it: “😀”（U+1F600）. */
export function named(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `“${character}”（U+${hex}）`;
}

/**
 * Whether the two bytes GBK gives a character are also GB 2312's: level one and two of its Chinese characters, and the
 * signs of its first nine rows. GBK is what libraries mean by “gb2312”, and it has three times as many characters.
 */
function isGb2312(bytes: Buffer): boolean {
  if (bytes.length === 1) return (bytes[0] ?? 0xff) < 0x80;
  const [row, cell] = [(bytes[0] ?? 0) - 0xa0, (bytes[1] ?? 0) - 0xa0];
  if (cell < 1 || cell > 94) return false;
  if (row >= 16 && row <= 87) return row !== 55 || cell <= 89;
  return (SIGN_CELLS[row] ?? []).some(([from, to]) => cell >= from && cell <= to);
}

/** Row → cells that hold a sign; what lies between is unassigned, though GBK fills some of it. */
const SIGN_CELLS: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  1: [[1, 94]],
  2: [
    [17, 66],
    [69, 78],
    [81, 92],
  ],
  3: [[1, 94]],
  4: [[1, 83]],
  5: [[1, 86]],
  6: [
    [1, 24],
    [33, 56],
  ],
  7: [
    [1, 33],
    [49, 81],
  ],
  8: [
    [1, 26],
    [37, 73],
  ],
  9: [[4, 79]],
};

type Encoding = 'gb2312' | 'gb18030';

/** What was asked before, of the characters in common use. */
const encoded: Record<Encoding, Map<string, Buffer | null>> = { gb2312: new Map(), gb18030: new Map() };

/** The bytes of one character, or null when the character set lacks it. */
function encodeCharacter(character: string, encoding: Encoding): Buffer | null {
  const known = encoded[encoding].get(character);
  if (known !== undefined) return known;
  const bytes = bytesOf(character, encoding);
  if (character.length === 1) encoded[encoding].set(character, bytes);
  return bytes;
}

/** Control characters are not XML either. */
function bytesOf(character: string, encoding: Encoding): Buffer | null {
  if (/[^\P{Cc}\t\n\r]|[\ufffd-\uffff]|\p{Cs}/u.test(character)) return null;
  const library = encoding === 'gb2312' ? 'gbk' : 'gb18030';
  const bytes = iconv.encode(character, library);
  if (iconv.decode(bytes, library) !== character) return null;
  return encoding === 'gb18030' || isGb2312(bytes) ? bytes : null;
}

/** A text without the characters the set lacks, and those. */
export function encodable(text: string, encoding: Encoding): { kept: string; lacking: readonly string[] } {
  const lacking = [...new Set([...text].filter((one) => encodeCharacter(one, encoding) === null))];
  const kept = [...text].filter((one) => !lacking.includes(one)).join('');
  return { kept, lacking };
}

/** The first character of a text that the character set lacks, or null. */
export function firstUnencodable(text: string, encoding: Encoding): string | null {
  for (const character of text) {
    if (encodeCharacter(character, encoding) === null) return character;
  }
  return null;
}

/**
 * Text as bytes of the character set; never a '?' for what it lacks.
 * @throws UnencodableError naming `field` and the character.
 */
export function encodeStrictly(field: string, text: string, encoding: Encoding): Buffer {
  const parts = [...text].map((character) => {
    const bytes = encodeCharacter(character, encoding);
    if (!bytes) throw new UnencodableError(field, character, encoding);
    return bytes;
  });
  return Buffer.concat(parts);
}
