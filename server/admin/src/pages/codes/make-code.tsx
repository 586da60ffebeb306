import { Button, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMakeCode, type NewCode } from '../../api/codes.js';
import { useDirectoryNames } from '../../api/directory.js';
import { ErrorNotice } from '../../ui/notices.js';
import { BADGE_NOTE, DIRECTORY_KINDS, KIND_OPTIONS } from './kinds.js';

/** Chooses what a new printed code stands for, then leads to its printing sheet. */
export function MakeCode({ onClose }: { onClose: () => void }) {
  const ids = useId();
  const navigate = useNavigate();
  const [kind, setKind] = useState<NewCode['targetKind']>('window');
  const [code, setCode] = useState<string>();
  const [search, setSearch] = useState('');
  const found = useDirectoryNames(DIRECTORY_KINDS[kind], search);
  const make = useMakeCode();
  const submit = () => {
    if (!code) return;
    make.mutate(
      { targetKind: kind, targetCode: code },
      { onSuccess: (made) => void navigate(`/codes/${made.code}/print`) },
    );
  };
  return (
    <Modal open title="做一张二维码" onCancel={onClose} footer={null} width={520}>
      <form
        className="make-code"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label htmlFor={`${ids}kind`}>代表什么</label>
        <Select
          id={`${ids}kind`}
          value={kind}
          options={KIND_OPTIONS}
          onChange={(next) => {
            setKind(next);
            setCode(undefined);
          }}
        />
        {kind === 'staff' && <p className="make-code-note">{BADGE_NOTE}</p>}
        <label htmlFor={`${ids}code`}>哪一个</label>
        <Select
          id={`${ids}code`}
          {...(code === undefined ? {} : { value: code })}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          placeholder="打几个字找名称"
          loading={found.isFetching}
          notFoundContent={found.isPending ? '正在找' : '没有找到，换个词试试'}
          options={(found.data ?? []).map((row) => ({ value: row.code, label: row.label }))}
          onChange={setCode}
        />
        {found.error && <ErrorNotice error={found.error} />}
        {make.error && <ErrorNotice error={make.error} />}
        <div className="make-code-actions">
          <Button onClick={onClose}>不做了</Button>
          <Button type="primary" htmlType="submit" disabled={!code} loading={make.isPending}>
            做好，去打印
          </Button>
        </div>
      </form>
    </Modal>
  );
}
