import {
  NoticePage,
  SignInSetUpDone,
  SignInStep,
  StaffSession,
  type NoticeView,
} from '@haochaping/shared/contracts';
import { generate } from 'otplib';
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

const PAGE = 100;

/**
 * The whole inbox of an account, newest first. What is dated back, or to the beginning of its day, stands behind more than a page of
 * what other tests wrote to the same account today; what arrives meanwhile makes pages overlap.
 */
export async function inboxOf(client: StaffClient): Promise<NoticeView[]> {
  const found = new Map<string, NoticeView>();
  for (let page = 1; ; page++) {
    const answered = await client.get(`/api/v1/staff/notices?list=all&pageSize=${PAGE}&page=${page}`);
    const { items, total } = NoticePage.parse(await expectStatus(answered, 200));
    for (const notice of items) found.set(notice.id, notice);
    if (page * PAGE >= total) return [...found.values()];
  }
}

/** What a person keeps between sign-ins: the secret in the authenticator app, and the step of the last code it gave. */
export class Authenticator {
  private lastStep = 0;

  constructor(readonly secret: string) {}

  /** A code that was not given before; waits for the app's next one when all that are good now were. */
  async code(): Promise<string> {
    const now = () => Math.floor(Date.now() / 30_000);
    this.lastStep = Math.max(now(), this.lastStep + 1);
    while (this.lastStep > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    return generate({ secret: this.secret.replaceAll(' ', ''), epoch: this.lastStep * 30 });
  }
}

/** Authenticator apps that were set up in this run, by address and account. */
const apps = new Map<string, Authenticator>();

/**
 * Signs an account in through every step the server asks for, as a person would: a new password where one is wanted, an
 * authenticator app set up, its codes.
 * @param newPassword what to change the password to when that is asked
 */
export async function signInThrough(
  baseUrl: string,
  { username, password }: Pick<Account, 'username' | 'password'>,
  newPassword = `${password}-neu`,
): Promise<StaffClient> {
  const address = `${baseUrl}/api/v1/staff/session`;
  const key = `${address} ${username}`;
  let response = await postJson(address, { username, password });
  while (response.status === 202) {
    const { next, challenge, setUp } = SignInStep.parse(await response.json());
    if (next === 'new_password')
      response = await postJson(`${address}/new-password`, { challenge, newPassword });
    else if (next === 'code')
      response = await postJson(`${address}/code`, { challenge, code: await apps.get(key)?.code() });
    else {
      const app = new Authenticator(setUp?.secret ?? '');
      apps.set(key, app);
      const body = { challenge, setUp: setUp?.setUp, code: await app.code() };
      response = await postJson(`${address}/second-factor`, body);
      const { session } = SignInSetUpDone.parse(await expectStatus(response, 200));
      return staffClient(baseUrl, session, cookiesOf(response));
    }
  }
  const session = StaffSession.parse(await expectStatus(response, 200));
  return staffClient(baseUrl, session, cookiesOf(response));
}

/** Signs the `nth` demo account of a role in, with a code where it has an authenticator app. */
export function signInStaff(system: Place, role: string, nth = 0): Promise<StaffClient> {
  return signInThrough(system.baseUrl, staffAccount(system, role, nth));
}
