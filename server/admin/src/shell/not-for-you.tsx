import { Link } from 'react-router';
import { EmptyNotice } from '../ui/notices.js';
import { Page } from '../ui/page.js';

/** The page exists, but not for this account. */
export function NotForYou() {
  return (
    <Page title="这个页面不归您的账号看">
      <EmptyNotice action={<Link to="/">回到首页</Link>}>
        如果工作需要，请系统管理员给您的账号开通，然后重新登录。
      </EmptyNotice>
    </Page>
  );
}
