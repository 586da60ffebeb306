import { Select } from 'antd';
import { useState } from 'react';
import { useDirectoryNames } from '../../api/directory.js';
import type { Wiring } from './form.js';

export interface NamedInstitution {
  code: string;
  name: string;
}

interface InstitutionsSelectProps {
  wiring: Wiring;
  chosen: NamedInstitution[];
  onChange: (chosen: NamedInstitution[]) => void;
}

/** Several institutions out of hundreds, found by typing. */
export function InstitutionsSelect({ wiring, chosen, onChange }: InstitutionsSelectProps) {
  const [search, setSearch] = useState('');
  const found = useDirectoryNames('institutions', search);
  const names = new Map([
    ...(found.data ?? []).map(({ code, label }) => [code, label] as const),
    ...chosen.map(({ code, name }) => [code, name] as const),
  ]);
  return (
    <Select
      {...wiring}
      mode="multiple"
      placeholder="打几个字找机构"
      value={chosen.map(({ code }) => code)}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      notFoundContent={found.isFetching ? '正在找' : '没有找到，换个词试试'}
      options={[...names].map(([value, label]) => ({ value, label }))}
      onChange={(codes: string[]) => {
        setSearch('');
        onChange(codes.map((code) => ({ code, name: names.get(code) ?? code })));
      }}
    />
  );
}
