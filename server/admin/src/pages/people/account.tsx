import { Button } from 'antd';
import { useParams } from 'react-router';
import type { StaffAccountDetail } from '@haochaping/shared/contracts';
import { useAccount } from '../../api/staff-accounts.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { AccountFacts } from './account-facts.js';
import { AccountHistory } from './account-history.js';
import { AccountSessions } from './account-sessions.js';
import './people.css';

function Sections({ detail: { account, sessions, history } }: { detail: StaffAccountDetail }) {
  return (
    <div className="person">
      <div className="person-column">
        <AccountFacts account={account} />
      </div>
      <div className="person-column">
        <AccountSessions sessions={sessions} />
        <AccountHistory history={history} />
      </div>
    </div>
  );
}

/** One account: whose it is, what it may do, where it is signed in, and how its rights came about. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useAccount(id);
  const back = useWayBack('/people');
  useShortcut(['Escape'], 'Esc', '回到列表', back);
  return (
    <Page
      title={data?.account.displayName ?? '人员'}
      lead={data && `账号 ${data.account.username}`}
      actions={<Button onClick={back}>回到列表</Button>}
    >
      {isPending && <LoadingRows />}
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <Sections detail={data} />}
    </Page>
  );
}
