import { Link } from 'react-router';
import { Nothing } from '../ui/notices.js';
import { Page } from '../ui/page.js';

/** The page exists, but not for this account. */
export function NotForYou() {
  return (
    <Page title="这个页面不归您的账号看">
      <Nothing action={<Link to="/">回到首页</Link>}>如果工作需要看，请联系系统管理员。</Nothing>
    </Page>
  );
}
