/**
 * Stands in for the `query-string` that Taro brings: that one is written for browsers newer than the phones these pages are
 * for, and no page opened on them. Taro asks for these two functions and for these options only.
 */

type Said = Record<string, string | null | (string | null)[]>;

const readable = (text: string): string => {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
};

/**
 * What an address says behind its `?`, a value a name; a name that stands twice gives both in a list, one without `=` gives null.
 * It may begin with its `?` or not.
 */
function parse(search: string, { decode = true } = {}): Said {
  const word = decode ? readable : (text: string) => text;
  const said = Object.create(null) as Said;
  for (const part of search
    .trim()
    .replace(/^[?#&]/, '')
    .split('&')) {
    if (!part) continue;
    const at = part.indexOf('=');
    const name = word(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? null : word(part.slice(at + 1));
    const before = said[name];
    said[name] = before === undefined ? value : ([] as (string | null)[]).concat(before, value);
  }
  return said;
}

type Told = string | number | boolean;

/** The other way round, in the order of the names: lists are joined by commas, what is null or undefined is left out. */
function stringify(query: Record<string, Told | Told[] | null | undefined>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => (value === undefined || value === null ? [] : [{ name, value }]))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, value }) => {
      const words = ([] as Told[]).concat(value).map((word) => encodeURIComponent(word));
      return `${encodeURIComponent(name)}=${words.join(',')}`;
    })
    .join('&');
}

export default { parse, stringify };
