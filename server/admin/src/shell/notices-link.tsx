import { Link } from 'react-router';
import { useUnreadNotices } from '../api/notices.js';
import { useMay } from '../api/session.js';
import { formatCounted } from '../format.js';

/** The way to one's inbox, with how many notices were not read yet. */
export function NoticesLink() {
  const unread = useUnreadNotices();
  if (!useMay('notices.read')) return null;
  return (
    <Link to="/notices">
      通知
      {unread > 0 && (
        <>
          {' '}
          <span className="nav-count">
            {formatCounted(unread)}
            <span className="visually-hidden">条没看过</span>
          </span>
        </>
      )}
    </Link>
  );
}
