import { Select } from 'antd';
import { useId, useState } from 'react';
import { useDirectoryNames } from '../api/directory.js';
import { Labelled } from './filter-bar.js';

export interface InstitutionChoiceProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One institution out of hundreds, found by typing part of its name. */
export function InstitutionChoice({ value, onChange }: InstitutionChoiceProps) {
  const id = useId();
  const [search, setSearch] = useState('');
  const found = useDirectoryNames('institutions', search);
  // The chosen one keeps its name also when the address brought only its code.
  const chosen = useDirectoryNames('institutions', value ?? '', value !== undefined);
  const known = new Map(
    [...(value ? (chosen.data ?? []) : []), ...(found.data ?? [])].map((one) => [one.code, one.label]),
  );
  const shown = new Set(found.data?.map(({ code }) => code));
  if (value) shown.add(value);
  return (
    <Labelled id={id} label="单位">
      <Select
        id={id}
        className="institution-choice"
        value={value ?? ''}
        showSearch={{ filterOption: false, onSearch: setSearch }}
        popupMatchSelectWidth={false}
        notFoundContent={found.isFetching ? '正在找' : '没有找到，换个词试试'}
        options={[
          ...(search ? [] : [{ value: '', label: '全部单位' }]),
          ...[...shown].map((code) => ({ value: code, label: known.get(code) ?? code })),
        ]}
        onChange={(next: string) => {
          setSearch('');
          onChange(next || undefined);
        }}
      />
    </Labelled>
  );
}
