import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import type { MyAccount } from '@haochaping/shared/contracts';
import { passwordFault } from '@haochaping/shared/domain/people/passwords';
import { useChangePassword } from '../../api/me.js';
import { formatInstantFull } from '../../format.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

const EMPTY = { oldPassword: '', newPassword: '', again: '' };
const FIELDS = ['oldPassword', 'newPassword'] as const;

/** What is wrong before the server is asked, field by field. */
function faultsOf({ oldPassword, newPassword, again }: typeof EMPTY, username: string) {
  return {
    oldPassword: oldPassword ? undefined : '请输入现在的密码',
    newPassword: newPassword ? (passwordFault(newPassword, username) ?? undefined) : '请输入新密码',
    again: again === newPassword ? undefined : '两次输入的不一样',
  };
}

/** Changing the own password: with the old one, and the other sign-ins end. */
export function PasswordSection({ me }: { me: MyAccount }) {
  const [typed, setTyped] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const change = useChangePassword();
  const faults = faultsOf(typed, me.username);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some(Boolean)) return;
    const { oldPassword, newPassword } = typed;
    change.mutate(
      { oldPassword, newPassword },
      {
        onSuccess: () => {
          setTyped(EMPTY);
          setTried(false);
        },
      },
    );
  };
  const box = (name: keyof typeof EMPTY, label: string, hint?: string) => (
    <Field label={label} hint={hint} fault={(tried && faults[name]) || faultOf(change.error, name)}>
      {(wiring) => (
        <Input.Password
          {...wiring}
          autoComplete={name === 'oldPassword' ? 'current-password' : 'new-password'}
          value={typed[name]}
          onChange={({ target }) => {
            setTyped({ ...typed, [name]: target.value });
            if (change.error) change.reset();
          }}
        />
      )}
    </Field>
  );
  return (
    <section className="card" aria-labelledby="password">
      <h2 id="password">密码</h2>
      <p className="me-aside">
        {me.passwordChangedAt ? `上次修改：${formatInstantFull(me.passwordChangedAt)}` : '还没有改过。'}
      </p>
      <form className="form" onSubmit={submit} noValidate>
        {box('oldPassword', '现在的密码')}
        {box('newPassword', '新密码', '至少12位，一句自己记得住的话最好')}
        {box('again', '再输一遍新密码')}
        <FormError error={change.error} fields={FIELDS} />
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            改密码
          </Button>
        </div>
        {change.isSuccess && (
          <p className="notice" data-tone="good" role="status">
            密码改好了。别处的登录都已结束，这里不受影响。
          </p>
        )}
      </form>
    </section>
  );
}
