import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.js';

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
export function EmptyNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
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
