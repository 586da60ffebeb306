import { randomUUID } from 'node:crypto';
import type { BulletinInput, BulletinMoveInput } from '@haochaping/shared/contracts';
import { listedWord, withoutSelfIdentifying, type WordLists } from '@haochaping/shared/domain';
import { bulletinAfter } from '@haochaping/shared/domain/bulletins';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { datedNumber } from '../../../numbers.js';
import { pageOfRecords, type PageAsked } from '../../../paging.js';
import { auditEvent } from '../../audit/index.js';
import { visibleCase } from '../../cases/index.js';
import { lookUpAll } from '../../directory/index.js';
import { BulletinModel, type BulletinEvent, type BulletinRecord } from './model.js';

type Filter = QueryFilter<BulletinRecord>;

export const isUnit = ({ role }: StaffActor): boolean => role === 'department';

/** Each office sees its own; a unit what was sent to it. */
const visible = (actor: StaffActor): Filter =>
  isUnit(actor)
    ? { units: actor.institutionCode, audience: 'units', state: 'out' }
    : { office: actor.institutionCode };

type Words = Pick<BulletinRecord, 'title' | 'facts' | 'handling'>;

/** As it reaches others: without what tells who was there, whatever its author left in. */
export const asSeen = ({ title, facts, handling }: Words): Words => ({
  title: withoutSelfIdentifying(title),
  facts: withoutSelfIdentifying(facts),
  handling: withoutSelfIdentifying(handling),
});

/** @throws AppError `invalid_input` naming the field with a word that must not be told */
function requireTellable(lists: WordLists, { title, facts, handling }: Words, under = ''): void {
  for (const [field, text] of Object.entries({ title, facts, handling })) {
    const found = listedWord(lists, text);
    if (found) throw wrongField(`${under}${field}`, `里面有不宜公开的词：${found.word}`);
  }
}

const movedEvent = (actor: StaffActor, id: string, move: string, now: Date) =>
  auditEvent({
    at: now,
    action: 'bulletin.moved',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'bulletin', id },
    detail: { move },
  });

/**
 * Writes a bulletin of a case one oversees; a second account of the office lets it out.
 * @throws AppError `not_found` for a case that is not theirs, `invalid_input` for units that are not there, `conflict` for everybody to read while it is not closed
 */
export async function writeBulletin(
  lists: WordLists,
  actor: StaffActor,
  { caseId, audience, units, ...words }: BulletinInput,
  now: Date,
): Promise<BulletinRecord> {
  const about = await visibleCase(actor, caseId);
  if (about.state.rated.institutions.includes(actor.institutionCode))
    throw new AppError('conflict', { message: '这件差评评的是您自己的单位，请由别的单位通报' });
  if (audience === 'public' && about.open)
    throw new AppError('conflict', { message: '这件差评还没有办结，不能公开；要提醒别的单位，请用内部通报' });
  requireTellable(lists, words);
  const known = await lookUpAll('institutions', units, now);
  const missing = units.find((code) => !known.has(code));
  if (missing) throw wrongField('units', `目录里没有单位 ${missing}，请重新选`);
  const _id = randomUUID();
  const record: BulletinRecord = {
    _id,
    number: datedNumber('TB', now),
    version: 1,
    audience,
    caseId,
    caseNumber: about.number,
    office: actor.institutionCode,
    regionCode: actor.regionCodes[0] ?? '',
    author: actor.accountId,
    ...words,
    units: audience === 'units' ? [...new Set(units)] : [],
    reads: [],
    state: 'waiting',
    outAt: null,
    movedAt: now,
    events: [{ at: now, by: actor.accountId, type: 'written', words: '' }],
    trail: [movedEvent(actor, _id, 'written', now)],
    pending: [effect('audit', now)],
    dead: [],
  };
  await BulletinModel.create([record]);
  return record;
}

/** @throws AppError `not_found`; `conflict` for a step that is not open, or when somebody else was first; `invalid_input` */
export async function moveBulletin(
  lists: WordLists,
  actor: StaffActor,
  id: string,
  { version, command }: BulletinMoveInput,
  now: Date,
): Promise<BulletinRecord> {
  const record = await visibleBulletin(actor, id);
  if (isUnit(actor)) throw new AppError('not_allowed');
  const meanwhile = new AppError('conflict', { message: '刚才有人先办了一步，请看过再办；您写的没有记下' });
  if (record.version !== version) throw meanwhile;
  const state = bulletinAfter(record.state, command.type, { isAuthor: record.author === actor.accountId });
  if (!state)
    throw new AppError('conflict', {
      message: '这一步现在不能办：写的人不能自己放行，别人写的不能代改；或者已经办过了',
    });
  const words =
    command.type === 'rewrite'
      ? { title: command.title, facts: command.facts, handling: command.handling }
      : null;
  if (words) requireTellable(lists, words, 'command.');
  const event: BulletinEvent = {
    at: now,
    by: actor.accountId,
    type: command.type,
    words: 'words' in command ? command.words : '',
  };
  const moved = await BulletinModel.findOneAndUpdate(
    { _id: id, version },
    {
      $set: {
        state,
        version: version + 1,
        movedAt: now,
        ...words,
        ...(state === 'out' ? { outAt: now } : {}),
      },
      $push: {
        events: event,
        trail: movedEvent(actor, id, command.type, now),
        pending: effect('audit', now),
      },
    },
    { returnDocument: 'after' },
  ).lean<BulletinRecord>();
  if (!moved) throw meanwhile;
  return moved;
}

/** @throws AppError `not_found` */
async function visibleBulletin(actor: StaffActor, id: string): Promise<BulletinRecord> {
  const record = await BulletinModel.findOne({ $and: [{ _id: id }, visible(actor)] }).lean<BulletinRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这份通报，或者不是发给您单位的' });
  return record;
}

/** One bulletin; the first time a unit opens it, that is kept as its receipt. */
export async function openBulletin(actor: StaffActor, id: string, now: Date): Promise<BulletinRecord> {
  const record = await visibleBulletin(actor, id);
  const unit = actor.institutionCode;
  if (!isUnit(actor) || record.reads.some((read) => read.unit === unit)) return record;
  const read = { unit, by: actor.accountId, at: now };
  await BulletinModel.updateOne(
    { _id: id, 'reads.unit': { $ne: unit } },
    { $push: { reads: read, trail: movedEvent(actor, id, 'read', now), pending: effect('audit', now) } },
  );
  return { ...record, reads: [...record.reads, read] };
}

/** A page, newest first. */
export const listBulletins = (
  actor: StaffActor,
  query: PageAsked,
): Promise<{ records: BulletinRecord[]; total: number }> =>
  pageOfRecords<BulletinRecord>(BulletinModel, visible(actor), { movedAt: -1, _id: 1 }, query);

/** What everybody reads: those let out for everybody, newest first. */
export const listPublicBulletins = (
  query: PageAsked,
): Promise<{ records: BulletinRecord[]; total: number }> =>
  pageOfRecords<BulletinRecord>(
    BulletinModel,
    { audience: 'public', state: 'out' },
    { outAt: -1, _id: 1 },
    query,
  );
