import iconv from 'iconv-lite';

/** A personal detail or secret that is followed through the system. */
export interface Mark {
  /** Whose and what, such as `applicant.phone`; rules name marks by it. */
  name: string;
  value: string;
}

export interface Form {
  mark: string;
  form: string;
  bytes: Buffer;
}

/** Every writing in which a detail would still be the detail: whoever finds one of them has it in clear. */
export function formsOf({ name, value }: Mark): Form[] {
  const utf8 = Buffer.from(value, 'utf8');
  const written: Record<string, Buffer | string> = {
    utf8,
    gbk: iconv.encode(value, 'gbk'),
    'utf-16le': Buffer.from(value, 'utf16le'),
    hex: utf8.toString('hex'),
    HEX: utf8.toString('hex').toUpperCase(),
    percent: encodeURIComponent(value),
    'percent twice': encodeURIComponent(encodeURIComponent(value)),
    'percent gbk': [...iconv.encode(value, 'gbk')]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
    json: JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    // Base64 depends on where in a text it begins: the part that is the same at each of the three offsets.
    ...Object.fromEntries([0, 1, 2].map((offset) => [`base64 +${offset}`, base64At(utf8, offset)])),
  };
  const seen = new Set<string>();
  return Object.entries(written)
    .map(([form, text]) => ({ mark: name, form, bytes: Buffer.from(text as string) }))
    .filter(({ bytes }) => {
      const known = seen.has(bytes.toString('hex'));
      seen.add(bytes.toString('hex'));
      return !known;
    });
}

function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const from = offset === 0 ? 0 : offset + 1;
  return text.replace(/=+$/, '').slice(from, -1 - ((offset + bytes.length) % 3 === 0 ? 0 : 1));
}

/** The marks that stand in these bytes, each with the writing it stands in. */
export function marksIn(bytes: Buffer, forms: readonly Form[]): Pick<Form, 'mark' | 'form'>[] {
  return forms.filter((one) => bytes.includes(one.bytes)).map(({ mark, form }) => ({ mark, form }));
}
