import { randomUUID } from 'node:crypto';
import type { ListingInput, ListingMoveInput, ListingQuery } from '@haochaping/shared/contracts';
import { dayOf, type WorkCalendar } from '@haochaping/shared/domain';
import { periodOf } from '@haochaping/shared/domain/figures/index';
import {
  answerBy,
  factsOf,
  listingRefusal,
  reasonsFor,
  stateAfterMove,
  type ListingActor,
  type ListingStanding,
} from '@haochaping/shared/domain/listings/index';
import type { QueryFilter, UpdateQuery } from 'mongoose';
import { isDuplicateKey } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { datedNumber } from '../../../numbers.js';
import { pageOfRecords, type PageAsked } from '../../../paging.js';
import { auditEvent } from '../../audit/index.js';
import { directoryNow } from '../../directory/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { inventedCity } from '../invented.js';
import { namesIn, recordsFor, slotOf } from './candidates.js';
import { ListingModel, type ListingEvent, type ListingRecord } from './model.js';
import { namedAccounts } from './named.js';

type Filter = QueryFilter<ListingRecord>;
type Subject = Pick<ListingRecord, 'subject' | 'code'>;

/** Whether an entry is about this account: the person, the window they sit at, or their institution; a clerk is no institution. */
export function isNamed(
  actor: Pick<StaffActor, 'role' | 'institutionCode' | 'staffCode' | 'windowCode'>,
  { subject, code }: Subject,
): boolean {
  switch (subject) {
    case 'institution':
      return actor.role !== 'window_clerk' && code === actor.institutionCode;
    case 'window':
      return code === actor.windowCode;
    case 'staff':
      return code === actor.staffCode;
  }
}

/** `isNamed` as a filter. */
const naming = ({ role, institutionCode, staffCode, windowCode }: StaffActor): Filter[] => [
  ...(role === 'window_clerk' ? [] : [{ subject: 'institution' as const, code: institutionCode }]),
  ...(windowCode === null ? [] : [{ subject: 'window' as const, code: windowCode }]),
  ...(staffCode === null ? [] : [{ subject: 'staff' as const, code: staffCode }]),
];

const decides = ({ role }: StaffActor): boolean => rolesThatMay('listings.decide').includes(role);

/** An office sees what it listed, everybody what is about themselves. */
const visible = (actor: StaffActor): Filter => ({
  $or: [...(decides(actor) ? [{ office: actor.institutionCode }] : []), ...naming(actor)],
});

/** @throws AppError `not_found`, also for an entry that is neither the office's nor about the account */
export async function visibleListing(actor: StaffActor, id: string): Promise<ListingRecord> {
  const [found] = await listingsOf(actor, [id]);
  if (!found) throw new AppError('not_found', { message: '没有找到这一条名单，或者说的不是您和您的单位' });
  return found;
}

/** What a list is filtered by; an `$or` of nothing is no filter a database takes. */
function filtersOf(actor: StaffActor, { list, state }: Pick<ListingQuery, 'list' | 'state'>): Filter[] {
  const seen = visible(actor);
  return [seen.$or?.length ? seen : { _id: { $in: [] } }, list ? { list } : {}, state ? { state } : {}];
}

/** Of these entries those the account sees. */
export const listingsOf = (actor: StaffActor, ids: readonly string[]): Promise<ListingRecord[]> =>
  ListingModel.find({ $and: [{ _id: { $in: [...ids] } }, ...filtersOf(actor, {})] })
    .lean<ListingRecord[]>()
    .exec();

/** A page: the newest first. */
export const listListings = (
  actor: StaffActor,
  query: Pick<ListingQuery, 'list' | 'state'> & PageAsked,
): Promise<{ records: ListingRecord[]; total: number }> =>
  pageOfRecords<ListingRecord>(
    ListingModel,
    { $and: filtersOf(actor, query) },
    { listedAt: -1, _id: 1 },
    query,
    { events: 0, trail: 0 },
  );

/** How many wait for this account: an answer of the named, a second look of the office. */
export const countListings = (actor: StaffActor): Promise<number> => {
  const own = naming(actor);
  const waits: Filter[] = [
    ...(own.length > 0 ? [{ state: 'listed' as const, $or: own }] : []),
    ...(decides(actor)
      ? [{ office: actor.institutionCode, state: { $in: ['answered' as const, 'proposed' as const] } }]
      : []),
  ];
  return waits.length > 0 ? ListingModel.countDocuments({ $or: waits }) : Promise.resolve(0);
};

const movedEvent = (actor: StaffActor, id: string, move: string, now: Date) =>
  auditEvent({
    at: now,
    action: 'listing.moved',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'listing', id },
    detail: { move },
  });

/**
 * Takes a candidate onto a list of a period, with the facts as they stand now; the named side is told and has its days to answer.
 * @throws AppError `invalid_input` for a period that is not over, for who is no candidate, or can read nothing of it; `conflict` where it stands there already
 */
export async function putOnList(
  actor: StaffActor,
  { list, kind, period: key, subject, code }: ListingInput,
  calendar: WorkCalendar,
  now: Date,
): Promise<ListingRecord> {
  const period = periodOf(kind, key);
  if (period.to >= dayOf(now)) throw wrongField('period', `${period.name}还没有过完，过完了再列入`);
  const [found] = await recordsFor(actor, period, { subject, code }, calendar, now);
  if (!found || reasonsFor(list, found).length === 0)
    throw wrongField('code', '照这一期的记录列不进来，或者不归您看；请从候选里选');
  const about = { subject, code, institutionCode: found.institutionCode };
  if ((await namedAccounts(about, now)).length === 0)
    throw wrongField('code', '对方还没有能登录的账号，看不到也说明不了；请先让安全管理员给他开账号');
  const _id = randomUUID();
  const invented = await inventedCity();
  const record: ListingRecord = {
    _id,
    number: datedNumber('MD', now),
    version: 1,
    slot: slotOf(list, period, subject, code),
    list,
    kind,
    period: key,
    from: period.from,
    to: period.to,
    ...about,
    name: namesIn(await directoryNow(), { ...found, subject }, now).name,
    regionCode: found.regionCode,
    office: actor.institutionCode,
    facts: factsOf(found),
    rated: found.counts.satisfied.whole,
    state: 'listed',
    answerBy: answerBy(now, calendar),
    answer: null,
    proposal: null,
    events: [{ at: now, by: actor.accountId, type: 'listed', words: '' }],
    invented: invented !== null && invented.from <= period.to && invented.to >= period.from,
    listedAt: now,
    trail: [movedEvent(actor, _id, 'listed', now)],
    pending: [effect('audit', now), effect('tell', now)],
    dead: [],
  };
  try {
    await ListingModel.create([record]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', { message: '这一期的名单上已经有了，请看“名单”；也可能是别的单位列的' });
  }
  return record;
}

export const standingOf = ({
  state,
  answerBy: lastDay,
  answer,
  proposal,
}: ListingRecord): ListingStanding => ({
  state,
  answerBy: lastDay,
  answered: answer !== null,
  proposal,
});

export const actorFor = (actor: StaffActor, record: ListingRecord): ListingActor => ({
  id: actor.accountId,
  side: isNamed(actor, record) ? 'named' : 'office',
});

/** @throws AppError `not_found`; `conflict` for a step that is not open, or when somebody else was first */
export async function moveListing(
  actor: StaffActor,
  id: string,
  { version, command }: ListingMoveInput,
  now: Date,
): Promise<ListingRecord> {
  const record = await visibleListing(actor, id);
  const meanwhile = new AppError('conflict', { message: '刚才有人先办了一步，请看过再办；您写的没有记下' });
  if (record.version !== version) throw meanwhile;
  const standing = standingOf(record);
  const refused = listingRefusal(standing, command.type, actorFor(actor, record), now);
  if (refused) throw new AppError('conflict', { message: refused });
  const event: ListingEvent = {
    at: now,
    by: actor.accountId,
    type: command.type,
    words: 'words' in command ? command.words : '',
  };
  const moved = await ListingModel.findOneAndUpdate(
    { _id: id, version },
    {
      ...(command.type === 'take_back' ? { $unset: { slot: 1 } } : {}),
      $set: {
        ...changedBy(actor, command),
        state: stateAfterMove(standing, command.type),
        version: version + 1,
      },
      $push: {
        events: event,
        trail: movedEvent(actor, id, command.type, now),
        pending: { $each: [effect('audit', now), effect('tell', now)] },
      },
    },
    { returnDocument: 'after' },
  ).lean<ListingRecord>();
  if (!moved) throw meanwhile;
  return moved;
}

/** What a step writes beside the state. */
function changedBy(
  actor: StaffActor,
  command: ListingMoveInput['command'],
): NonNullable<UpdateQuery<ListingRecord>['$set']> {
  switch (command.type) {
    case 'answer':
      return { answer: command.words };
    case 'decide':
      return { proposal: { decision: command.decision, by: actor.accountId, words: command.words } };
    case 'send_back':
      return { proposal: null };
    case 'approve':
    case 'take_back':
      return {};
  }
}
