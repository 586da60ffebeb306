import { Input } from 'antd';
import { isSixDigits } from '@haochaping/shared/domain/people/typed';
import { Field, faultOf, type Wiring } from './form.js';

interface CodeInputProps {
  wiring: Wiring;
  code: string;
  onChange: (code: string) => void;
}

/** Where a code of six digits is typed, or filled in by the telephone it came to. */
export function CodeInput({ wiring, code, onChange }: CodeInputProps) {
  return (
    <Input
      {...wiring}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      maxLength={40}
      value={code}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

interface CodeFieldProps {
  code: string;
  onChange: (code: string) => void;
  /** The form was sent once: what is missing is said from now on. */
  tried: boolean;
  error: Error | null;
}

/** The six digits an authenticator app shows now. */
export function CodeField({ code, onChange, tried, error }: CodeFieldProps) {
  const missing = tried && !isSixDigits(code) ? '请输入手机上现在显示的6位数字' : undefined;
  return (
    <Field label="手机上显示的6位数字" fault={missing ?? faultOf(error, 'code')}>
      {(wiring) => <CodeInput wiring={wiring} code={code} onChange={onChange} />}
    </Field>
  );
}
