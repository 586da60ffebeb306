import type { CaseOfficers } from '@haochaping/shared/contracts';
import { dayOf, yearAfter, type Day } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { wrongField } from '../../../http/errors.js';
import { accountsOf, staffNames, type NamedAccount } from '../../staff/index.js';
import { wakeClocks } from '../clocks.js';
import { LeaveModel, type LeaveRecord } from './model.js';

/** Who of these accounts is on leave that day, with the deputy of each. */
export async function awayOn(accounts: readonly string[], day: Day): Promise<ReadonlyMap<string, string>> {
  const found = await LeaveModel.find({ _id: { $in: [...accounts] }, until: { $gte: day } }).lean<
    LeaveRecord[]
  >();
  return new Map(found.map(({ _id, deputy }) => [_id, deputy]));
}

/** Accounts to choose from, those on leave today with who takes their place: whoever names one all the same does so knowingly. */
export async function presentOfficers(
  accounts: readonly Pick<NamedAccount, 'id' | 'displayName'>[],
  now: Date,
): Promise<CaseOfficers> {
  const ids = accounts.map(({ id }) => id);
  const away = await awayOn(ids, dayOf(now));
  const names = await staffNames([...away.values()]);
  return {
    items: accounts.map(({ id, displayName }) => {
      const deputy = away.get(id);
      return { id, displayName, deputyName: deputy === undefined ? null : (names.get(deputy) ?? deputy) };
    }),
  };
}

/** One's own leave as far as it is not over. */
export async function ownLeave({ accountId }: StaffActor, now: Date): Promise<LeaveRecord | null> {
  return LeaveModel.findOne({ _id: accountId, until: { $gte: dayOf(now) } })
    .lean<LeaveRecord>()
    .exec();
}

/** Colleagues who may see to one's cases: the same role in the same house. */
export async function possibleDeputies({ accountId, institutionCode, role }: StaffActor) {
  const colleagues = await accountsOf([institutionCode], [role]);
  return colleagues.filter(({ id }) => id !== accountId);
}

/**
 * Goes on leave from now to the end of a day: one's open cases go to the deputy by the worker, new ones to others.
 * @throws AppError `invalid_input` for a day gone by or more than a year away, a deputy of another house, or one who is away as well
 */
export async function goOnLeave(
  actor: StaffActor,
  { until, deputy }: Pick<LeaveRecord, 'until' | 'deputy'>,
  now: Date,
): Promise<void> {
  if (until < dayOf(now)) throw wrongField('until', '请选今天或以后的日子');
  const last = yearAfter(dayOf(now));
  if (until > last) throw wrongField('until', `一次最长请一年，请选${last}或以前的日子`);
  const colleagues = await possibleDeputies(actor);
  if (!colleagues.some(({ id }) => id === deputy)) throw wrongField('deputy', '请在列表里选一位同单位的同事');
  if ((await awayOn([deputy], dayOf(now))).size > 0)
    throw wrongField('deputy', '这位同事也在请假，请另选一位');
  await LeaveModel.updateOne({ _id: actor.accountId }, { $set: { until, deputy } }, { upsert: true });
  await wakeClocks({ $or: [{ departmentOfficer: actor.accountId }, { leadOfficer: actor.accountId }] }, now);
}

/** Back from leave: new cases come again; those that were handed over stay with the deputy, who knows them by now. */
export async function comeBack({ accountId }: StaffActor): Promise<void> {
  await LeaveModel.deleteOne({ _id: accountId });
}
