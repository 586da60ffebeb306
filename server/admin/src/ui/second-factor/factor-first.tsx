import { Link, useLocation } from 'react-router';
import { useSession } from '../../api/session.js';
import { ME_PATH, secondFactorWanted } from './second-factor.js';

/** Said before anything is typed: without a second factor the server takes no change. @param deed such as 改账号 */
export function FactorFirst({ deed }: { deed: string }) {
  const { secondFactor } = useSession();
  const { pathname } = useLocation();
  if (secondFactor) return null;
  return (
    <div className="notice person-notice" data-tone="care" role="status">
      <p>{deed}要先用手机验证码证明是您本人，您这次登录没有验过。</p>
      <Link to={ME_PATH} state={secondFactorWanted(pathname)}>
        先去设好手机验证码
      </Link>
    </div>
  );
}
