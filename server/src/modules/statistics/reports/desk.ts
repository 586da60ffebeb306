import type { ReportMoveInput, ReportQuery, ReportRow } from '@haochaping/shared/contracts';
import { CITY } from '@haochaping/shared/domain';
import {
  periodOf,
  REPORT_KIND_NAMES,
  REPORT_STATE_NAMES,
  reportRefusal,
  stateAfter,
  type ReportActor,
  type ReportStanding,
} from '@haochaping/shared/domain/figures/index';
import type { QueryFilter, UpdateQuery } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { pageOfRecords } from '../../../paging.js';
import { auditEvent } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { ReportModel, type ReportEvent, type ReportRecord } from './model.js';

type Filter = QueryFilter<ReportRecord>;
const MOST_REVISIONS = 200;

/** Of its own institution's report an account is the unit, whatever its role; a county's centre of its region's. */
const isUnit = (actor: StaffActor, { subject, code }: Pick<ReportRecord, 'subject' | 'code'>): boolean => {
  if (subject === 'institution') return code === actor.institutionCode;
  return subject === 'region' && !actor.regionCodes.includes(CITY) && actor.regionCodes.includes(code);
};

/**
 * Reports an account reads: a department its own that were handed back; offices of the city all; those of a county what was handed back to
 * their region, and what is written about its departments. Of one's own institution nothing before it is handed back.
 */
function visible(actor: StaffActor): Filter {
  const own: Filter = { subject: 'institution', code: actor.institutionCode, state: 'returned' };
  if (!rolesThatMay('reports.edit').includes(actor.role)) return own;
  const others: Filter = { subject: 'institution', code: { $ne: actor.institutionCode } };
  if (actor.regionCodes.includes(CITY)) return { $or: [{ subject: { $ne: 'institution' } }, others, own] };
  const regions = { $in: [...actor.regionCodes] };
  return {
    $or: [{ subject: 'region', code: regions, state: 'returned' }, { ...others, regionCode: regions }, own],
  };
}

/** @throws AppError `not_found` */
export async function visibleReport(actor: StaffActor, id: string): Promise<ReportRecord> {
  const found = await ReportModel.findOne({ $and: [{ _id: id }, visible(actor)] }).lean<ReportRecord>();
  if (!found) throw new AppError('not_found', { message: '没有找到这份报告，或者还没有反馈给您' });
  return found;
}

export const reportTitle = ({ name, kind, period }: Pick<ReportRecord, 'name' | 'kind' | 'period'>): string =>
  `${name}${periodOf(kind, period).name}政务服务“好差评”情况报告`;

export const rowOf = (record: ReportRecord): ReportRow => ({
  id: record._id,
  number: record.number,
  title: reportTitle(record),
  kind: record.kind,
  kindName: REPORT_KIND_NAMES[record.kind],
  periodName: periodOf(record.kind, record.period).name,
  subjectName: record.name,
  state: record.state,
  stateName: REPORT_STATE_NAMES[record.state],
  draftedAt: record.draftedAt.toISOString(),
});

/** A page: the last period first, the city before its regions. */
export async function listReports(
  actor: StaffActor,
  { page, pageSize, state }: ReportQuery,
): Promise<{ items: ReportRow[]; total: number }> {
  const { records, total } = await pageOfRecords<ReportRecord>(
    ReportModel,
    { $and: [visible(actor), state ? { state } : {}] },
    { to: -1, kind: 1, code: 1, _id: 1 },
    { page, pageSize },
    { figures: 0, sections: 0, revisions: 0, events: 0 },
  );
  return { items: records.map(rowOf), total };
}

export const standingOf = ({
  subject,
  code,
  state,
  officeCode,
  writers,
  readers,
}: ReportRecord): ReportStanding => ({
  state,
  hasUnit: subject === 'institution' || (subject === 'region' && code !== CITY),
  officeCode,
  writers,
  readers: readers.map(({ by }) => by),
});

export const actorFor = (actor: StaffActor, record: ReportRecord): ReportActor => ({
  id: actor.accountId,
  institutionCode: actor.institutionCode,
  side: isUnit(actor, record) ? 'unit' : 'office',
});

/** @throws AppError `not_found`; `conflict` for a step that is not open, or when somebody else was first */
export async function moveReport(
  actor: StaffActor,
  id: string,
  { version, command }: ReportMoveInput,
  now: Date,
): Promise<ReportRecord> {
  const record = await visibleReport(actor, id);
  const meanwhile = new AppError('conflict', { message: '刚才有人先改了一步，请看过再办；您写的没有记下' });
  if (record.version !== version) throw meanwhile;
  if (command.type === 'sign' && !rolesThatMay('reports.sign').includes(actor.role))
    throw new AppError('not_allowed');
  const refused = reportRefusal(standingOf(record), command.type, actorFor(actor, record));
  if (refused) throw new AppError('conflict', { message: refused });
  if (command.type === 'save' && record.revisions.length >= MOST_REVISIONS)
    throw new AppError('conflict', { message: `这份报告已经改了${MOST_REVISIONS}次，请送签` });
  const by = actor.accountId;
  const told: ReportEvent = { at: now, by, type: command.type };
  if (command.type === 'send_back') told.words = command.words;
  const trail = auditEvent({
    at: now,
    action: 'report.moved',
    actor: { kind: 'staff', id: by },
    subject: { kind: 'report', id },
    detail: { move: command.type },
  });
  const written = effectOf(record, actor, command, now);
  const moved = await ReportModel.findOneAndUpdate(
    { _id: id, version },
    {
      ...written,
      $set: { ...written.$set, state: stateAfter(record.state, command.type), version: version + 1 },
      $push: { ...written.$push, events: told, trail, pending: effect('audit', now) },
    },
    { returnDocument: 'after' },
  ).lean<ReportRecord>();
  if (!moved) throw meanwhile;
  return moved;
}

/** What a step writes beside its state: words keep how they stood before. */
function effectOf(
  record: ReportRecord,
  actor: StaffActor,
  command: ReportMoveInput['command'],
  now: Date,
): UpdateQuery<ReportRecord> {
  const by = actor.accountId;
  switch (command.type) {
    case 'save': {
      const changed = command.sections.filter(({ id, text }) => record.sections[id] !== text);
      const sections = Object.fromEntries(changed.map(({ id }) => [id, record.sections[id]]));
      return {
        $set: Object.fromEntries(changed.map(({ id, text }) => [`sections.${id}`, text])),
        $addToSet: { writers: by },
        $push: changed.length > 0 ? { revisions: { at: now, by, sections } } : {},
      };
    }
    case 'submit':
      return { $set: { officeCode: actor.institutionCode }, $addToSet: { writers: by } };
    case 'read':
      return { $push: { readers: { by, at: now } } };
    case 'send_back':
    case 'sign':
    case 'return':
      return {};
  }
}
