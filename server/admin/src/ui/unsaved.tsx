import { Modal } from 'antd';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** Asks before a page is left on which something was written and not saved. */
export function Unsaved({ changed }: { changed: boolean }) {
  const leaving = useBlocker(
    ({ currentLocation, nextLocation }) => changed && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!changed) return undefined;
    // The browser asks in words of its own.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);
  return (
    <Modal
      open={leaving.state === 'blocked'}
      title="有改动还没有存，要离开吗？"
      okText="不存了，离开"
      cancelText="留在这里"
      okButtonProps={{ danger: true }}
      onOk={() => leaving.proceed?.()}
      onCancel={() => leaving.reset?.()}
    >
      <p>离开以后，这一页上没有存的改动就没有了。</p>
    </Modal>
  );
}
