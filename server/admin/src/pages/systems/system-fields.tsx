import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { ALL_INSTITUTIONS } from '@haochaping/shared/contracts';
import { useDirectoryNames } from '../../api/directory.js';
import { Field, faultOf, type Wiring } from '../../ui/form/form.js';

/** What is told of a system besides its key. */
export interface SystemDraft {
  name: string;
  institutions: { code: string; name: string }[];
  all: boolean;
}

/** The draft as it is sent; undefined as long as something is missing. */
export function told({ name, institutions, all }: SystemDraft) {
  const institutionCodes = all ? [ALL_INSTITUTIONS] : institutions.map(({ code }) => code);
  return name.trim() && institutionCodes.length > 0 ? { name: name.trim(), institutionCodes } : undefined;
}

interface FieldsProps {
  draft: SystemDraft;
  onChange: (draft: SystemDraft) => void;
  tried: boolean;
  error: Error | null;
}

/** The name of a system, and for which institutions it may report. */
export function SystemFields({ draft, onChange, tried, error }: FieldsProps) {
  const { name, institutions, all } = draft;
  return (
    <>
      <Field label="系统的名称" fault={tried && !name.trim() ? '请填写名称' : faultOf(error, 'name')}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={50}
            value={name}
            onChange={({ target }) => onChange({ ...draft, name: target.value })}
          />
        )}
      </Field>
      <Checkbox checked={all} onChange={({ target }) => onChange({ ...draft, all: target.checked })}>
        可以为全部机构报送（如全市共用的审批系统）
      </Checkbox>
      {!all && (
        <Field
          label="可以为哪些机构报送"
          hint="替别的机构报来的一概不收"
          fault={tried && institutions.length === 0 ? '请至少选一个机构' : faultOf(error, 'institutionCodes')}
        >
          {(wiring) => (
            <Institutions
              wiring={wiring}
              chosen={institutions}
              onChange={(next) => onChange({ ...draft, institutions: next })}
            />
          )}
        </Field>
      )}
    </>
  );
}

interface InstitutionsProps {
  wiring: Wiring;
  chosen: SystemDraft['institutions'];
  onChange: (chosen: SystemDraft['institutions']) => void;
}

function Institutions({ wiring, chosen, onChange }: InstitutionsProps) {
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
