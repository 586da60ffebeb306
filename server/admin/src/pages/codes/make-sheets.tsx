import { Button, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import type { PlaceKind } from '@haochaping/shared/domain/rating/attribution';
import { CODES_AT_ONCE, useHallWindows, useMakeCodes, usePrintSheets } from '../../api/code-sheets.js';
import { useDirectoryNames } from '../../api/directory.js';
import { ErrorNotice } from '../../ui/notices.js';
import { BADGE_NOTE, DIRECTORY_KINDS, KIND_OPTIONS } from './kinds.js';

interface Option {
  value: string;
  label: string;
}

/** Chooses many of a kind, a hall's windows at once, makes their codes and saves them as sheets of twelve. */
export function MakeSheets({ onClose }: { onClose: () => void }) {
  const ids = useId();
  const [kind, setKind] = useState<PlaceKind>('window');
  const [chosen, setChosen] = useState<readonly Option[]>([]);
  const [search, setSearch] = useState('');
  const found = useDirectoryNames(DIRECTORY_KINDS[kind], search);
  const make = useMakeCodes();
  const print = usePrintSheets();
  const submit = async () => {
    const { items } = await make.mutateAsync({
      targetKind: kind,
      targetCodes: chosen.map(({ value }) => value),
    });
    await print.mutateAsync(items.map(({ code }) => code));
    onClose();
  };
  const error = make.error ?? print.error;
  const tooMany = chosen.length > CODES_AT_ONCE;
  return (
    <Modal open title="做一批二维码" onCancel={onClose} footer={null} width={640}>
      <form
        className="make-code"
        onSubmit={(event) => {
          event.preventDefault();
          // What went wrong is shown below.
          submit().catch(() => undefined);
        }}
      >
        <label htmlFor={`${ids}kind`}>代表什么</label>
        <Select
          id={`${ids}kind`}
          value={kind}
          options={KIND_OPTIONS}
          onChange={(next) => {
            setKind(next);
            setChosen([]);
          }}
        />
        {kind === 'staff' && <p className="make-code-note">{BADGE_NOTE}</p>}
        {kind === 'window' && <WholeHall onWindows={setChosen} />}
        <label htmlFor={`${ids}codes`}>哪些</label>
        <Select
          id={`${ids}codes`}
          mode="multiple"
          labelInValue
          value={[...chosen]}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          maxTagCount={12}
          placeholder="打几个字找名称，可以选多个"
          loading={found.isFetching}
          notFoundContent={found.isPending ? '正在找' : '没有找到，换个词试试'}
          options={(found.data ?? []).map((row) => ({ value: row.code, label: row.label }))}
          onChange={(next: Option[]) => setChosen(next)}
        />
        {found.error && <ErrorNotice error={found.error} />}
        {tooMany && <p role="alert">一次最多 {CODES_AT_ONCE} 张，请分几次做。</p>}
        {error && <ErrorNotice error={error} />}
        <div className="make-code-actions">
          <Button onClick={onClose}>不做了</Button>
          <Button
            type="primary"
            htmlType="submit"
            disabled={chosen.length === 0 || tooMany}
            loading={make.isPending || print.isPending}
          >
            {chosen.length > 0 ? `做好 ${chosen.length} 张，存成 PDF` : '做好，存成 PDF'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Takes all the windows of a hall; single ones can then be taken out again. */
function WholeHall({ onWindows }: { onWindows: (windows: readonly Option[]) => void }) {
  const ids = useId();
  const [hall, setHall] = useState<string>();
  const [search, setSearch] = useState('');
  const halls = useDirectoryNames('halls', search);
  const windows = useHallWindows(hall);
  const all = windows.data ?? [];
  return (
    <>
      <label htmlFor={`${ids}hall`}>整个大厅</label>
      <div className="make-code-hall">
        <Select
          id={`${ids}hall`}
          {...(hall === undefined ? {} : { value: hall })}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          placeholder="选一个大厅，一次选上它的窗口"
          loading={halls.isFetching || windows.isFetching}
          notFoundContent={halls.isPending ? '正在找' : '没有找到，换个词试试'}
          options={(halls.data ?? []).map((row) => ({ value: row.code, label: row.label }))}
          onChange={setHall}
        />
        <Button disabled={all.length === 0} onClick={() => onWindows(all)}>
          {all.length > 0 ? `选上全部 ${all.length} 个窗口` : '选上全部窗口'}
        </Button>
      </div>
      {(windows.error ?? halls.error) && <ErrorNotice error={(windows.error ?? halls.error) as Error} />}
    </>
  );
}
