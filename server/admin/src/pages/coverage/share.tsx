import { LEAST_FOR_SHARE } from '@haochaping/shared/domain/figures/shares';
import { formatCount } from '../../format.js';

/** A share beside its number, the whole standing in the same line; never rounded up to all, and of few not told at all. */
export function Share({ part, whole }: { part: number; whole: number }) {
  if (whole === 0) return <>—</>;
  if (whole < LEAST_FOR_SHARE) return <>{formatCount(part)}</>;
  const percent = (Math.floor((part / whole) * 1000) / 10).toFixed(1);
  return (
    <>
      {formatCount(part)}
      <span className="coverage-share">{percent}%</span>
    </>
  );
}
