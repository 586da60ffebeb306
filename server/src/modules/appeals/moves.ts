import type { AppealMoveInput } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { APPEAL_TIMES, decideAppeal, type AppealContext } from '@haochaping/shared/domain/appeals';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { caseActorOf } from '../cases/index.js';
import { casesOf } from './appealed.js';
import { refusedAppeal } from './filing.js';
import { AppealModel, type AppealRecord } from './model.js';
import { visibleAppeals } from './policy.js';
import { keepAppealEvents } from './store.js';

/** An appeal this account may see. @throws AppError `not_found`, also for one that is not theirs to see */
export async function visibleAppeal(actor: StaffActor, id: string): Promise<AppealRecord> {
  const record = await AppealModel.findOne({
    $and: [{ _id: id }, await visibleAppeals(actor, { _id: id })],
  }).lean<AppealRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这份申诉，或您没有权限查看' });
  return record;
}

/** What an appeal is decided with: its case, as it stands now. */
export async function appealContext(
  actor: StaffActor,
  record: AppealRecord,
  calendar: WorkCalendar,
  now: Date,
): Promise<AppealContext> {
  const appealed = (await casesOf([record]))(record);
  return { now, actor: caseActorOf(actor), calendar, times: APPEAL_TIMES, ...appealed };
}

/**
 * Decides on an appeal, or takes it back, by the rules and on the version that was seen; the case follows by an effect.
 * @throws AppError `not_found`; `not_allowed`, `conflict` or `invalid_input` with the rules' own words; `conflict` when somebody else was first
 */
export async function moveAppeal(
  actor: StaffActor,
  id: string,
  { version, command }: AppealMoveInput,
  calendar: WorkCalendar,
  now: Date,
): Promise<AppealRecord> {
  const record = await visibleAppeal(actor, id);
  if (record.version !== version) throw movedMeanwhile();
  const decision = decideAppeal(record.appeal, command, await appealContext(actor, record, calendar, now));
  if (decision.refused) throw refusedAppeal(decision.refused, 'command.');
  const moved = await keepAppealEvents(record, decision.events, now);
  if (!moved) throw movedMeanwhile();
  return moved;
}

const movedMeanwhile = () =>
  new AppError('conflict', { message: '刚才有人先办了一步，请看过再办；您填的还在，没有记下' });
