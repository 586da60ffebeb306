import { Input } from 'antd';
import { Field, faultOf, type Wiring } from './form.js';

interface WordsInputProps {
  wiring: Wiring;
  value: string;
  onChange: (value: string) => void;
}

/** Where more than a line is written. */
export function WordsInput({ wiring, value, onChange }: WordsInputProps) {
  return (
    <Input.TextArea
      {...wiring}
      value={value}
      autoSize={{ minRows: 3, maxRows: 12 }}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Whether there are fewer characters than asked for. */
export const isShort = (words: string, least: number): boolean => [...words.trim()].length < least;

interface WordsFieldProps extends Omit<WordsInputProps, 'wiring'> {
  label: string;
  hint: string;
  /** Characters at the least. */
  least: number;
  /** The form was sent once: what is missing is said from now on. */
  tried: boolean;
  error: Error | null;
  /** Its name in what is sent. */
  field: string;
}

/** Words of a least length. */
export function WordsField({ label, hint, least, tried, error, field, value, onChange }: WordsFieldProps) {
  const short = tried && isShort(value, least) ? `请写明${label}，至少${least}个字。` : undefined;
  return (
    <Field label={label} hint={hint} fault={short ?? faultOf(error, field)}>
      {(wiring) => <WordsInput wiring={wiring} value={value} onChange={onChange} />}
    </Field>
  );
}
