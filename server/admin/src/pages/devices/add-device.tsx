import { Button, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import type { DeviceCodeView } from '@haochaping/shared/contracts';
import { DEVICE_KIND_NAMES, DEVICE_KINDS, type DeviceKind } from '@haochaping/shared/domain/rating/devices';
import { useAddDevice } from '../../api/devices.js';
import { useDirectoryNames } from '../../api/directory.js';
import { ErrorNotice } from '../../ui/notices.js';

const KINDS = DEVICE_KINDS.map((value) => ({ value, label: DEVICE_KIND_NAMES[value] }));

/** Names the window a new device stands at; its code is shown next. */
export function AddDevice({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: DeviceCodeView) => void;
}) {
  const ids = useId();
  const [windowCode, setWindowCode] = useState<string>();
  const [kind, setKind] = useState<DeviceKind>('tablet');
  const [name, setName] = useState('');
  const [returnTo, setReturnTo] = useState('');
  const [search, setSearch] = useState('');
  const found = useDirectoryNames('windows', search);
  const add = useAddDevice();
  const submit = () => {
    if (!windowCode) return;
    const [told, back] = [name.trim(), returnTo.trim()];
    add.mutate(
      {
        kind,
        windowCode,
        ...(told ? { name: told } : {}),
        ...(back && kind === 'terminal' ? { returnTo: back } : {}),
      },
      { onSuccess: onMade },
    );
  };
  return (
    <Modal open title="添一台评价器" onCancel={onClose} footer={null} width={520}>
      <form
        className="device-add"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label htmlFor={`${ids}kind`}>哪一种</label>
        <Select id={`${ids}kind`} value={kind} options={KINDS} onChange={(next) => setKind(next)} />
        <label htmlFor={`${ids}window`}>放在哪个窗口</label>
        <Select
          id={`${ids}window`}
          {...(windowCode === undefined ? {} : { value: windowCode })}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          placeholder="打几个字找窗口"
          loading={found.isFetching}
          notFoundContent={found.isPending ? '正在找' : '没有找到，换个词试试'}
          options={(found.data ?? []).map((row) => ({ value: row.code, label: row.label }))}
          onChange={setWindowCode}
        />
        <label htmlFor={`${ids}name`}>机身上的编号（不填用窗口的名称）</label>
        <Input
          id={`${ids}name`}
          value={name}
          maxLength={40}
          onChange={(event) => setName(event.target.value)}
        />
        {kind === 'terminal' && (
          <>
            <label htmlFor={`${ids}return`}>评完回到哪里（终端程序自己的网址）</label>
            <Input
              id={`${ids}return`}
              value={returnTo}
              maxLength={300}
              placeholder="http://127.0.0.1:9000/"
              onChange={(event) => setReturnTo(event.target.value)}
            />
          </>
        )}
        {found.error && <ErrorNotice error={found.error} />}
        {add.error && <ErrorNotice error={add.error} />}
        <div className="device-add-actions">
          <Button onClick={onClose}>不添了</Button>
          <Button type="primary" htmlType="submit" disabled={!windowCode} loading={add.isPending}>
            添上，拿绑定码
          </Button>
        </div>
      </form>
    </Modal>
  );
}
