import { Link } from 'react-router';
import type { MyAccount } from '@haochaping/shared/contracts';
import { useMe } from '../../api/me.js';
import { useSession } from '../../api/session.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useCameForSecondFactor } from '../../ui/second-factor/second-factor.js';
import { ChangesSection } from './changes-section.js';
import { IdentitySection } from './identity-section.js';
import { LeaveSection } from './leave-section.js';
import { PasswordSection } from './password-section.js';
import { SecondFactorSection } from './second-factor-section.js';
import { SessionsSection } from './sessions-section.js';
import './me.css';

/** Why one was led here, and the way back once it is done. */
function WhyHere() {
  const { secondFactor } = useSession();
  const from = useCameForSecondFactor();
  if (from === undefined) return null;
  return (
    <div className="notice me-why" data-tone={secondFactor ? 'good' : 'care'} role="status">
      {secondFactor ? (
        <>
          <p>手机验证码已经设好，刚才那一步可以做了。</p>
          <Link to={from}>回到刚才的页面</Link>
        </>
      ) : (
        <p>
          刚才那一步会改别人的权限或看到重要信息，光有密码不够，要先用手机验证码证明是您本人，所以没有做。
          请在下面设好“手机验证码”，再回去做。
        </p>
      )}
    </div>
  );
}

function Sections({ me }: { me: MyAccount }) {
  const { may } = useSession();
  return (
    <div className="me">
      <ChangesSection changes={me.changes} />
      <SecondFactorSection me={me} />
      <PasswordSection me={me} />
      <SessionsSection />
      {may.includes('cases.move') && <LeaveSection />}
      <IdentitySection me={me} />
    </div>
  );
}

/** One's own account: what protects it, where it is signed in, and that one does not rate oneself. */
export function Component() {
  const { username, displayName, roleName, institutionName } = useSession();
  const { data, error, isPending, refetch } = useMe();
  return (
    <Page title="我的账号" lead={`${displayName}（${username}） · ${roleName} · ${institutionName}`}>
      <WhyHere />
      {isPending && <LoadingRows />}
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <Sections me={data} />}
    </Page>
  );
}
