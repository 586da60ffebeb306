import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { isSixDigits } from '@haochaping/shared/domain/people/typed';
import { useRenewRecoveryCodes } from '../../api/me.js';
import { CodeField } from '../../ui/form/code-field.js';
import { FormError } from '../../ui/form/form.js';

interface RenewCodesProps {
  onDone: (codes: readonly string[]) => void;
  onGiveUp: () => void;
}

/** Ten new recovery codes, against a code of the app. */
export function RenewCodes({ onDone, onGiveUp }: RenewCodesProps) {
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const renew = useRenewRecoveryCodes();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isSixDigits(code)) renew.mutate(code, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p>换一批之后，以前的备用码马上作废。</p>
      <CodeField code={code} onChange={setCode} tried={tried} error={renew.error} />
      <FormError error={renew.error} fields={['code']} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={renew.isPending}>
          换一批
        </Button>
        <Button onClick={onGiveUp}>先不</Button>
      </div>
    </form>
  );
}
