import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { RatingModel, type RatingRecord } from './model.js';

/** What a case has made of the rating it is about. */
export interface GivenStanding {
  standing: RatingRecord['standing'];
  caseId: string;
  caseNumber: string;
  /** The version of the case: what an older one says is over, whenever it arrives. */
  version: number;
  at: Date;
}

/**
 * Keeps what a rating counts as (采信状态), with its audit entry, in one write. Doing so again, or with an older version of the case,
 * changes nothing; level and words stay as they were given. FA-3.3-g.
 */
export async function setStanding(ratingId: string, given: GivenStanding): Promise<void> {
  const { standing, caseId, caseNumber, version, at } = given;
  const event = auditEvent({
    at,
    action: 'rating.standing_changed',
    actor: { kind: 'system', id: 'cases' },
    subject: { kind: 'rating', id: ratingId },
    detail: { standing, caseNumber },
  });
  await RatingModel.updateOne(
    {
      _id: ratingId,
      $or: [{ standingBy: null }, { 'standingBy.version': { $lt: version } }],
    },
    {
      $set: { standing, standingBy: { caseId, version, at } },
      $push: { trail: event, pending: { $each: [effect('audit', at), effect('rollup', at)] } },
    },
  );
}

/** Those of these ratings that no longer count as they were given, and as what they count. */
export async function changedStandings(
  ratingIds: readonly string[],
): Promise<Map<string, 'revoked' | 'offset'>> {
  const found = await RatingModel.find(
    { _id: { $in: [...ratingIds] }, standing: { $in: ['revoked', 'offset'] } },
    { standing: 1 },
  ).lean<{ _id: string; standing: 'revoked' | 'offset' }[]>();
  return new Map(found.map(({ _id, standing }) => [_id, standing]));
}

/** The ids of all ratings that no longer count as they were given. */
export async function ratingsSetAside(): Promise<string[]> {
  const found = await RatingModel.find(
    { 'standingBy.at': { $gt: new Date(0) }, standing: { $in: ['revoked', 'offset'] } },
    { _id: 1 },
  ).lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}
