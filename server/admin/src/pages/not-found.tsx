import { Link } from 'react-router';
import { EmptyNotice } from '../ui/notices.js';
import { Page } from '../ui/page.js';

export function Component() {
  return (
    <Page title="没有这个页面">
      <EmptyNotice action={<Link to="/">回到首页</Link>}>地址可能打错了，或者您的账号看不到它。</EmptyNotice>
    </Page>
  );
}
