import { useId } from 'react';
import { Box, Field, Heading, Words } from '../elements.js';

/** Room for what is pasted with gaps, a country code or a sign behind it: the form tidies it, the field must not cut it. */
const PASTED = 60;

interface FormFieldProps {
  label: string;
  hint?: string;
  placeholder?: string;
  value: string;
  most?: number;
  kind?: 'text' | 'phone' | 'code' | 'name';
  /** What is wrong and what to do; empty when nothing is. */
  problem: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
}

/** A line to fill in, with its name above it and what is wrong below it. */
export function FormField({ label, hint, problem, most = PASTED, ...field }: FormFieldProps) {
  const id = useId();
  return (
    <Box className="form-field section">
      <Heading level={2} className="heading">
        {label}
      </Heading>
      {hint ? <Words className="hint">{hint}</Words> : null}
      <Field
        className="field"
        label={label}
        most={most}
        invalid={problem !== ''}
        {...(problem ? { describedBy: id } : {})}
        {...field}
      />
      <Box role="alert" className="problem">
        {problem ? <Words id={id}>{problem}</Words> : null}
      </Box>
    </Box>
  );
}
