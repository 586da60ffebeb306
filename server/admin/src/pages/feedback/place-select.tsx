import { Segmented } from 'antd';
import { useState } from 'react';
import {
  COMPLAINT_KIND_NAMES,
  COMPLAINT_KINDS,
  type ComplaintKind,
} from '@haochaping/shared/domain/complaints';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import type { Wiring } from '../../ui/form/form.js';

/** Something of the directory that people speak of. */
export interface PlaceChoice {
  kind: ComplaintKind;
  code: string;
}

const FOLDER = {
  hall: 'halls',
  window: 'windows',
  item: 'items',
  platform: 'platforms',
  institution: 'institutions',
} as const satisfies Record<ComplaintKind, string>;

interface PlaceSelectProps {
  wiring: Wiring;
  value: PlaceChoice | null;
  onChange: (place: PlaceChoice | null) => void;
}

/** A department, hall, window, platform or item: first what it is, then which. */
export function PlaceSelect({ wiring, value, onChange }: PlaceSelectProps) {
  const [kind, setKind] = useState<ComplaintKind>(value?.kind ?? 'institution');
  return (
    <div className="feedback-place">
      <Segmented
        aria-label="是哪一种"
        value={kind}
        options={COMPLAINT_KINDS.map((one) => ({ value: one, label: COMPLAINT_KIND_NAMES[one] }))}
        onChange={(one) => {
          setKind(one);
          onChange(null);
        }}
      />
      <DirectorySelect
        {...wiring}
        key={kind}
        kind={FOLDER[kind]}
        value={value?.code ?? null}
        onChange={(code) => onChange(code ? { kind, code } : null)}
      />
    </div>
  );
}
