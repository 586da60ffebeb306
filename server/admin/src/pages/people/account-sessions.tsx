import type { StaffSessionView } from '@haochaping/shared/contracts';
import { formatInstant } from '../../format.js';

/** Where the owner of an account is signed in now. */
export function AccountSessions({ sessions }: { sessions: readonly StaffSessionView[] }) {
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">现在的登录</h2>
      {sessions.length === 0 && <p className="person-aside">现在哪里都没有登录。</p>}
      <ul className="person-sessions">
        {sessions.map(({ id, device, since, lastUsedAt, secondFactor }) => (
          <li key={id}>
            <p>{device}</p>
            <p className="person-aside">
              {formatInstant(since)} 登录{secondFactor && '，验过手机'} · 最近 {formatInstant(lastUsedAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
