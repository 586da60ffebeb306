import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useBindPhone, useSendPhoneCode } from '../../api/me.js';
import { CodeInput } from '../../ui/form/code-field.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

/** Registers one's own telephone: first a code is sent there, then it is typed in. */
export function PhoneForm({ onDone }: { onDone: () => void }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const send = useSendPhoneCode();
  const bind = useBindPhone();
  const sent = send.isSuccess;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sent) bind.mutate({ phone, code }, { onSuccess: onDone });
    else send.mutate(phone);
  };
  return (
    <form className="form" onSubmit={submit} noValidate autoComplete="off">
      <Field
        label="手机号"
        hint="会往这个号码发一个验证码"
        fault={faultOf(send.error, 'phone') ?? faultOf(bind.error, 'phone')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            inputMode="numeric"
            maxLength={40}
            disabled={sent}
            value={phone}
            onChange={({ target }) => setPhone(target.value)}
          />
        )}
      </Field>
      {sent && (
        <Field label="短信里的6位数字" hint={send.data.message} fault={faultOf(bind.error, 'code')}>
          {(wiring) => <CodeInput wiring={wiring} code={code} onChange={setCode} />}
        </Field>
      )}
      <FormError error={bind.error ?? send.error} fields={['phone', 'code']} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={send.isPending || bind.isPending}>
          {sent ? '登记' : '发验证码'}
        </Button>
        <Button onClick={onDone}>先不</Button>
      </div>
    </form>
  );
}
