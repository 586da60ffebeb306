import { Button } from 'antd';
import { Suspense, useCallback, useState } from 'react';
import { Link, NavLink, Outlet, useNavigate } from 'react-router';
import { useOverview } from '../api/overview.js';
import { useSession, useSignOut } from '../api/session.js';
import { formatCounted } from '../format.js';
import { LoadingRows } from '../ui/notices.js';
import { HelpOverlay } from '../ui/help.js';
import { ME_PATH, useWayToSecondFactor } from '../ui/second-factor/second-factor.js';
import { useShortcut } from '../ui/shortcuts.js';
import { ChangesNotice } from './changes-notice.js';
import { navigationOf, type NavigationEntry } from './navigation.js';
import { NoticesLink } from './notices-link.js';
import { SchemeSwitch } from './scheme-switch.js';
import './shell.css';

function NavigationItem({ entry }: { entry: NavigationEntry }) {
  const { data: overview } = useOverview();
  const waiting = overview && entry.waiting ? entry.waiting(overview) : 0;
  return (
    <li>
      <NavLink to={entry.path} end={entry.path === '/'}>
        {entry.label}
        {waiting > 0 && (
          <span className="nav-count">
            {formatCounted(waiting)}
            <span className="visually-hidden">件待处理</span>
          </span>
        )}
      </NavLink>
    </li>
  );
}

function useNavigationKeys(entries: readonly NavigationEntry[]): void {
  const navigate = useNavigate();
  useShortcut(
    entries.map((_, index) => String(index + 1)),
    `1 … ${entries.length}`,
    '换到左边导航的第几项',
    (event) => {
      const entry = entries[Number(event.key) - 1];
      if (entry) void navigate(entry.path);
    },
  );
}

function Account() {
  const session = useSession();
  const signOut = useSignOut();
  return (
    <div className="account">
      <p className="account-name">{session.displayName}</p>
      <p className="account-role">{session.institutionName}</p>
      <div className="account-ways">
        <NoticesLink />
        <Link to={ME_PATH}>我的账号</Link>
        <Button size="small" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          退出登录
        </Button>
      </div>
      {signOut.error && <p role="alert">{signOut.error.message}</p>}
    </div>
  );
}

/** The frame around every page: navigation by work, who is signed in, help. */
export function Component() {
  const entries = navigationOf(useSession());
  const [help, setHelp] = useState(false);
  const openHelp = useCallback(() => setHelp(true), []);
  useNavigationKeys(entries);
  useWayToSecondFactor();
  useShortcut(['?', '？'], '?', '看这张表', openHelp);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <header className="side">
        <p className="brand">
          <span>三明市政务服务</span>
          <strong>好差评</strong>
        </p>
        <nav aria-label="主导航">
          <ul className="nav">
            {entries.map((entry) => (
              <NavigationItem key={entry.path} entry={entry} />
            ))}
          </ul>
        </nav>
        <div className="side-foot">
          <SchemeSwitch />
          <Button size="small" onClick={openHelp}>
            快捷键 <kbd>?</kbd>
          </Button>
          <Account />
        </div>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        <ChangesNotice />
        <Suspense fallback={<LoadingRows />}>
          <Outlet />
        </Suspense>
      </main>
      <HelpOverlay open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
