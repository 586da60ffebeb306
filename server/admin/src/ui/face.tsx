import type { Level } from '@haochaping/shared/domain/rating/levels';

/** Brows and mouth tell the five faces apart; the eyes stay the same. */
const BROWS: Readonly<Record<Level, string>> = {
  5: 'M6.9 7.9q1.6-1.5 3.2-.5M13.9 7.4q1.6-1 3.2.5',
  4: 'M7 7.6h3M14 7.6h3',
  3: '',
  2: 'M7 8.2l3-1.1M14 7.1l3 1.1',
  1: 'M6.9 6.6l3.3 1.9M13.8 8.5l3.3-1.9',
};
const MOUTHS: Readonly<Record<Level, string>> = {
  5: 'M6.9 13.6h10.2q-.9 4.9-5.1 4.9t-5.1-4.9z',
  4: 'M7.6 14.6q4.4 4 8.8 0',
  3: 'M8 15.8h8',
  2: 'M8 16.9q4-3.2 8 0',
  1: 'M7.6 17.8q4.4-5 8.8 0',
};

/** The face of a level, in the colour of the text around it. It repeats the word beside it, so it is silent for screen readers. */
export function Face({ level, size = 20 }: { level: Level; size?: number }) {
  return (
    <svg className="face" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="10.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <g fill="currentColor">
        <circle cx="8.5" cy="10.7" r="1.25" />
        <circle cx="15.5" cy="10.7" r="1.25" />
      </g>
      <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <path d={BROWS[level]} />
        <path d={MOUTHS[level]} fill={level === 5 ? 'currentColor' : 'none'} />
      </g>
    </svg>
  );
}
