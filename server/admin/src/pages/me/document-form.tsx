import { Button, Input, Select } from 'antd';
import { useState, type FormEvent } from 'react';
import type { BindDocumentInput } from '@haochaping/shared/contracts';
import { PERSON_CERT_NAMES } from '@haochaping/shared/domain/people/person-certificates';
import { useBindDocument } from '../../api/me.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

const CERT_OPTIONS = Object.entries(PERSON_CERT_NAMES).map(([value, label]) => ({ value, label }));
const FIELDS = ['certType', 'certNumber'] as const;

interface DocumentFormProps {
  /** The name the document must be in. */
  displayName: string;
  onDone: () => void;
}

/** Registers one's own document: it must go with the name on the account. */
export function DocumentForm({ displayName, onDone }: DocumentFormProps) {
  const [certType, setCertType] = useState<BindDocumentInput['certType']>('111');
  const [certNumber, setCertNumber] = useState('');
  const bind = useBindDocument();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    bind.mutate({ certType, certNumber }, { onSuccess: onDone });
  };
  return (
    <form className="form" onSubmit={submit} noValidate autoComplete="off">
      <Field label="证件种类" fault={faultOf(bind.error, 'certType')}>
        {(wiring) => <Select {...wiring} value={certType} options={CERT_OPTIONS} onChange={setCertType} />}
      </Field>
      <Field
        label="证件号码"
        hint={`要是“${displayName}”本人的：姓名和号码会交给实名核验服务核对一次`}
        fault={faultOf(bind.error, 'certNumber')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={60}
            value={certNumber}
            onChange={({ target }) => setCertNumber(target.value)}
          />
        )}
      </Field>
      <FormError error={bind.error} fields={FIELDS} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={bind.isPending}>
          核对并登记
        </Button>
        <Button onClick={onDone}>先不</Button>
      </div>
    </form>
  );
}
