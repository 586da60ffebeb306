import { Button } from 'antd';
import { useRouteError } from 'react-router';

/** A page that could not be drawn: most often a tab left open over an update, whose parts are no longer there. */
export function PageFailure() {
  const error = useRouteError();
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>这个页面没有打开。可能刚刚更新过，刷新一下就好；您已经保存的内容不受影响。</p>
      <p className="notice-detail">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        刷新
      </Button>
    </div>
  );
}
