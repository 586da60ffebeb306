import { Button, Input, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import type { BindIdentityInput, MyAccount } from '@haochaping/shared/contracts';
import { PERSON_CERT_NAMES } from '@haochaping/shared/domain/person-certificates';
import { useBindIdentity } from '../../api/me.js';
import { Field, faultOf, FormError } from '../../ui/form.js';
import { Mark } from '../../ui/marks.js';

const CERT_OPTIONS = Object.entries(PERSON_CERT_NAMES).map(([value, label]) => ({ value, label }));
const EMPTY = { certType: '111' as BindIdentityInput['certType'], certNumber: '', phone: '' };
const WHY =
  '登记自己的证件和手机后，系统认得出您本人，不会收下您对自己单位服务的评价，谁也说不了评价是自己刷的。' +
  '只存加密后的指纹，存下就没人看得到号码，这里也不显示。';
const FIELDS = ['certType', 'certNumber', 'phone'] as const;

function Bound({ name, bound }: { name: string; bound: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Mark tone={bound ? 'good' : 'quiet'} sign={bound ? '✓' : '–'}>
          {bound ? '已登记' : '还没有登记'}
        </Mark>
      </dd>
    </div>
  );
}

function BindForm({ onDone }: { onDone: () => void }) {
  const [typed, setTyped] = useState(EMPTY);
  const bind = useBindIdentity();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { certType, certNumber, phone } = typed;
    bind.mutate(
      {
        certType,
        ...(certNumber.trim() ? { certNumber } : {}),
        ...(phone.trim() ? { phone } : {}),
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form className="form" onSubmit={submit} noValidate autoComplete="off">
      <Field label="证件种类" fault={faultOf(bind.error, 'certType')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={typed.certType}
            options={CERT_OPTIONS}
            onChange={(certType: typeof typed.certType) => setTyped({ ...typed, certType })}
          />
        )}
      </Field>
      <Field label="证件号码" fault={faultOf(bind.error, 'certNumber')}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={30}
            value={typed.certNumber}
            onChange={({ target }) => setTyped({ ...typed, certNumber: target.value })}
          />
        )}
      </Field>
      <Field
        label="手机号"
        hint="两样都填最好；只填一样，另一样保持原来的"
        fault={faultOf(bind.error, 'phone')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            inputMode="numeric"
            maxLength={11}
            value={typed.phone}
            onChange={({ target }) => setTyped({ ...typed, phone: target.value })}
          />
        )}
      </Field>
      <FormError error={bind.error} fields={FIELDS} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={bind.isPending}>
          登记
        </Button>
        <Button onClick={onDone}>先不</Button>
      </div>
    </form>
  );
}

/** One's own document and telephone, kept as keyed hashes alone, so that nobody rates their own service. FA-2.2.1-i */
export function IdentitySection({ me: { certBound, phoneBound } }: { me: MyAccount }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="card" aria-labelledby="identity">
      <h2 id="identity">我不评自己</h2>
      <p className="me-aside">{WHY}</p>
      <dl className="facts">
        <Bound name="证件" bound={certBound} />
        <Bound name="手机" bound={phoneBound} />
      </dl>
      {open ? (
        <BindForm onDone={() => setOpen(false)} />
      ) : (
        <div className="form-actions">
          <Button onClick={() => setOpen(true)}>{certBound || phoneBound ? '重新登记' : '登记'}</Button>
        </div>
      )}
    </section>
  );
}
