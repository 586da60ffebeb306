import { Input, Select } from 'antd';
import { FEEDBACK_TOPIC_NAMES, FEEDBACK_TOPICS } from '@haochaping/shared/domain/feedback';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import type { Wiring } from '../../ui/form/form.js';
import { WordsInput } from '../../ui/form/words-field.js';
import type { Filled, MoveField } from './move-forms.js';
import { PlaceSelect } from './place-select.js';

export const TOPIC_OPTIONS = FEEDBACK_TOPICS.map((value) => ({ value, label: FEEDBACK_TOPIC_NAMES[value] }));

interface ControlProps {
  kind: MoveField['kind'];
  wiring: Wiring;
  value: Filled[keyof Filled];
  onChange: (value: Filled[keyof Filled]) => void;
}

/** What a field of a step is filled in with. */
export function Control({ kind, wiring, value, onChange }: ControlProps) {
  const text = typeof value === 'string' ? value : '';
  switch (kind) {
    case 'topic':
      return <Select {...wiring} value={text || null} options={TOPIC_OPTIONS} onChange={onChange} />;
    case 'institution':
      return (
        <DirectorySelect
          {...wiring}
          kind="institutions"
          none="还没有选"
          value={text || null}
          onChange={(code) => onChange(code)}
        />
      );
    case 'words':
      return <WordsInput wiring={wiring} value={text} onChange={onChange} />;
    case 'number':
      return (
        <Input {...wiring} value={text} maxLength={40} onChange={({ target }) => onChange(target.value)} />
      );
    case 'place':
      return (
        <PlaceSelect wiring={wiring} value={typeof value === 'object' ? value : null} onChange={onChange} />
      );
  }
}
