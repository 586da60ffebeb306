import type { AuditListedEntry } from '@haochaping/shared/contracts';
import { auditPartyName } from '@haochaping/shared/domain/audit-actions';
import { auditDetailName } from '@haochaping/shared/domain/audit-details';

/** The details of an entry as name and value; names without a Chinese word stand as they were written. */
export function detailsOf({ detail }: AuditListedEntry): [string, string][] {
  return Object.entries(detail).map(([name, value]) => [
    auditDetailName(name),
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
