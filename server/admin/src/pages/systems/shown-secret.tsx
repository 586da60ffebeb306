import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { SystemSecret } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';
import { FactList } from '../../ui/facts.js';
import { CopyButton } from '../../ui/second-factor/shown-once.js';

interface ShownSecretProps {
  given: SystemSecret;
  onKept: () => void;
}

/** A secret, shown until it is handed on. A page that is left may be kept by the browser as it stands. */
export function ShownSecret({ given: { system, secret }, onKept }: ShownSecretProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    window.addEventListener('pagehide', onKept);
    return () => window.removeEventListener('pagehide', onKept);
  }, [onKept]);
  return (
    <section className="card system-secret" aria-labelledby="system-secret">
      <h2 id="system-secret" tabIndex={-1} ref={heading}>
        请把密钥交给做{system.name}的人
      </h2>
      <FactList
        facts={[
          ['标识', system.appKey],
          ['密钥', secret],
          ['旧密钥认到', system.previousUntil && formatInstantFull(system.previousUntil)],
        ]}
      />
      <p>
        密钥只显示这一次，离开这里就再也看不到；丢了只能换一个。请当面交给他们，或用加密的方式发，不要发到群里。怎样签名、怎样报送，见
        <a href="/docs" target="_blank" rel="noreferrer">
          接口说明
        </a>
        。
      </p>
      <div className="form-actions">
        <CopyButton text={secret} label="复制密钥" />
        <Button type="primary" onClick={onKept}>
          交给他们了
        </Button>
      </div>
    </section>
  );
}
