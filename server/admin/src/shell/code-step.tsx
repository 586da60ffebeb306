import { Input } from 'antd';
import { useState } from 'react';
import { useSignIn } from '../api/session.js';
import { StepForm, type StepProps } from './step-form.js';

/** Asks for the code of the authenticator app, or one of the recovery codes. */
export function CodeStep({ step, onNext, onRestart }: StepProps) {
  const [code, setCode] = useState('');
  const signIn = useSignIn();
  return (
    <StepForm
      title={`${step.displayName}，请输入验证码`}
      lead="打开手机上的验证器，输入现在显示的6位数字。手机不在身边，就输入一个备用码。"
      error={signIn.error}
      action="登录"
      busy={signIn.isPending}
      ready={code.trim().length >= 6}
      onSubmit={() =>
        signIn.mutate({ step: '/code', body: { challenge: step.challenge, code } }, { onSuccess: onNext })
      }
      onRestart={onRestart}
    >
      <label htmlFor="code">验证码或备用码</label>
      <Input
        id="code"
        size="large"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
    </StepForm>
  );
}
