import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SignInStep } from '@haochaping/shared/contracts';
import { isSixDigits } from '@haochaping/shared/domain/people/typed';
import { useEnter, useSignInSetUp } from '../api/session.js';
import { AuthenticatorScan } from '../ui/second-factor/authenticator-scan.js';
import { RecoveryCodeSheet } from '../ui/second-factor/shown-once.js';
import { StepForm } from './step-form.js';

/** The recovery codes, shown once; the console opens when the person says that they are kept. */
function KeepCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <section className="sign-in-form">
      <h1 className="sign-in-title">手机验证码设好了</h1>
      <p className="sign-in-lead">
        请把这十个备用码抄下来或打印出来收好。手机不在身边时，用一个就能登录一次。它们只显示这一次。
      </p>
      <RecoveryCodeSheet codes={codes} />
      <Button type="primary" size="large" block autoFocus onClick={onKept}>
        收好了，进入
      </Button>
    </section>
  );
}

/** Sets an authenticator app up: scan, type the code, keep the recovery codes. */
export function SetUpStep({ step, onRestart }: { step: SignInStep; onRestart: () => void }) {
  const [code, setCode] = useState('');
  const confirm = useSignInSetUp();
  const enter = useEnter();
  const { setUp } = step;
  if (confirm.data) {
    const { session, recoveryCodes } = confirm.data;
    return <KeepCodes codes={recoveryCodes} onKept={() => enter(session)} />;
  }
  if (!setUp) return null;
  return (
    <StepForm
      title={`${step.displayName}，请设好手机验证码`}
      lead="您的角色作决定或看得到重要信息，光有密码不够。用手机上的验证器（如微信小程序里的“身份验证器”）扫这个码，五分钟内有效。"
      error={confirm.error}
      action="设好，继续"
      busy={confirm.isPending}
      ready={isSixDigits(code)}
      onSubmit={() => confirm.mutate({ challenge: step.challenge, setUp: setUp.setUp, code })}
      onRestart={onRestart}
    >
      <AuthenticatorScan setUp={setUp} />
      <label htmlFor="code">手机上显示的6位数字</label>
      <Input
        id="code"
        size="large"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
    </StepForm>
  );
}
