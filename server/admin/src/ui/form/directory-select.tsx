import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import { Select } from 'antd';
import { useState } from 'react';
import { useDirectoryName, useDirectoryNames, type DirectoryName, type Within } from '../../api/directory.js';
import type { Wiring } from './form.js';

interface DirectorySelectProps extends Wiring {
  kind: DirectoryKind;
  within?: Within;
  value: string | null;
  onChange: (code: string | null, found: DirectoryName | undefined) => void;
  /** The word for choosing none; without it nothing is chosen until something is. */
  none?: string;
  className?: string;
  disabled?: boolean;
}

/** One record of the directory out of hundreds, found by typing part of its name. */
export function DirectorySelect(props: DirectorySelectProps) {
  const { kind, within, value, onChange, none, ...control } = props;
  const [search, setSearch] = useState('');
  const found = useDirectoryNames(kind, search, true, within);
  // The chosen one keeps its name also when only its code is known.
  const chosen = useDirectoryName(kind, value);
  const names = new Map((found.data ?? []).map((one) => [one.code, one]));
  if (value) names.set(value, chosen ?? { code: value, label: value, regionCode: '' });
  const empty = none === undefined || search ? [] : [{ value: '', label: none }];
  const shown = value ?? (none === undefined ? undefined : '');
  return (
    <Select
      {...control}
      {...(shown === undefined ? {} : { value: shown })}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      popupMatchSelectWidth={false}
      placeholder="打几个字找名称"
      notFoundContent={found.isFetching ? '正在找' : '没有找到，换个词试试'}
      options={[...empty, ...[...names.values()].map(({ code, label }) => ({ value: code, label }))]}
      onChange={(next: string) => {
        setSearch('');
        onChange(next || null, names.get(next));
      }}
    />
  );
}
