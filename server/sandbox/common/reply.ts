export interface Reply {
  status: number;
  type: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export const json = (body: unknown, status = 200): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body, null, 2)}\n`,
});

export const html = (body: string, status = 200): Reply => ({
  status,
  type: 'text/html; charset=utf-8',
  body,
});

export const redirect = (location: string): Reply => ({
  status: 302,
  type: 'text/plain',
  body: '',
  headers: { location },
});

/** A call that is refused, with the answer that says so. */
export class Refused extends Error {
  constructor(
    readonly reply: Reply,
    message = 'refused',
  ) {
    super(message);
  }
}

/** Refused before anything was read: an HTTP status, and for tokens the gateway's `x-error-code`. */
export class HttpRefusal extends Refused {
  constructor(status: number, message: string, errorCode: string | null = null) {
    const reply = json({ message }, status);
    super(errorCode === null ? reply : { ...reply, headers: { 'x-error-code': errorCode } }, message);
  }
}
