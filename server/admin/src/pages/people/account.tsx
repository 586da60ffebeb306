import type { InitialPassword, StaffAccountDetail } from '@haochaping/shared/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAccount } from '../../api/staff-accounts.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { ME_PATH } from '../../ui/second-factor/second-factor.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { AccountCare } from './account-care.js';
import { AccountFacts } from './account-facts.js';
import { AccountHistory } from './account-history.js';
import { AccountSessions } from './account-sessions.js';
import { ChangeRights } from './change-rights.js';
import { FactorFirst } from '../../ui/second-factor/factor-first.js';
import { FirstPassword } from './first-password.js';
import './people.css';

function OwnAccount() {
  return (
    <div className="notice person-notice" role="note">
      <p>
        这是您自己的账号，这里只能看。改权限、停用、重设密码都要由另一位安全管理员来办：谁也不能给自己加权限。
      </p>
      <Link to={ME_PATH}>自己的密码和手机验证码，在“我的账号”里改</Link>
    </div>
  );
}

/** The rights as they are, or the form that changes them. */
function Rights({
  detail: { account, own },
  say,
}: {
  detail: StaffAccountDetail;
  say: (words: string) => void;
}) {
  const [changing, setChanging] = useState(false);
  if (!changing)
    return <AccountFacts account={account} onChange={own ? undefined : () => setChanging(true)} />;
  return (
    <section className="card" aria-labelledby="rights">
      <h2 id="rights">改权限</h2>
      <ChangeRights
        account={account}
        onDone={() => {
          setChanging(false);
          say('改好了，马上生效。');
        }}
        onGiveUp={() => setChanging(false)}
      />
    </section>
  );
}

function Sections({ detail }: { detail: StaffAccountDetail }) {
  const { account, own, sessions, history } = detail;
  const [said, setSaid] = useState<string>();
  const [given, setGiven] = useState<InitialPassword | null>(null);
  return (
    <>
      {own ? <OwnAccount /> : <FactorFirst deed="改账号" />}
      {said && (
        <p className="notice person-notice" data-tone="good" role="status">
          {said}
        </p>
      )}
      {given && <FirstPassword given={given} onKept={() => setGiven(null)} />}
      <div className="person">
        <div className="person-column">
          <Rights detail={detail} say={setSaid} />
          {!own && <AccountCare account={account} say={setSaid} onReset={setGiven} />}
        </div>
        <div className="person-column">
          <AccountSessions account={account} sessions={sessions} say={own ? undefined : setSaid} />
          <AccountHistory history={history} />
        </div>
      </div>
    </>
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
      {data && <Sections key={id} detail={data} />}
    </Page>
  );
}
