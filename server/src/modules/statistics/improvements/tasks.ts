import { randomUUID } from 'node:crypto';
import type { ImprovementInput, ImprovementMoveInput, ImprovementView } from '@haochaping/shared/contracts';
import { CITY, dayOf, monthDay, monthName } from '@haochaping/shared/domain';
import {
  decideImprovement,
  DUE_RULE,
  IMPROVEMENT_STATE_NAMES,
  improvementMoves,
  mayBeDue,
  type ImprovementEvent,
  type ImprovementSide,
  type ImprovementState,
} from '@haochaping/shared/domain/improvements';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { datedNumber } from '../../../numbers.js';
import { pageOfRecords } from '../../../paging.js';
import { auditEvent } from '../../audit/index.js';
import { describeTarget, directoryNow, lookUpAll } from '../../directory/index.js';
import { poorRatingsOfItem } from '../../ratings/index.js';
import { staffNames } from '../../staff/index.js';
import { reasonNames, reasonsOfRating } from '../reasons.js';
import { bookFor } from '../scope.js';
import { ImprovementModel, type ImprovementRecord } from './model.js';

type Filter = QueryFilter<ImprovementRecord>;

const isUnit = (actor: StaffActor): boolean => actor.role === 'department';

/** A department sees what it is to put right, an office what lies in its regions. */
const visible = (actor: StaffActor): Filter => {
  if (isUnit(actor)) return { institutionCode: actor.institutionCode };
  return actor.regionCodes.includes(CITY) ? {} : { regionCode: { $in: [...actor.regionCodes] } };
};

/**
 * Tells a unit to put a sore point right by a day, with the ratings it was seen from.
 * @throws AppError `invalid_input`; `conflict` where the same is under way already
 */
export async function askImprovement(
  actor: StaffActor,
  { itemCode, reasonCode, from, to, words, dueDay }: ImprovementInput,
  now: Date,
): Promise<ImprovementRecord> {
  const item = await describeTarget({ kind: 'item', code: itemCode }, now);
  if (!item || bookFor(actor, { ...item, kind: 'item' }) !== 'full')
    throw wrongField('itemCode', '没有这个事项，或者它不归您看，请从堵点里点进来');
  if (!mayBeDue(dueDay, dayOf(now))) throw wrongField('dueDay', DUE_RULE);
  const [poor, directory, nameOf] = await Promise.all([
    poorRatingsOfItem(itemCode, { from, to }, now),
    directoryNow(),
    reasonNames([reasonCode]),
  ]);
  const ratingIds = poor
    .filter((rating) => reasonsOfRating(rating, directory, now).includes(reasonCode))
    .map(({ id }) => id);
  if (ratingIds.length === 0) throw wrongField('from', '这段时间没有采信的差评是这个原因，请重新选时间');
  const open = await ImprovementModel.findOne({
    itemCode,
    reasonCode,
    state: { $ne: 'done' },
  }).lean<ImprovementRecord>();
  if (open) throw new AppError('conflict', { message: `这个堵点已经交办了（${open.number}），还没有改好` });
  const _id = randomUUID();
  const event: ImprovementEvent = { at: now, by: actor.accountId, type: 'asked', words, dueDay };
  const record: ImprovementRecord = {
    _id,
    number: datedNumber('ZG', now),
    version: 1,
    itemCode,
    itemName: item.name,
    reasonCode,
    reason: nameOf(reasonCode),
    institutionCode: item.institutionCode,
    regionCode: item.regionCode,
    from,
    to,
    ratingIds,
    state: 'asked',
    dueDay,
    events: [event],
    trail: [movedEvent(actor, _id, 'asked', now)],
    pending: [effect('audit', now)],
    dead: [],
  };
  await ImprovementModel.create([record]);
  return record;
}

const movedEvent = (actor: StaffActor, id: string, move: string, now: Date) =>
  auditEvent({
    at: now,
    action: 'improvement.moved',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'improvement', id },
    detail: { move },
  });

const sideOf = (actor: StaffActor): ImprovementSide => (isUnit(actor) ? 'unit' : 'office');

/** @throws AppError `not_found`; `conflict` for a step that is not open, or when somebody else was first */
export async function moveImprovement(
  actor: StaffActor,
  id: string,
  { version, command }: ImprovementMoveInput,
  now: Date,
): Promise<ImprovementRecord> {
  const record = await ImprovementModel.findOne({
    $and: [{ _id: id }, visible(actor)],
  }).lean<ImprovementRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这件整改，或者不归您看' });
  const meanwhile = new AppError('conflict', { message: '刚才有人先办了一步，请看过再办；您写的没有记下' });
  if (record.version !== version) throw meanwhile;
  const decided = decideImprovement(record, command, {
    side: sideOf(actor),
    by: actor.accountId,
    now,
    today: dayOf(now),
  });
  if ('refused' in decided) throw new AppError('conflict', { message: decided.refused });
  const { standing, event } = decided;
  const moved = await ImprovementModel.findOneAndUpdate(
    { _id: id, version },
    {
      $set: { state: standing.state, dueDay: standing.dueDay, version: version + 1 },
      $push: { events: event, trail: movedEvent(actor, id, event.type, now), pending: effect('audit', now) },
    },
    { returnDocument: 'after' },
  ).lean<ImprovementRecord>();
  if (!moved) throw meanwhile;
  return moved;
}

/** A page: what is due first. */
export async function listImprovements(
  actor: StaffActor,
  { page, pageSize, state }: { page: number; pageSize: number; state?: ImprovementState | undefined },
  now: Date,
): Promise<{ items: ImprovementView[]; total: number }> {
  const { records, total } = await pageOfRecords<ImprovementRecord>(
    ImprovementModel,
    { $and: [visible(actor), state ? { state } : {}] },
    { dueDay: 1, _id: 1 },
    { page, pageSize },
  );
  return { items: await presentAll(actor, records, now), total };
}

/** How many wait for this account's side. */
export const countImprovements = (actor: StaffActor): Promise<number> =>
  ImprovementModel.countDocuments({
    $and: [visible(actor), { state: isUnit(actor) ? 'asked' : 'answered' }],
  });

const WHAT: Readonly<Record<ImprovementEvent['type'], string>> = {
  asked: '要求整改',
  answered: '说明怎样改的',
  accepted: '看过，改好了',
  sent_back: '没有改好，再改',
};

export async function presentAll(
  actor: StaffActor,
  records: readonly ImprovementRecord[],
  now: Date,
): Promise<ImprovementView[]> {
  const [names, institutions] = await Promise.all([
    staffNames([...new Set(records.flatMap(({ events }) => events.map(({ by }) => by)))]),
    lookUpAll('institutions', [...new Set(records.map(({ institutionCode }) => institutionCode))], now),
  ]);
  return records.map(({ _id, state, events, dueDay, ...record }) => ({
    id: _id,
    number: record.number,
    version: record.version,
    itemName: record.itemName,
    reason: record.reason,
    institutionName: institutions.get(record.institutionCode)?.data.name ?? record.institutionCode,
    months: monthsText(record),
    // How many, in how short a time, would tell the rated side more than the veil opens.
    ratings: isUnit(actor) ? null : record.ratingIds.length,
    state,
    stateName: IMPROVEMENT_STATE_NAMES[state],
    dueDay,
    late: state === 'asked' && dueDay < dayOf(now),
    moves: improvementMoves(state, sideOf(actor)),
    events: events.map(({ at, by, type, words, dueDay: until }) => ({
      at: at.toISOString(),
      by: names.get(by) ?? '',
      what: until ? `${WHAT[type]}，${monthDay(until)}以前` : WHAT[type],
      words,
    })),
  }));
}

function monthsText({ from, to }: Pick<ImprovementRecord, 'from' | 'to'>): string {
  return from.slice(0, 7) === to.slice(0, 7) ? monthName(from) : `${monthName(from)}到${monthName(to)}`;
}

/** What was put right because of these ratings, for those who gave them: “您的意见改变了……”. */
export async function improvementsBy(
  ratingIds: readonly string[],
): Promise<Map<string, { at: Date; words: string }[]>> {
  const found = await ImprovementModel.find(
    { ratingIds: { $in: [...ratingIds] }, state: 'done' },
    { ratingIds: 1, events: 1 },
  ).lean<Pick<ImprovementRecord, 'ratingIds' | 'events'>[]>();
  const told = new Map<string, { at: Date; words: string }[]>();
  for (const { ratingIds: own, events } of found) {
    const accepted = events.findLast(({ type }) => type === 'accepted');
    if (!accepted) continue;
    for (const id of own.filter((one) => ratingIds.includes(one)))
      told.set(id, [...(told.get(id) ?? []), { at: accepted.at, words: accepted.words }]);
  }
  return told;
}
