/**
 * An address of our own pages, to come back to after signing in elsewhere: an absolute path without a host. What a browser
 * would read as another site (`//host`, `/\host`), and every sign that could break out of a header, does not fit.
 */
export const OWN_PATH = /^\/(?!\/)[\w.~!$&'()*+,;=:@%/?-]{0,500}$/;

/** The path with one more thing told to the page that is opened. */
export function withQuery(path: string, name: string, value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}
