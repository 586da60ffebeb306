import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { MyAccount } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';
import { Mark } from '../../ui/marks.js';
import { RecoveryCodeSheet } from '../../ui/second-factor/shown-once.js';
import { RenewCodes } from './renew-codes.js';
import { SetUpAuthenticator } from './set-up-authenticator.js';

/** New recovery codes, shown until their owner says that they are kept. */
function KeepCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div role="group" aria-labelledby="keep-codes">
      <h3 id="keep-codes" tabIndex={-1} ref={heading}>
        请收好这十个备用码
      </h3>
      <p className="me-aside">手机不在身边时，用一个就能登录一次。它们只显示这一次，以前的备用码已经作废。</p>
      <RecoveryCodeSheet codes={codes} />
      <Button type="primary" onClick={onKept}>
        收好了
      </Button>
    </div>
  );
}

function Standing({ factor }: { factor: MyAccount['secondFactor'] }) {
  if (!factor.since)
    return (
      <p>
        <Mark tone={factor.required ? 'bad' : 'quiet'} sign={factor.required ? '!' : '–'}>
          还没有设
        </Mark>
      </p>
    );
  const few = factor.recoveryCodesLeft <= 3;
  return (
    <dl className="facts">
      <div>
        <dt>状态</dt>
        <dd>
          <Mark tone="good" sign="✓">
            {`已启用，${formatInstantFull(factor.since)}设的`}
          </Mark>
        </dd>
      </div>
      <div>
        <dt>备用码</dt>
        <dd>
          <Mark tone={few ? 'care' : 'quiet'} sign={few ? '!' : '·'}>
            {`还剩 ${factor.recoveryCodesLeft} 个${few ? '，该换一批了' : ''}`}
          </Mark>
        </dd>
      </div>
    </dl>
  );
}

type Step = 'rest' | 'set_up' | 'renew';

/** The authenticator app: set up, put another in its place, new recovery codes. */
export function SecondFactorSection({ me: { secondFactor } }: { me: MyAccount }) {
  const [step, setStep] = useState<Step>('rest');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const rest = () => setStep('rest');
  const receive = (received: readonly string[]) => {
    setCodes(received);
    rest();
  };
  return (
    <section className="card" aria-labelledby="second-factor">
      <h2 id="second-factor">手机验证码</h2>
      <p className="me-aside">
        登录时除了密码，还要手机上的6位数字：别人知道了密码也进不来。
        {secondFactor.required && '您的角色作决定或看得到重要信息，必须有。'}
      </p>
      <Standing factor={secondFactor} />
      {codes && <KeepCodes codes={codes} onKept={() => setCodes(null)} />}
      {!codes && step === 'rest' && (
        <div className="form-actions">
          <Button type={secondFactor.since ? 'default' : 'primary'} onClick={() => setStep('set_up')}>
            {secondFactor.since ? '换手机或重新设' : '设手机验证码'}
          </Button>
          {secondFactor.since && <Button onClick={() => setStep('renew')}>换一批备用码</Button>}
        </div>
      )}
      {step === 'set_up' && (
        <SetUpAuthenticator renewing={secondFactor.since !== null} onDone={receive} onGiveUp={rest} />
      )}
      {step === 'renew' && <RenewCodes onDone={receive} onGiveUp={rest} />}
    </section>
  );
}
