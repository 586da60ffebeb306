import { Link } from 'react-router';
import { useAuditEntries } from '../../api/audit.js';
import { dayOf } from '../../format.js';
import { ErrorNotice } from '../../ui/notices.js';

const DAYS = 14;

/** Reports of the last two weeks that an account was changed without its owner having asked: whoever administers them may be behind it. */
export function DisownedNotice() {
  const from = dayOf(new Date(), -DAYS);
  const { data, error } = useAuditEntries({ action: 'staff.change_disowned', from }, 1, 1);
  if (error) return <ErrorNotice error={error} />;
  if (!data || data.total === 0) return null;
  return (
    <div className="notice audit-disowned" data-tone="bad" role="status">
      <p>最近两周，工作人员报告过 {data.total} 次：账号的改动不是自己要求的。请查是谁改的。</p>
      <Link to={`/audit?action=staff.change_disowned&from=${from}`}>看这些记录</Link>
    </div>
  );
}
