import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { QuestionnaireRow } from '@haochaping/shared/contracts';
import {
  RATED_CLASSES,
  RATED_CLASS_NAMES,
  type ScopeKind,
} from '@haochaping/shared/domain/questionnaires/choosing';
import { useCreateQuestionnaire } from '../../api/questionnaires.js';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';

const KINDS: readonly { value: ScopeKind; label: string }[] = [
  { value: 'item', label: '一个事项' },
  { value: 'institution', label: '一个单位' },
  { value: 'class', label: '一类：办的事、机构、平台、人' },
  { value: 'all', label: '所有评价' },
];

/** Asks what a new questionnaire is for, and from which one it begins. */
export function NewQuestionnaire({
  known,
  onClose,
}: {
  known: readonly QuestionnaireRow[];
  onClose: () => void;
}) {
  const create = useCreateQuestionnaire();
  const navigate = useNavigate();
  const [kind, setKind] = useState<ScopeKind>('item');
  const [code, setCode] = useState('');
  const [copyOf, setCopyOf] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = kind !== 'all' && code === '';
  const make = () => {
    setAsked(true);
    if (missing) return;
    create.mutate(
      { scope: { kind, code }, ...(copyOf ? { copyOf } : {}) },
      { onSuccess: ({ id }) => void navigate(`/questionnaires/${id}`) },
    );
  };
  return (
    <Modal
      open
      title="做一份问卷"
      okText="开始做"
      cancelText="先不"
      okButtonProps={{ loading: create.isPending }}
      onOk={make}
      onCancel={onClose}
    >
      <div className="form">
        <Field label="用在哪里">
          {(wiring) => (
            <Select
              {...wiring}
              value={kind}
              options={[...KINDS]}
              onChange={(next: ScopeKind) => {
                setKind(next);
                setCode('');
              }}
            />
          )}
        </Field>
        {kind !== 'all' && (
          <Field
            label={kind === 'item' ? '哪个事项' : kind === 'institution' ? '哪个单位' : '哪一类'}
            fault={asked && missing ? '请先选好。' : faultOf(create.error, 'scope.code')}
          >
            {(wiring) =>
              kind === 'class' ? (
                <Select
                  {...wiring}
                  value={code || null}
                  options={RATED_CLASSES.map((value) => ({ value, label: RATED_CLASS_NAMES[value] }))}
                  onChange={(next: string) => setCode(next)}
                />
              ) : (
                <DirectorySelect
                  {...wiring}
                  kind={kind === 'item' ? 'items' : 'institutions'}
                  value={code || null}
                  onChange={(next) => setCode(next ?? '')}
                />
              )
            }
          </Field>
        )}
        <Field label="从哪里开始">
          {(wiring) => (
            <Select
              {...wiring}
              value={copyOf}
              options={[
                { value: '', label: '从空白开始' },
                ...known.map(({ id, title, scopeName }) => ({
                  value: id,
                  label: `照着“${title}”（${scopeName}）`,
                })),
              ]}
              onChange={setCopyOf}
            />
          )}
        </Field>
        <FormError error={create.error} fields={['scope.code']} />
      </div>
    </Modal>
  );
}
