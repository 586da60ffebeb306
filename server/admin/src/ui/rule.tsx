import type { ReactNode } from 'react';
import './rule.css';

/** How it was counted, in paragraphs, on a click. */
export function Rule({ name = '怎么算的', children }: { name?: string; children: ReactNode }) {
  return (
    <details className="rule">
      <summary>{name}</summary>
      {children}
    </details>
  );
}
