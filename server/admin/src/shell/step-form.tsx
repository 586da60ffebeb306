import { Button } from 'antd';
import type { FormEvent, ReactNode } from 'react';
import type { SignInStep } from '@haochaping/shared/contracts';
import { ErrorNotice } from '../ui/notices.js';

export interface StepProps {
  step: SignInStep;
  onNext: (step: SignInStep | null) => void;
  onRestart: () => void;
}

interface StepFormProps {
  title: string;
  lead: string;
  children: ReactNode;
  error: Error | null;
  action: string;
  busy: boolean;
  ready: boolean;
  onSubmit: () => void;
  onRestart: () => void;
}

/** The frame of a step of the sign-in: one question, one action, and the way back to the start. */
export function StepForm(props: StepFormProps) {
  const { title, lead, children, error, action, busy, ready, onSubmit, onRestart } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <h1 className="sign-in-title">{title}</h1>
      <p className="sign-in-lead">{lead}</p>
      {children}
      {error && <ErrorNotice error={error} />}
      <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!ready} block>
        {action}
      </Button>
      <Button type="link" onClick={onRestart}>
        从头登录
      </Button>
    </form>
  );
}
