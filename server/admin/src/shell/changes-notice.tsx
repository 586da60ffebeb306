import { Link, useLocation } from 'react-router';
import { useSession } from '../api/session.js';
import { ME_PATH } from '../ui/second-factor/second-factor.js';

/** On every page until it was looked at: somebody else changed this account. */
export function ChangesNotice() {
  const { changesToSee } = useSession();
  const { pathname } = useLocation();
  if (changesToSee === 0 || pathname === ME_PATH) return null;
  return (
    <div className="notice changes-notice" data-tone="care" role="status">
      <p>管理员动过您的账号（{changesToSee} 次）。请看看是不是您要求的。</p>
      <Link to={ME_PATH}>去看</Link>
    </div>
  );
}
