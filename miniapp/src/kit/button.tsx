import type { ReactNode } from 'react';
import { Press } from './elements.js';

interface ButtonProps {
  /** `primary` is the one action of a screen. */
  kind?: 'primary' | 'quiet';
  small?: boolean;
  label?: string;
  disabled?: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** Something to press that does one thing and says which. */
export function Button({ kind = 'quiet', small = false, children, ...press }: ButtonProps) {
  return (
    <Press className={`button ${kind} ${small ? 'small' : ''}`} {...press}>
      {children}
    </Press>
  );
}
