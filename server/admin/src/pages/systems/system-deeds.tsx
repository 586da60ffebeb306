import { Button, Modal, Select } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import type { SystemSecret, SystemView } from '@haochaping/shared/contracts';
import { useChangeSecret, useChangeSystem, useSetDisabled } from '../../api/systems.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { FormError } from '../../ui/form/form.js';
import { SystemFields, told } from './system-fields.js';

const OVERLAPS = [
  { value: 24, label: '一天' },
  { value: 72, label: '三天' },
  { value: 168, label: '七天' },
  { value: 0, label: '马上不认（怀疑泄露了）' },
];

/** What may be done with a system. */
export function SystemDeeds({
  system,
  onSecret,
}: {
  system: SystemView;
  onSecret: (given: SystemSecret) => void;
}) {
  const { appKey, name, disabled } = system;
  const id = useId();
  const [overlap, setOverlap] = useState(24);
  const [changing, setChanging] = useState(false);
  const renew = useChangeSecret(appKey);
  const setDisabled = useSetDisabled(appKey);
  return (
    <>
      <Button onClick={() => setChanging(true)}>改登记</Button>
      <ConfirmButton
        label="换密钥"
        title={`给${name}换密钥？`}
        action="换一个"
        deed={renew}
        input={overlap}
        onDone={onSecret}
      >
        <p>新密钥马上能用。旧的再认一阵，两个都行，做系统的人好从容换上。</p>
        <div className="system-overlap">
          <label htmlFor={id}>旧密钥再认多久</label>
          <Select id={id} value={overlap} options={OVERLAPS} onChange={setOverlap} />
        </div>
      </ConfirmButton>
      <ConfirmButton
        label={disabled ? '恢复' : '停用'}
        danger={!disabled}
        title={disabled ? `恢复${name}？` : `停用${name}？`}
        action={disabled ? '恢复' : '停用'}
        deed={setDisabled}
        input={!disabled}
      >
        <p>
          {disabled
            ? '恢复以后，它用原来的密钥又能报送。'
            : '停用以后，它报来的都不收，在那里办事的人收不到评价邀请；已经发出的邀请照常能评。'}
        </p>
      </ConfirmButton>
      {changing && <ChangeSystem system={system} onClose={() => setChanging(false)} />}
    </>
  );
}

function ChangeSystem({ system, onClose }: { system: SystemView; onClose: () => void }) {
  const { appKey, name, institutions } = system;
  const change = useChangeSystem(appKey);
  const [draft, setDraft] = useState({
    name,
    institutions: [...institutions],
    all: institutions.length === 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = told(draft);
    if (changed) change.mutate(changed, { onSuccess: onClose });
  };
  return (
    <Modal open title="改登记" onCancel={onClose} footer={null} width={560}>
      <form className="form" onSubmit={submit} noValidate>
        <SystemFields draft={draft} onChange={setDraft} tried error={change.error} />
        <FormError error={change.error} fields={['name', 'institutionCodes']} />
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            改好了
          </Button>
          <Button onClick={onClose}>先不</Button>
        </div>
      </form>
    </Modal>
  );
}
