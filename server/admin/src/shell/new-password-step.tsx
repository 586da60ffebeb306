import { Input } from 'antd';
import { useState } from 'react';
import { passwordFault } from '@haochaping/shared/domain/people/passwords';
import { useSignIn } from '../api/session.js';
import { StepForm, type StepProps } from './step-form.js';

/** Asks for a password of one's own in the place of the one somebody else knows. */
export function NewPasswordStep({ step, onNext, onRestart }: StepProps) {
  const [newPassword, setNewPassword] = useState('');
  const [again, setAgain] = useState('');
  const signIn = useSignIn();
  const fault = newPassword ? passwordFault(newPassword, '') : null;
  const differs = again !== '' && again !== newPassword ? '两次输入的不一样' : null;
  return (
    <StepForm
      title={`${step.displayName}，请换成自己的密码`}
      lead="现在的密码别人也知道。新密码至少12位，一句自己记得住的话最好。"
      error={signIn.error}
      action="换好，继续"
      busy={signIn.isPending}
      ready={newPassword !== '' && !fault && again === newPassword}
      onSubmit={() =>
        signIn.mutate(
          { step: '/new-password', body: { challenge: step.challenge, newPassword } },
          { onSuccess: onNext },
        )
      }
      onRestart={onRestart}
    >
      <label htmlFor="new-password">新密码</label>
      <Input.Password
        id="new-password"
        size="large"
        autoComplete="new-password"
        autoFocus
        value={newPassword}
        onChange={(event) => setNewPassword(event.target.value)}
      />
      <label htmlFor="new-password-again">再输一遍</label>
      <Input.Password
        id="new-password-again"
        size="large"
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
      />
      <p className="sign-in-hint" role="status">
        {fault ?? differs}
      </p>
    </StepForm>
  );
}
