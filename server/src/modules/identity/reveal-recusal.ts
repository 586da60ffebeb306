import { inHand, isAbout, type InHand } from '@haochaping/shared/domain';
import type { Config } from '../../config.js';
import type { StaffActor } from '../../http/actor.js';
import { lookUp } from '../directory/index.js';
import type { RatingInQuestion } from './reveal.js';
import { StaffAccountModel, type StaffAccountRecord } from './staff-model.js';

/** Whether the one who asks is the person, or sits at the window, that the rating is about. */
export async function isRatedPerson(
  actor: StaffActor,
  { targets }: Pick<RatingInQuestion, 'targets'>,
  now: Date,
): Promise<boolean> {
  const account = await StaffAccountModel.findById(actor.accountId, {
    staffCode: 1,
  }).lean<StaffAccountRecord>();
  const staffCode = account?.staffCode ?? null;
  const person = staffCode ? await lookUp('staff', staffCode, now) : null;
  return isAbout(targets, { staffCode, windowCode: person?.data.windowCode ?? null });
}

/** Whether the rating is a case in hand for this member of staff: never for the person it is about. */
export async function handFor(
  { REVEAL_CASE_DAYS }: Pick<Config, 'REVEAL_CASE_DAYS'>,
  actor: StaffActor,
  rating: RatingInQuestion,
  now: Date,
): Promise<InHand> {
  if (await isRatedPerson(actor, rating, now)) return { open: false, because: 'own_service' };
  return inHand(rating, REVEAL_CASE_DAYS, now);
}

/** Whether two accounts belong to one person, by the document or the staff code they are bound to. */
export async function isSamePerson(accountA: string, accountB: string): Promise<boolean> {
  const accounts = await StaffAccountModel.find(
    { _id: { $in: [accountA, accountB] } },
    { staffCode: 1, certIndex: 1 },
  ).lean<StaffAccountRecord[]>();
  const [a, b] = accounts;
  if (!a || !b) return accountA === accountB;
  const same = (one: unknown, other: unknown) => Boolean(one) && one === other;
  return same(a.staffCode, b.staffCode) || same(a.certIndex, b.certIndex);
}
