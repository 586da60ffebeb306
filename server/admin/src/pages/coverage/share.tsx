import { formatCount } from '../../format.js';

/** A share with both its numbers; never rounded up to all. */
export function Share({ part, whole }: { part: number; whole: number }) {
  if (whole === 0) return <>—</>;
  const percent = (Math.floor((part / whole) * 1000) / 10).toFixed(1);
  return (
    <>
      {formatCount(part)}
      <span className="coverage-share">{percent}%</span>
    </>
  );
}
