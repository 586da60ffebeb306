import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import { useSignIn } from '../api/session.js';
import { ErrorNotice } from '../ui/notices.js';
import './sign-in.css';

/** What is missing, named field by field; undefined when the form can be sent. */
function missing(username: string, password: string): string | undefined {
  if (!username.trim() && !password) return '请填写账号和密码。';
  if (!username.trim()) return '请填写账号。';
  return password ? undefined : '请填写密码。';
}

export function SignIn() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [gap, setGap] = useState<string>();
  const signIn = useSignIn();
  useEffect(() => {
    document.title = '登录 · 三明好差评';
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = missing(username, password);
    setGap(found);
    if (!found) signIn.mutate({ username: username.trim(), password });
  };

  return (
    <main className="sign-in">
      <form className="sign-in-form" onSubmit={submit} noValidate>
        <p className="sign-in-place">三明市政务服务</p>
        <h1>好差评 · 工作人员登录</h1>
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
        <p className="sign-in-note">这里看不到评价人的姓名和电话。</p>
      </form>
    </main>
  );
}
