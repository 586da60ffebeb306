import { departmentsOf, partOf, type Attribution, type Channel } from '@haochaping/shared/domain';
import type { ToRateRow } from '@haochaping/shared/contracts';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import { findStaticCode, furtherLink, openInvitations, type InvitationRecord } from '../../channels/index.js';
import { lookUp } from '../../directory/index.js';
import { actsFor, businessNames, evaluatorsOfBusinesses } from '../../evaluators/index.js';
import { RatingModel, type RatingRecord } from '../model.js';

/** So many at most: more than anybody rates at one sitting. */
const MOST = 100;

/** What was served and is not rated yet, with the departments of a parallel approval that were. */
interface ToRate {
  invitation: InvitationRecord;
  /** The business it was done for; null for one's own. */
  businessId: string | null;
  /** Codes of departments that were rated each for itself. */
  rated: ReadonlySet<string>;
}

/** Everything this person, or a business they may act for now, was served with and may still rate; the newest first. */
async function eventsToRate(actor: EvaluatorActor, now: Date): Promise<ToRate[]> {
  const businessIds = await actsFor(actor.accountId, now);
  const businesses = await Promise.all(
    businessIds.map(async (id) => ({ id, ids: await evaluatorsOfBusinesses(actor.accountId, [id]) })),
  );
  const businessOf = new Map(businesses.flatMap(({ id, ids }) => ids.map((one) => [one, id] as const)));
  const invitations = await openInvitations([...actor.evaluatorIds, ...businessOf.keys()], now);
  const ratings = await RatingModel.find(
    { kind: 'first', projectNo: { $in: [...new Set(invitations.map(({ projectNo }) => projectNo))] } },
    { projectNo: 1, serviceNumber: 1, attribution: 1 },
  ).lean<Pick<RatingRecord, 'projectNo' | 'serviceNumber' | 'attribution'>[]>();
  return invitations.flatMap((invitation): ToRate[] => {
    const own = ratings.filter(
      ({ projectNo, serviceNumber }) =>
        projectNo === invitation.projectNo && serviceNumber === invitation.serviceNumber,
    );
    if (own.some(({ attribution }) => attribution.scope !== 'stage')) return [];
    const rated = new Set(own.flatMap(({ attribution }) => attribution.targets[0]?.code ?? []));
    const departments = departmentsOf(invitation.attribution);
    if (departments.length > 0 && departments.every(({ code }) => rated.has(code))) return [];
    return [{ invitation, businessId: businessOf.get(invitation.evaluatorId) ?? null, rated }];
  });
}

/** Whether an event happened at the place of a printed code: the code's own target, or a window of its hall. */
async function isThere(attribution: Attribution, place: Attribution, now: Date): Promise<boolean> {
  const [stood] = place.targets;
  const same = attribution.targets.some(({ kind, code }) => kind === stood?.kind && code === stood.code);
  if (same || stood?.kind !== 'hall') return same;
  const window = attribution.targets.find(({ kind }) => kind === 'window');
  return window ? (await lookUp('windows', window.code, now))?.data.hallCode === stood.code : false;
}

/**
 * 我的待评价 as its page shows it.
 * @param staticCode only what was done at the place of this printed code
 * @throws AppError `static_code_unknown`
 */
export async function listToRate(
  keys: Keys,
  actor: EvaluatorActor,
  staticCode: string | undefined,
  now: Date,
): Promise<ToRateRow[]> {
  const place = staticCode ? (await findStaticCode(staticCode, now)).attribution : null;
  const all = await eventsToRate(actor, now);
  const there = place
    ? await Promise.all(all.map(({ invitation }) => isThere(invitation.attribution, place, now)))
    : null;
  const shown = all.filter((_, index) => there?.[index] ?? true).slice(0, MOST);
  const businessIds = shown.flatMap(({ businessId }) => businessId ?? []);
  const names = businessIds.length > 0 ? await businessNames(keys, businessIds) : new Map<string, string>();
  return shown.map(({ invitation, businessId, rated }) => ({
    id: invitation._id,
    title: invitation.title,
    place: invitation.place,
    occasion: invitation.occasion,
    servedAt: invitation.servedAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    businessName: businessId ? (names.get(businessId) ?? '企业') : null,
    whole: rated.size === 0,
    departments: departmentsOf(invitation.attribution).map(({ code, name }) => ({
      code,
      name,
      rated: rated.has(code),
    })),
  }));
}

/**
 * A link to rate one of these, or one department of a parallel approval.
 * @throws AppError `not_found` (somebody else's, rated meanwhile, run out), `invalid_input` (no such department), `already_rated`
 */
export async function linkToRate(
  keys: Keys,
  actor: EvaluatorActor,
  id: string,
  { institutionCode, channel }: { institutionCode?: string | undefined; channel: Channel },
  now: Date,
): Promise<string> {
  const found = (await eventsToRate(actor, now)).find(({ invitation }) => invitation._id === id);
  if (!found)
    throw new AppError('not_found', { message: '没有找到这件事：可能已经评过了，或过了可以评的时间' });
  const { invitation, rated } = found;
  const attribution = institutionCode
    ? partOf(invitation.attribution, institutionCode)
    : invitation.attribution;
  if (!attribution) throw wrongField('institutionCode', '这件事里没有这个部门，请刷新再选');
  if (institutionCode ? rated.has(institutionCode) : rated.size > 0)
    throw new AppError('already_rated', {
      message: institutionCode ? '这个部门您已经评过了' : '您已经分部门评了，请接着一个一个评',
    });
  return furtherLink(
    keys,
    invitation,
    { attribution, channel, by: { kind: 'evaluator', id: 'unnamed' } },
    now,
  );
}
