import { StaffSession } from '@haochaping/shared/contracts';
import { expectStatus } from './journey.js';
import type { Account, System } from './system.js';

type Place = Pick<System, 'baseUrl' | 'accounts'>;

/** A signed-in member of staff, as the console is one: cookies, and the page's own token with every write. */
export interface StaffClient {
  session: StaffSession;
  /** What the console sends with every request. */
  headers: Readonly<{ Cookie: string; 'X-CSRF-Token': string }>;
  get(path: string): Promise<Response>;
  /** @param csrf another token than the session's own */
  send(method: string, path: string, body?: unknown, csrf?: string): Promise<Response>;
}

/** The `nth` demo account of a role. */
export function staffAccount({ accounts }: Pick<System, 'accounts'>, role: string, nth = 0): Account {
  const account = accounts.filter((one) => one.role === role)[nth];
  if (!account) throw new Error(`no demo account for ${role}`);
  return account;
}

/** Sends JSON as the sign-in form does, without any session. */
export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The cookies an answer sets, as the next request sends them. */
export const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

/** What a session can do, from the answer that opened it. */
export function staffClient(baseUrl: string, session: StaffSession, cookie: string): StaffClient {
  return {
    session,
    headers: { Cookie: cookie, 'X-CSRF-Token': session.csrfToken },
    get: (path) => fetch(`${baseUrl}${path}`, { headers: { Cookie: cookie } }),
    send: (method, path, body, csrf = session.csrfToken) =>
      fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          Cookie: cookie,
          'X-CSRF-Token': csrf,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** Signs the `nth` demo account of a role in. */
export async function signInStaff(system: Place, role: string, nth = 0): Promise<StaffClient> {
  const { username, password } = staffAccount(system, role, nth);
  const response = await postJson(`${system.baseUrl}/api/v1/staff/session`, { username, password });
  const session = StaffSession.parse(await expectStatus(response, 200));
  return staffClient(system.baseUrl, session, cookiesOf(response));
}
