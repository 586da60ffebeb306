import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { BoxProps, FieldProps, FrameProps, HeadingProps, PressProps, TextProps } from './contract.js';
import './styles/elements.h5.scss';

/** The building blocks as plain HTML; see contract.ts. `plain` takes the browser's own looks away (app.scss). */

const plain = (className: string | undefined) => `plain ${className ?? ''}`;

export function Frame({ className, children }: FrameProps) {
  return <div className={className}>{children}</div>;
}

export function Box({ className, style, label, role, children }: BoxProps) {
  if (role === 'main')
    return (
      <main className={className} style={style}>
        {children}
      </main>
    );
  return (
    <div
      className={className}
      style={style}
      role={role === 'picture' ? undefined : role}
      aria-hidden={role === 'picture' || undefined}
      aria-label={label}
    >
      {children}
    </div>
  );
}

export function Words({ className, id, children }: TextProps) {
  return (
    <span className={className} id={id}>
      {children}
    </span>
  );
}

export function Heading({ className, id, level, focus, children }: HeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) ref.current?.focus({ preventScroll: true });
  }, [focus]);
  const Tag = level === 1 ? 'h1' : 'h2';
  return (
    <Tag className={plain(className)} id={id} ref={ref} tabIndex={focus ? -1 : undefined}>
      {children}
    </Tag>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Press(props: PressProps) {
  const { className, style, onPress, role = 'button', label, checked, expanded, disabled, tabStop } = props;
  const { onStep, focused, children } = props;
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) ref.current?.focus();
  }, [focused]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || !onStep) return;
    event.preventDefault();
    onStep(step);
  };
  return (
    <button
      ref={ref}
      type="button"
      className={plain(className)}
      style={style}
      onClick={disabled ? undefined : onPress}
      onKeyDown={onKeyDown}
      role={role === 'button' ? undefined : role}
      aria-label={label}
      aria-checked={role === 'tab' ? undefined : checked}
      aria-selected={role === 'tab' ? checked : undefined}
      aria-expanded={expanded}
      aria-disabled={disabled || undefined}
      tabIndex={tabStop === false ? -1 : undefined}
    >
      {children}
    </button>
  );
}

/** What the browser may fill in, and the keyboard it shows. */
const KINDS = {
  text: { autoComplete: 'off' },
  phone: { autoComplete: 'tel-national', inputMode: 'numeric' },
  code: { autoComplete: 'one-time-code', inputMode: 'numeric' },
  name: { autoComplete: 'name' },
} as const;

export function Field({
  className,
  kind = 'text',
  label,
  value,
  placeholder,
  most,
  invalid,
  describedBy,
  onChange,
  onEnter,
}: FieldProps) {
  return (
    <input
      className={plain(className)}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      value={value}
      placeholder={placeholder}
      maxLength={most}
      {...KINDS[kind]}
      autoCapitalize="off"
      spellCheck={false}
      enterKeyHint="go"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.();
      }}
    />
  );
}

export function Area({ className, label, value, placeholder, most, onChange }: FieldProps) {
  return (
    <textarea
      className={plain(className)}
      aria-label={label}
      value={value}
      placeholder={placeholder}
      maxLength={most}
      rows={4}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
