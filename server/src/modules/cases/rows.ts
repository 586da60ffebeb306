import type { CaseRow } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import type { CaseRecord } from './model.js';
import { namesIn } from './names.js';
import { isWaitingFor } from './policy.js';
import { presentCaseRow } from './presenter.js';
import { countingAt } from './store.js';

/** Cases as rows of a list for this account, with the names of today. */
export async function caseRows(
  actor: StaffActor,
  cases: readonly CaseRecord[],
  calendar: WorkCalendar,
  now: Date,
): Promise<CaseRow[]> {
  const name = await namesIn(cases, now);
  const counting = countingAt(now, calendar);
  return cases.map((one) => presentCaseRow(one, name, isWaitingFor(actor, one), counting));
}
