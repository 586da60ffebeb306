import type { InitialPassword } from '@haochaping/shared/contracts';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../ui/second-factor/shown-once.js';

interface FirstPasswordProps {
  given: InitialPassword;
  onKept: () => void;
}

/** A first password, shown until it is noted down. A page that is left may be kept by the browser as it stands. */
export function FirstPassword({ given: { account, initialPassword }, onKept }: FirstPasswordProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    window.addEventListener('pagehide', onKept);
    return () => window.removeEventListener('pagehide', onKept);
  }, [onKept]);
  return (
    <section className="card first-password" aria-labelledby="first-password">
      <h2 id="first-password" tabIndex={-1} ref={heading}>
        请把初始密码告诉{account.displayName}
      </h2>
      <dl className="facts">
        <div>
          <dt>账号</dt>
          <dd className="first-password-word">{account.username}</dd>
        </div>
        <div>
          <dt>初始密码</dt>
          <dd className="first-password-word">{initialPassword}</dd>
        </div>
      </dl>
      <p>
        密码只显示这一次，离开这里就再也看不到。请当面或打电话告诉本人，不要发到群里。本人第一次登录要换成自己的密码，换好之前做不了别的。
      </p>
      <div className="form-actions">
        <CopyButton text={initialPassword} label="复制密码" />
        <Button type="primary" onClick={onKept}>
          告诉本人了
        </Button>
      </div>
    </section>
  );
}
