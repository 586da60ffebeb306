import type { Overview, SubmissionQuery } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../http/actor.js';
import { countShown, firstOfShown, pageOfShown } from '../../paging.js';
import { RatingModel, ratingsSetAside, type Deliveries } from '../ratings/index.js';
import { SUBMISSION_STATES, SubmissionModel, type SubmissionRecord, type SubmissionState } from './model.js';
import { visibleSubmissions } from './policy.js';
import { presentDelivery } from './presenter.js';

/** A page of submissions the actor may see, newest first. */
export async function listSubmissions(
  actor: StaffActor,
  query: SubmissionQuery,
): Promise<{ submissions: SubmissionRecord[]; total: number }> {
  const list = visibleSubmissions(actor, [
    query.state ? { state: query.state } : {},
    query.reason ? { reason: query.reason } : {},
    query.standing ? { _id: { $in: await ratingsSetAside() } } : {},
  ]);
  const { records, total } = await pageOfShown<SubmissionRecord>(list, query);
  return { submissions: records, total };
}

/** Ratings that have not been put on their way yet: their `forward` effect is pending, or was given up. */
async function notYetSubmitted(): Promise<string[]> {
  const ratings = await RatingModel.find(
    {
      $or: [
        { 'pending.notBefore': { $gt: new Date(0) }, 'pending.kind': 'forward' },
        { 'dead.since': { $gt: new Date(0) }, 'dead.kind': 'forward' },
      ],
    },
    { _id: 1 },
  ).lean<{ _id: string }[]>();
  return ratings.map(({ _id }) => _id);
}

const idsIn = async (states: SubmissionState[]): Promise<string[]> => {
  const found = await SubmissionModel.find({ state: { $in: states } }, { _id: 1 }).lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
};

/**
 * What the ratings module asks about deliveries. Lists stay as short as what is not sent: what was sent, the great mass, is
 * told as everything else.
 */
export const deliveries: Deliveries = {
  async of(ratingIds) {
    const found = await SubmissionModel.find({ _id: { $in: ratingIds } }).lean<SubmissionRecord[]>();
    return new Map(found.map((submission) => [submission._id, presentDelivery(submission)]));
  },
  async inState(state) {
    if (state === 'sent') {
      const others = SUBMISSION_STATES.filter((other) => other !== 'sent');
      return { notIn: [...(await idsIn(others)), ...(await notYetSubmitted())] };
    }
    const ids = await idsIn([state]);
    return { in: state === 'waiting' ? [...ids, ...(await notYetSubmitted())] : ids };
  },
};

/** Numbers for the console's first page, of what the actor may see, and how long the oldest has been waiting. */
export async function countDeliveries(
  actor: StaffActor,
  now: Date,
): Promise<Pick<Overview, 'forwarding' | 'oldestWaitingSeconds'>> {
  const inState = (...states: SubmissionState[]) => [{ state: { $in: states } }];
  const count = (...states: SubmissionState[]) =>
    countShown<SubmissionRecord>(visibleSubmissions(actor, inState(...states)));
  const [waiting, parked, held, oldest] = await Promise.all([
    count('waiting', 'sending'),
    count('parked'),
    count('held'),
    firstOfShown<SubmissionRecord>(
      visibleSubmissions(actor, inState('waiting', 'sending'), { createdAt: 1, _id: -1 }),
    ),
  ]);
  return {
    forwarding: { waiting, parked, held },
    oldestWaitingSeconds: oldest
      ? Math.max(0, Math.round((now.getTime() - oldest.createdAt.getTime()) / 1000))
      : null,
  };
}

/** Whether one of these ratings is with the province, or may be. */
export async function mayHaveGone(ratingIds: readonly string[]): Promise<boolean> {
  const gone = { $or: [{ state: { $in: ['sent', 'sending'] as const } }, { uncertain: true }] };
  return (await SubmissionModel.exists({ _id: { $in: [...ratingIds] }, ...gone })) !== null;
}

/** Those of these ratings the province does not have yet, whatever they wait for. */
export async function notYetForwarded(ratingIds: readonly string[]): Promise<Set<string>> {
  const sent = await SubmissionModel.find({ _id: { $in: ratingIds }, state: 'sent' }, { _id: 1 }).lean<
    { _id: string }[]
  >();
  const waiting = new Set(ratingIds);
  for (const { _id } of sent) waiting.delete(_id);
  return waiting;
}
