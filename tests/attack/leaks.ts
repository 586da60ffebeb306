/** What no answer to a stranger may hold: how the house is built inside. */
const INSIDE: readonly [string, RegExp][] = [
  ['a stack', /\n\s+at .+:\d+:\d+|\.ts:\d+|node_modules|node:internal/],
  ['the database', /mongo|E11000|CastError|BSON|SQLITE|libsql/i],
  [
    'an expression of the language',
    /is not a function|Cannot read propert|undefined is not|Unexpected token/,
  ],
  ['a path of the machine', /(?:^|[\s"'(])\/(?:home|root|var|usr|tmp|opt|srv|etc)\//],
  ['a schema’s own words', /ZodError|invalid_type|"received"/],
  [
    'a key or a hash',
    /BEGIN [A-Z ]*PRIVATE KEY|\$argon2|sm4-cbc\.hmac-sm3|tokenHash|passwordHash|accessKeyHash/,
  ],
];

/** Names of what a text tells of the inside; empty when it tells nothing. */
export function leaksIn(text: string): string[] {
  return INSIDE.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
}
