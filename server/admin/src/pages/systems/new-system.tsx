import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useRegister } from '../../api/systems.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { Page } from '../../ui/page.js';
import { FactorFirst } from '../../ui/second-factor/factor-first.js';
import { ShownSecret } from './shown-secret.js';
import { SystemFields, told, type SystemDraft } from './system-fields.js';
import './systems.css';

const EMPTY: SystemDraft = { name: '', institutions: [], all: false };
const FIELDS = ['appKey', 'name', 'institutionCodes'];

function NewSystemForm({ register }: { register: ReturnType<typeof useRegister> }) {
  const navigate = useNavigate();
  const [appKey, setAppKey] = useState('');
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const system = told(draft);
    if (system && appKey.trim()) register.mutate({ appKey: appKey.trim(), ...system });
  };
  return (
    <form className="card form system-form" onSubmit={submit} noValidate autoComplete="off">
      <Field
        label="标识"
        hint="每次报送都带着它，定了不能改。3到64位字母、数字、短横线，如 fgw-approval"
        fault={tried && !appKey.trim() ? '请填写标识' : faultOf(register.error, 'appKey')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            autoCapitalize="none"
            maxLength={64}
            value={appKey}
            onChange={({ target }) => setAppKey(target.value)}
          />
        )}
      </Field>
      <SystemFields draft={draft} onChange={setDraft} tried={tried} error={register.error} />
      <FormError error={register.error} fields={FIELDS} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={register.isPending}>
          登记，拿密钥
        </Button>
        <Button onClick={() => void navigate('/systems')}>先不</Button>
      </div>
    </form>
  );
}

/** A new business system; then its secret, shown once. */
export function Component() {
  const navigate = useNavigate();
  const register = useRegister();
  const made = register.data;
  return (
    <Page title="登记业务系统" lead="一个系统一个标识、一个密钥，不要几个系统合用：报来的要说得清是谁报的。">
      {made ? (
        <ShownSecret given={made} onKept={() => void navigate(`/systems/${made.system.appKey}`)} />
      ) : (
        <>
          <FactorFirst deed="登记业务系统" />
          <NewSystemForm register={register} />
        </>
      )}
    </Page>
  );
}
