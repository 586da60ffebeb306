/** Cookies as this server sets and reads them: never readable by scripts, never sent by other sites unless said so. */

export interface CookieOptions {
  /** Where it is sent; a refresh token goes only to the address that renews. */
  path: string;
  maxAgeSeconds: number;
  /** Only over HTTPS. */
  secure: boolean;
  /** `Lax` only for what must come back from a sign-in at another site. */
  sameSite?: 'Strict' | 'Lax';
}

/** A `Set-Cookie` line. An age of 0 takes the cookie away. */
export function cookieLine(name: string, value: string, options: CookieOptions): string {
  const { path, maxAgeSeconds, secure, sameSite = 'Strict' } = options;
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=${sameSite}; Max-Age=${Math.max(0, Math.round(maxAgeSeconds))}${secure ? '; Secure' : ''}`;
}

/** The value of a cookie in a `Cookie` header; undefined when it is not there. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
