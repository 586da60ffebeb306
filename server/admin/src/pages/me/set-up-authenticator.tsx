import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import type { SecondFactorSetUp } from '@haochaping/shared/contracts';
import { isSixDigits } from '@haochaping/shared/domain/people/typed';
import { useBeginSecondFactor, useConfirmSecondFactor } from '../../api/me.js';
import { AuthenticatorScan } from '../../ui/second-factor/authenticator-scan.js';
import { CodeField } from '../../ui/form/code-field.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

interface BeginProps {
  renewing: boolean;
  onBegun: (setUp: SecondFactorSetUp) => void;
  onGiveUp: () => void;
}

/** First the password: a session left open is no way to put one's own telephone in. */
function Begin({ renewing, onBegun, onGiveUp }: BeginProps) {
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const begin = useBeginSecondFactor();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password) begin.mutate(password, { onSuccess: onBegun });
  };
  const missing = tried && !password ? '请输入现在的密码' : undefined;
  return (
    <form className="form" onSubmit={submit} noValidate>
      {renewing && <p>新的设好之前，旧的照用；设好之后，旧的和以前的备用码都作废。</p>}
      <Field label="先输入您的密码" fault={missing ?? faultOf(begin.error, 'password')}>
        {(wiring) => (
          <Input.Password
            {...wiring}
            autoComplete="current-password"
            autoFocus
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
      <FormError error={begin.error} fields={['password']} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={begin.isPending}>
          继续
        </Button>
        <Button onClick={onGiveUp}>先不</Button>
      </div>
    </form>
  );
}

interface SetUpAuthenticatorProps {
  renewing: boolean;
  onDone: (codes: readonly string[]) => void;
  onGiveUp: () => void;
}

/** Sets an authenticator app up: the password, the code to scan, the digits it shows. */
export function SetUpAuthenticator({ renewing, onDone, onGiveUp }: SetUpAuthenticatorProps) {
  const [setUp, setSetUp] = useState<SecondFactorSetUp | null>(null);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const confirm = useConfirmSecondFactor();
  if (!setUp) return <Begin renewing={renewing} onBegun={setSetUp} onGiveUp={onGiveUp} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isSixDigits(code))
      confirm.mutate(
        { setUp: setUp.setUp, code },
        { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) },
      );
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p>用手机上的验证器（如微信小程序里的“身份验证器”）扫这个码，五分钟内有效。</p>
      <AuthenticatorScan setUp={setUp} />
      <CodeField code={code} onChange={setCode} tried={tried} error={confirm.error} />
      <FormError error={confirm.error} fields={['code']} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          设好
        </Button>
        <Button onClick={onGiveUp}>先不</Button>
      </div>
    </form>
  );
}
