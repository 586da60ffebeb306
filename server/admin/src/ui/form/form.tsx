import { useId, type ReactNode } from 'react';
import { ApiError } from '../../api/client.js';
import { ErrorNotice } from '../notices.js';
import './form.css';

/** What a control needs to be named and described. */
export interface Wiring {
  id: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it. */
  fault?: string | null | undefined;
  children: (wiring: Wiring) => ReactNode;
}

/** A control with its name above it, and below it what is wrong, or else what to know. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const note = fault ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(fault ? { 'aria-invalid': true as const } : {}),
        ...(note ? { 'aria-describedby': `${id}note` } : {}),
      })}
      {note && (
        <p
          id={`${id}note`}
          className={fault ? 'field-fault' : 'field-hint'}
          role={fault ? 'alert' : undefined}
        >
          {note}
        </p>
      )}
    </div>
  );
}

/** What the server finds wrong with one field of what was sent. */
export function faultOf(error: Error | null, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.details.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message;
}

/** What the server says beyond the fields that stand in the form and tell their own faults. */
export function FormError({ error, fields }: { error: Error | null; fields: readonly string[] }) {
  if (!error || fields.some((field) => faultOf(error, field))) return null;
  return <ErrorNotice error={error} />;
}
