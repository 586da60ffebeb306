import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import type { SignInStep } from '@haochaping/shared/contracts';
import { useLostSession, useSignIn } from '../api/session.js';
import { ErrorNotice } from '../ui/notices.js';
import { CodeStep } from './code-step.js';
import { NewPasswordStep } from './new-password-step.js';
import { SetUpStep } from './set-up-step.js';
import './sign-in.css';

/** What is missing, named field by field; undefined when the form can be sent. */
function missing(username: string, password: string): string | undefined {
  if (!username.trim() && !password) return '请填写账号和密码。';
  if (!username.trim()) return '请填写账号。';
  return password ? undefined : '请填写密码。';
}

function PasswordStep({ onNext }: { onNext: (step: SignInStep | null) => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [gap, setGap] = useState<string>();
  const lost = useLostSession();
  const signIn = useSignIn();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = missing(username, password);
    setGap(found);
    if (!found)
      signIn.mutate({ step: '', body: { username: username.trim(), password } }, { onSuccess: onNext });
  };

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <p className="sign-in-place">三明市政务服务</p>
      <h1>好差评 · 工作人员登录</h1>
      {lost && !gap && !signIn.error && (
        <p className="notice" data-tone="care" role="status">
          您的登录已经结束：时间到了，或者账号的权限、密码刚被改过。请再登录一次；登录不了，请找安全管理员。
        </p>
      )}
      <label htmlFor="username">账号</label>
      <Input
        id="username"
        size="large"
        autoComplete="username"
        autoCapitalize="none"
        autoFocus
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <label htmlFor="password">密码</label>
      <Input.Password
        id="password"
        size="large"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {gap && (
        <p className="notice" data-tone="bad" role="alert">
          {gap}
        </p>
      )}
      {!gap && signIn.error && <ErrorNotice error={signIn.error} />}
      <Button type="primary" size="large" htmlType="submit" loading={signIn.isPending} block>
        登录
      </Button>
      <p className="sign-in-note">
        评价人的姓名和电话平时看不到；确要联系本人的，写明事由才能看，看一次记一次。
      </p>
    </form>
  );
}

/** The sign-in, one question after the other, as the server asks them. */
export function SignIn() {
  const [step, setStep] = useState<SignInStep | null>(null);
  useEffect(() => {
    document.title = '登录 · 三明好差评';
  }, []);
  const common = { onNext: setStep, onRestart: () => setStep(null) };
  return (
    <main className="sign-in">
      {!step && <PasswordStep onNext={setStep} />}
      {step?.next === 'code' && <CodeStep step={step} {...common} />}
      {step?.next === 'new_password' && <NewPasswordStep step={step} {...common} />}
      {step?.next === 'set_up' && <SetUpStep step={step} onRestart={common.onRestart} />}
    </main>
  );
}
