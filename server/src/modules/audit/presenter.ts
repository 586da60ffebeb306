import type {
  AuditChainProblem,
  AuditChainReport,
  AuditEntryView,
  AuditListedEntry,
} from '@haochaping/shared/contracts';
import { auditActionName } from '@haochaping/shared/domain';
import type { ChainProblem } from './chain-check.js';
import type { AuditEntry } from './model.js';
import type { ChainReport } from './verify.js';

const count = new Intl.NumberFormat('zh-CN');

const place = ({ seq }: ChainProblem) => (seq === null ? '一条没有正常序号的记录' : `第${seq}条`);

/** What a problem means, by its kind. */
const SENTENCES: Readonly<Record<ChainProblem['kind'], (problem: ChainProblem) => string>> = {
  changed: (problem) => `${place(problem)}被改过，和封存时不一样`,
  removed: (problem) => `${place(problem)}不见了`,
  reordered: (problem) => `${place(problem)}的位置不对，封存时是第${problem.sealedSeq}条`,
  added: (problem) => `${place(problem)}不是本系统封存的，或者是重复放进来的`,
  unlinked: (problem) => `${place(problem)}和前一条接不上，其中有一条是从别处换来的`,
  head: ({ seq }) => (seq === null ? '链头不见了' : `链头被改过，它说链到第${seq}条`),
  beginning: ({ seq }) => `链从哪一条开始被改过，它说第${seq}条以前的已清理`,
  anchor: (problem) => `${place(problem)}和留存的签名链头对不上`,
};

export function presentProblem(problem: ChainProblem): AuditChainProblem {
  const { kind, seq, sealedSeq, id, action, at } = problem;
  return {
    kind,
    seq,
    sealedSeq,
    id,
    action,
    actionName: action === null ? null : auditActionName(action),
    at: at?.toISOString() ?? null,
    message: SENTENCES[kind](problem),
  };
}

export function presentReport({
  entries,
  beginsAt,
  intact,
  problems,
  problemsTotal,
  anchors,
}: ChainReport): AuditChainReport {
  return {
    entries,
    beginsAt,
    intact,
    problems: problems.map(presentProblem),
    problemsTotal,
    anchors,
    message: [
      intact
        ? `${count.format(entries)} 条，全部完好`
        : `${count.format(entries)} 条里有 ${count.format(problemsTotal)} 处对不上`,
      ...(beginsAt > 1 ? [`从第${beginsAt}条开始，以前的已按保存期限清理`] : []),
    ].join('；'),
  };
}

export function presentEntry(entry: AuditEntry): AuditEntryView {
  const { _id, seq, at, action, actor, subject, detail, previousHash, hash } = entry;
  return {
    seq,
    id: _id,
    at: at.toISOString(),
    action,
    actionName: auditActionName(action),
    actor: { kind: actor.kind, id: actor.id },
    subject: { kind: subject.kind, id: subject.id },
    detail: detail ?? {},
    previousHash,
    hash,
  };
}

/** The names that members of staff have today, by account id. */
export type StaffNames = (ids: string[]) => Promise<ReadonlyMap<string, string>>;

/** Entries as the console lists them, with the names of the staff in them. */
export async function presentEntries(
  entries: AuditEntry[],
  namesOf: StaffNames,
): Promise<AuditListedEntry[]> {
  const parties = entries.flatMap(({ actor, subject }) => [actor, subject]);
  const staff = parties.filter(({ kind }) => kind === 'staff').map(({ id }) => id);
  const names = await namesOf([...new Set(staff)]);
  const nameOf = ({ kind, id }: AuditEntry['subject']) => (kind === 'staff' ? (names.get(id) ?? null) : null);
  return entries.map((entry) => ({
    ...presentEntry(entry),
    actorName: nameOf(entry.actor),
    subjectName: nameOf(entry.subject),
  }));
}
