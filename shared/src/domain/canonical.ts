/** Values that have exactly one canonical text. */
export type Canonical = null | boolean | number | string | Canonical[] | { [key: string]: Canonical };

/**
 * The one text of a value: keys sorted by code point, no white space, so that hashes over it can be recomputed by
 * anyone. Numbers must be finite.
 * @throws RangeError for NaN and infinities, which JSON cannot carry.
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('only finite numbers have a canonical text');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Canonical)}`);
  return `{${members.join(',')}}`;
}
