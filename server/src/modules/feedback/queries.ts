import type { FeedbackQuery, PublicFeedbackQuery } from '@haochaping/shared/contracts';
import { FEEDBACK_STATES, OPEN_FEEDBACK_STATES } from '@haochaping/shared/domain/feedback';
import type { QueryFilter } from 'mongoose';
import { containing } from '../../database.js';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { sameText, type Keys } from '../../keys.js';
import { countUpTo, pageOfRecords, type PageAsked } from '../../paging.js';
import { feedbackKeyHash } from './keys.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { toHandle, toPublish, visibleFeedback } from './policy.js';

/** The feedback of that number, for whoever holds its key. A wrong key answers like an unknown number. @throws AppError `not_found` */
export async function findOwnFeedback(
  keys: Keys,
  number: string,
  accessKey: string,
): Promise<FeedbackRecord> {
  const feedback = await FeedbackModel.findOne({ number }).lean<FeedbackRecord>();
  if (!feedback || !sameText(feedbackKeyHash(keys, accessKey), feedback.accessKeyHash))
    throw new AppError('not_found', { message: '没有找到这条意见，请从“我的意见”里打开' });
  return feedback;
}

/** The one it is a duplicate of; null for one that stands by itself. */
export const originalOf = async ({
  standing: { duplicateOf },
}: FeedbackRecord): Promise<FeedbackRecord | null> =>
  duplicateOf ? FeedbackModel.findById(duplicateOf).lean<FeedbackRecord>() : null;

/** A feedback this account may see. @throws AppError `not_found`, also for one that is not theirs to see */
export async function visibleOne(actor: StaffActor, id: string): Promise<FeedbackRecord> {
  const found = await FeedbackModel.findOne({
    $and: [{ _id: id }, visibleFeedback(actor)],
  }).lean<FeedbackRecord>();
  if (!found) throw new AppError('not_found', { message: '没有找到这条意见，或您没有权限查看' });
  return found;
}

type Filter = QueryFilter<FeedbackRecord>;
const DONE_STATES = FEEDBACK_STATES.filter((state) => !OPEN_FEEDBACK_STATES.includes(state));

function inList(actor: StaffActor, list: FeedbackQuery['list']): Filter {
  switch (list) {
    case 'mine':
      return toHandle(actor);
    case 'publish':
      return toPublish(actor);
    case 'open':
      return { 'standing.state': { $in: [...OPEN_FEEDBACK_STATES] } };
    case 'done':
      return { 'standing.state': { $in: DONE_STATES } };
  }
}

/** A page of a list: of what waits those that came first, of what is done the newest. */
export async function listFeedback(
  actor: StaffActor,
  { list, topic, way, search, ...asked }: Omit<FeedbackQuery, 'page' | 'pageSize'> & PageAsked,
): Promise<{ records: FeedbackRecord[]; total: number }> {
  const filter: Filter = {
    $and: [
      visibleFeedback(actor),
      inList(actor, list),
      topic ? { 'standing.topic': topic } : {},
      way ? { way } : {},
      search ? { $or: [{ number: search.toUpperCase() }, { title: containing(search) }] } : {},
    ],
  };
  const order = list === 'done' ? -1 : 1;
  return pageOfRecords<FeedbackRecord>(FeedbackModel, filter, { receivedAt: order, _id: 1 }, asked, {
    trail: 0,
    events: 0,
  });
}

/** How many wait for this account: to be handled, or to be let into public. */
export const countWaiting = (actor: StaffActor): Promise<number> =>
  countUpTo<FeedbackRecord>(FeedbackModel, {
    $and: [visibleFeedback(actor), { $or: [toHandle(actor), toPublish(actor)] }],
  });

/** What everybody may read, the latest answer first: of one county or of the city's own, and of one topic; all where left out. */
export const listPublic = (
  { regionCode, topic }: Pick<PublicFeedbackQuery, 'regionCode' | 'topic'>,
  asked: PageAsked,
): Promise<{ records: FeedbackRecord[]; total: number }> =>
  pageOfRecords<FeedbackRecord>(
    FeedbackModel,
    {
      'standing.publication': 'published',
      'standing.state': 'answered',
      'standing.agreed': true,
      ...(regionCode ? { 'offices.jurisdiction': regionCode } : {}),
      ...(topic ? { 'standing.topic': topic } : {}),
    },
    { 'standing.answer.at': -1, _id: 1 },
    asked,
  );
