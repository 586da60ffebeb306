import type { StaffAccountView, StaffSessionView } from '@haochaping/shared/contracts';
import { useEndSessionsOf } from '../../api/staff-accounts.js';
import { formatInstant } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';

function EndAll({ account: { id, displayName }, say }: { account: StaffAccountView; say: Say }) {
  const end = useEndSessionsOf(id, () => say(`${displayName}的登录都结束了。`));
  return (
    <ConfirmButton
      label="结束所有登录"
      danger
      title={`结束${displayName}的所有登录？`}
      action="都结束"
      deed={end}
      input={undefined}
    >
      <p>本人在哪里都马上退出，要再用就重新登录。没有保存的内容会丢。密码不变。</p>
    </ConfirmButton>
  );
}

type Say = (words: string) => void;

interface AccountSessionsProps {
  account: StaffAccountView;
  sessions: readonly StaffSessionView[];
  /** Absent on one's own account, whose sign-ins are ended elsewhere. */
  say?: Say | undefined;
}

/** Where the owner of an account is signed in now, and the way to end it. */
export function AccountSessions({ account, sessions, say }: AccountSessionsProps) {
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
      {say && sessions.length > 0 && <EndAll account={account} say={say} />}
    </section>
  );
}
