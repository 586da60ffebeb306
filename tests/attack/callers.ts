import type { System } from '../support/system.js';

export interface Caller {
  name: string;
  headers: Record<string, string>;
}

/** Signs the demo account of a role in; the headers a page of that account sends with every request. */
export async function signedIn(system: System, role: string): Promise<Caller> {
  const account = system.accounts.find((one) => one.role === role);
  if (!account) throw new Error(`no demo account for ${role}`);
  const response = await fetch(`${system.baseUrl}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: account.username, password: account.password }),
  });
  if (response.status !== 200) throw new Error(`${role} could not sign in: ${await response.text()}`);
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { name: role, headers: { Cookie: cookie, 'X-CSRF-Token': csrfToken } };
}

export const STRANGER: Caller = { name: 'stranger', headers: {} };
