import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.js';
import { useFilters } from './table/use-filters.js';

const NO_FILTERS = [] as const;

/** Something went wrong: what the server says, field by field where it names fields, and a way to try again. */
export function ErrorNotice({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const details = error instanceof ApiError ? error.details : [];
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>{error instanceof ApiError ? error.message : '这个页面出了差错。请刷新后再试一次。'}</p>
      {details.length > 0 && (
        <ul>
          {details.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {onRetry && <Button onClick={onRetry}>再试一次</Button>}
    </div>
  );
}

/** Nothing to show, said in a sentence, with what one may do about it. */
export function Nothing({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

/**
 * Nothing in a list. A page after its last is empty although the list is not: whoever dealt with the only row there reads
 * so, and is led back.
 */
export function EmptyNotice(props: { children: ReactNode; action?: ReactNode }) {
  const { page, goTo } = useFilters(NO_FILTERS);
  if (page === 1) return <Nothing {...props} />;
  return <Nothing action={<Button onClick={() => goTo(1)}>回到第一页</Button>}>这一页已经没有了。</Nothing>;
}

/** Grey lines in the place of rows that are on their way. */
export function LoadingRows({ rows = 8 }: { rows?: number }) {
  return (
    <div className="loading-rows" role="status">
      <span className="visually-hidden">正在读取</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="loading-row" />
      ))}
    </div>
  );
}
