import { COUNTED } from '@haochaping/shared/contracts';
import { Button } from 'antd';
import { formatCount } from '../../format.js';
import { useShortcut } from '../shortcuts.js';

export interface PagerProps {
  page: number;
  pageSize: number;
  /** As the server counts it, no further than `COUNTED`. */
  total: number;
  onChange: (page: number) => void;
}

/** Where one is in a long list, and the way through it. */
export function Pager({ page, pageSize, total, onChange }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  const go = (next: number) => {
    if (next >= 1 && next <= last && next !== page) onChange(next);
  };
  useShortcut(['n'], 'n', '下一页', () => go(page + 1), last > 1);
  useShortcut(['p'], 'p', '上一页', () => go(page - 1), last > 1);
  if (last === 1) return null;
  return (
    <nav className="pager" aria-label="翻页">
      <Button disabled={page <= 1} onClick={() => go(1)}>
        首页
      </Button>
      <Button disabled={page <= 1} onClick={() => go(page - 1)}>
        上一页
      </Button>
      <span aria-live="polite">
        第 {formatCount(page)} 页，共 {formatCount(last)} 页{total === COUNTED ? '以上，再往后请用查找' : ''}
      </span>
      <Button disabled={page >= last} onClick={() => go(page + 1)}>
        下一页
      </Button>
    </nav>
  );
}
