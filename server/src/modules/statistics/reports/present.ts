import type { ReportView } from '@haochaping/shared/contracts';
import {
  REPORT_SECTION_NAMES,
  REPORT_SECTIONS,
  reportMoves,
  type ReportSection,
} from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../../http/actor.js';
import { staffNames } from '../../staff/index.js';
import { actorFor, rowOf, standingOf } from './desk.js';
import type { ReportEvent, ReportRecord } from './model.js';

const HINTS: Partial<Record<ReportSection, string>> = {
  next: '由您写：打算改什么、谁来改、什么时候改好。系统不替您写。',
};

const WHAT: Readonly<Record<ReportEvent['type'], string>> = {
  drafted: '起草',
  save: '改了文字',
  submit: '送签',
  send_back: '退回修改',
  sign: '签发',
  return: '反馈给单位',
  read: '单位看过了',
};

const RULES: Readonly<Record<ReportRecord['book'], string>> = {
  full: '按评价的那天算。数字是起草那时照记录数的，以后不变；率不足10条的写几中几。',
  shown:
    '按评价开放给单位看的那一周算，和单位看得到的、公示的口径一样。数字是起草那时照记录数的，以后不变；率不足10条的写几中几。',
};

/** A report as this account reads it: a unit reads what was signed, not how it came about. */
export async function presentReport(actor: StaffActor, record: ReportRecord): Promise<ReportView> {
  const asked = actorFor(actor, record);
  const office = asked.side === 'office';
  const names = await staffNames([
    ...new Set([...record.events.flatMap(({ by }) => by ?? []), ...record.readers.map(({ by }) => by)]),
  ]);
  const nameOf = (by: string | null) => (by === null ? '系统' : (names.get(by) ?? ''));
  return {
    ...rowOf(record),
    version: record.version,
    from: record.from,
    to: record.to,
    rule: RULES[record.book],
    sections: REPORT_SECTIONS.map((id) => ({
      id,
      title: REPORT_SECTION_NAMES[id],
      text: record.sections[id],
      hint: HINTS[id] ?? null,
    })),
    tables: record.figures,
    moves: reportMoves(standingOf(record), asked),
    events: record.events
      .filter(({ type }) => office || ['sign', 'return', 'read'].includes(type))
      .map(({ at, by, type, words }) => ({
        at: at.toISOString(),
        by: nameOf(by),
        what: WHAT[type],
        words: words ?? null,
      })),
    versions: office
      ? record.revisions.toReversed().map(({ at, by, sections }) => ({
          at: at.toISOString(),
          by: nameOf(by),
          sections: REPORT_SECTIONS.flatMap((id) => {
            const text = sections[id];
            return text === undefined ? [] : [{ title: REPORT_SECTION_NAMES[id], text }];
          }),
        }))
      : [],
    readers: record.readers.map(({ by, at }) => ({ by: nameOf(by), at: at.toISOString() })),
    invented: record.invented,
  };
}
