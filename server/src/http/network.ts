import { isIPv6 } from 'node:net';

const GROUPS = 8;

/** The eight groups of an IPv6 address, as numbers. */
function groupsOf(address: string): number[] {
  // The URL standard writes every IPv6 address one way, an embedded IPv4 address as two groups.
  const written = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  return [...before, ...Array<number>(GROUPS - before.length - after.length).fill(0), ...after];
}

/**
 * Some proxies tell the port as well: `203.0.113.7:5555`, `"[2001:db8::1]:5555"`, `::ffff:203.0.113.7:5555`, or behind eight
 * groups without brackets.
 */
const WITH_PORT =
  /^"?(?:\[([^\]]*)\](?::\d+)?|((?:::ffff:)?\d{1,3}(?:\.\d{1,3}){3}):\d+|((?:[\da-f]{1,4}:){7}[\da-f]{1,4}):\d+)"?$/i;

/**
 * What counts as one network when calls are counted: an IPv4 address; of an IPv6 address the first 64 bits, since whoever
 * has one address has all of these (RFC 4291 2.5.4, RFC 6177). An IPv4 address written as IPv6 is the IPv4 address.
 * @param address as the socket or the proxy gives it; what is no address stays as it is
 * @returns for example `203.0.113.7` or `2001:db8:0:1::/64`
 */
export function networkKey(address: string): string {
  const told = WITH_PORT.exec(address)
    ?.slice(1)
    .find((part) => part !== undefined);
  const [bare = ''] = (told ?? address).split('%');
  if (!isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  const prefix = groups.slice(0, 4).map((group) => group.toString(16));
  return `${prefix.join(':')}::/64`;
}
