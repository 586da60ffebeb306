import './rule.css';

/** How it was counted, on a click. */
export function Rule({ text }: { text: string }) {
  return (
    <details className="rule">
      <summary>怎么算的</summary>
      <p>{text}</p>
    </details>
  );
}
