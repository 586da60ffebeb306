import type { AppealRow, AppealView, CaseFile } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import {
  APPEAL_MOVE_NAMES,
  APPEAL_STATE_NAMES,
  APPELLANT_NAMES,
  appealDeadline,
  appealMovesFor,
  type AppealContext,
  type AppealedCase,
  type AppealEvent,
} from '@haochaping/shared/domain/appeals';
import type { StaffActor } from '../../http/actor.js';
import type { AppealRecord } from './model.js';
import { isToDecide } from './policy.js';
import type { AppealSeen } from './veil.js';

/** Names of accounts and institutions beside their codes. */
export type NameOf = (code: string) => string;

/** A row of the list, its deadline as the calendar stands. @param appealed the case it is about, as it stands now */
export function presentAppealRow(
  actor: StaffActor,
  record: AppealRecord,
  { title, level, levelName }: AppealSeen,
  appealed: AppealedCase,
  name: NameOf,
  calendar: WorkCalendar,
  now: Date,
): AppealRow {
  const { state, appeal } = record;
  const deadline = appealDeadline(appeal, calendar);
  return {
    id: record._id,
    number: record.number,
    state,
    stateName: APPEAL_STATE_NAMES[state],
    level,
    levelName,
    title,
    institutionName: name(record.institution),
    appellant: appeal.appellant,
    appellantName: APPELLANT_NAMES[appeal.appellant],
    submittedAt: record.submittedAt.toISOString(),
    due: deadline
      ? { day: deadline.day, provisional: deadline.provisional, late: now >= deadline.endsAt }
      : null,
    mine: isToDecide(actor, record, appealed),
  };
}

const BY: Readonly<Record<AppealEvent['by']['role'], string>> = {
  window_clerk: '窗口人员',
  department: '被评单位',
  center: '行政服务中心',
  reform_office: '审改办',
  efficiency_office: '效能办',
  evaluator: '评价人',
  system: '系统',
};

/** What was done, and the words that go with it. */
function toldOf(event: AppealEvent): { what: string; words: string | null } {
  switch (event.type) {
    case 'submitted':
      return { what: `为${APPELLANT_NAMES[event.appellant ?? 'institution']}提出申诉`, words: null };
    case 'withdrawn':
      return { what: '撤回申诉', words: null };
    case 'upheld':
      return { what: '申诉成立，评价不予采纳', words: event.reason };
    case 'dismissed':
      return { what: '申诉不成立，评价仍然计入', words: event.reason };
    case 'moot':
      return { what: '评价已经撤销，申诉不用再决定', words: null };
  }
}

/** An appeal with what happened to it. @param known what this account may know, whether this account sees the case it is about, the evidence it may open, and when a contest overturned it */
export function presentAppeal(
  actor: StaffActor,
  record: AppealRecord,
  known: { seen: AppealSeen; seesCase: boolean; files: CaseFile[]; overturned: string | null },
  name: NameOf,
  context: AppealContext,
): AppealView {
  const { seen, seesCase, files, overturned } = known;
  const [submitted] = record.events;
  return {
    ...presentAppealRow(actor, record, seen, context, name, context.calendar, context.now),
    version: record.version,
    statement: !seen.words ? null : submitted?.type === 'submitted' ? submitted.statement : '',
    files: seen.words ? files : [],
    caseId: seesCase ? record.caseId : null,
    overturned,
    timeline: record.events.map((event) => {
      const person = event.by.role === 'system' ? '' : name(event.by.id);
      const by = [BY[event.by.role], person].filter(Boolean).join(' ');
      const { what, words } = toldOf(event);
      return { at: event.at.toISOString(), what, words: seen.words ? words : null, by };
    }),
    moves: appealMovesFor(record.appeal, context).map((type) => ({ type, name: APPEAL_MOVE_NAMES[type] })),
  };
}
