import { Select } from 'antd';
import { useState } from 'react';
import { useDirectoryNames } from '../../api/directory.js';

interface ItemsSelectProps {
  label: string;
  codes: readonly string[];
  onChange: (codes: string[]) => void;
}

/** Several items out of hundreds, found by typing part of their names. */
export function ItemsSelect({ label, codes, onChange }: ItemsSelectProps) {
  const [search, setSearch] = useState('');
  const found = useDirectoryNames('items', search, true);
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder="打几个字找事项"
      value={[...codes]}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      popupMatchSelectWidth={false}
      notFoundContent={found.isFetching ? '正在找' : '没有找到，换个词试试'}
      options={(found.data ?? []).map(({ code, label: name }) => ({ value: code, label: name }))}
      onChange={(next: string[]) => {
        setSearch('');
        onChange(next);
      }}
    />
  );
}
