import { Link } from 'react-router';
import { useAccounts } from '../../api/staff-accounts.js';
import { ErrorNotice } from '../../ui/notices.js';

const SHOWN = 10;
const DISOWNED = { disowned: 'true' } as const;

/** Whose owners reported a change as not theirs, until an administrator takes care of the account. */
export function DisownedNotice() {
  const { data, error } = useAccounts(DISOWNED, 1, SHOWN);
  if (error) return <ErrorNotice error={error} />;
  if (!data || data.total === 0) return null;
  return (
    <div className="notice person-notice" data-tone="bad" role="status">
      <p>{data.total} 个账号的本人报告：有改动不是自己要求的。请当面问清，再重设密码或停用。</p>
      <ul>
        {data.items.map(({ id, displayName, username }) => (
          <li key={id}>
            <Link to={`/people/${encodeURIComponent(id)}`}>
              {displayName}（{username}）
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
