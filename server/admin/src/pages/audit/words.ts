import type { AuditListedEntry } from '@haochaping/shared/contracts';
import { auditPartyName } from '@haochaping/shared/domain/audit-actions';

const DETAIL_NAMES: Readonly<Record<string, string>> = {
  because: '原因',
  channel: '渠道',
  code: '代码',
  count: '次数',
  entries: '条数',
  format: '格式',
  level: '等级',
  network: '网络标记',
  purpose: '为了什么',
  ratingId: '评价编号',
  reason: '原因',
  revealId: '查看申请编号',
  role: '角色',
};

/** The details of an entry as name and value; names without a Chinese word stand as they were written. */
export function detailsOf({ detail }: AuditListedEntry): [string, string][] {
  return Object.entries(detail).map(([name, value]) => [
    DETAIL_NAMES[name] ?? name,
    value === true ? '是' : value === false ? '否' : String(value),
  ]);
}

/** A long id by its beginning; the whole of it stands in the entry's own lines. */
const shortId = (id: string) => (/^[0-9a-f-]{32,}$/.test(id) ? `${id.slice(0, 8)}…` : id);

/** Somebody or something of an entry: staff by name, others by kind and the beginning of their id. */
export function partyOf({ kind, id }: AuditListedEntry['actor'], name: string | null): string {
  if (name) return name;
  if (kind === 'evaluator' && id === 'unnamed') return '没有实名的评价人';
  return kind === id || kind === 'system' ? auditPartyName(kind) : `${auditPartyName(kind)} ${shortId(id)}`;
}
