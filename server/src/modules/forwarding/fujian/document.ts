import { encodeStrictly } from './charset.js';
import type { FujianSettings } from './settings.js';

const XML_SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as XML character data. */
export const escapeXml = (text: string): string => text.replace(/[&<>]/g, (sign) => XML_SIGNS[sign] ?? sign);

type Fields = readonly (readonly [name: string, value: string])[];

/**
 * `<Case>` with its fields in the order given, on one line, in the configured character set.
 * @throws UnencodableError naming the field and the character that the set lacks.
 */
export function encodeCase(fields: Fields, encoding: FujianSettings['encoding']): Buffer {
  const parts = fields.map(([name, value]) =>
    encodeStrictly(name, `<${name}>${escapeXml(value)}</${name}>`, encoding),
  );
  const head = `<?xml version="1.0" encoding="${encoding.toUpperCase()}"?><Case>`;
  return Buffer.concat([Buffer.from(head, 'latin1'), ...parts, Buffer.from('</Case>', 'latin1')]);
}
