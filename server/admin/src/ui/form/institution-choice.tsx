import { useId } from 'react';
import { DirectorySelect } from './directory-select.js';
import { Labelled } from '../table/filter-bar.js';

export interface InstitutionChoiceProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One institution out of hundreds, for a filter. */
export function InstitutionChoice({ value, onChange }: InstitutionChoiceProps) {
  const id = useId();
  return (
    <Labelled id={id} label="单位">
      <DirectorySelect
        id={id}
        className="institution-choice"
        kind="institutions"
        none="全部单位"
        value={value ?? null}
        onChange={(code) => onChange(code ?? undefined)}
      />
    </Labelled>
  );
}
