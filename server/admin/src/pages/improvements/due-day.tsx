import { DayInput } from '../../ui/form/day-input.js';
import { Field, faultOf } from '../../ui/form/form.js';

interface DueDayProps {
  label: string;
  /** Its name in what is sent. */
  field: string;
  /** Empty while none is chosen. */
  value: string;
  onChange: (day: string) => void;
  /** The form was sent once: what is missing is said from now on. */
  tried: boolean;
  error: Error | null;
}

/** The day something has to be put right by, tomorrow at the soonest. */
export function DueDay({ label, field, value, onChange, tried, error }: DueDayProps) {
  return (
    <Field label={label} fault={tried && !value ? '请选一天' : faultOf(error, field)}>
      {(wiring) => <DayInput {...wiring} first={1} value={value} onChange={onChange} />}
    </Field>
  );
}
