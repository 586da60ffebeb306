import type { CompetentOffice } from '@haochaping/shared/domain';
import { OFFICE_STATES, type FeedbackActor } from '@haochaping/shared/domain/feedback';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import type { AccountInUse } from '../staff/index.js';
import type { FeedbackRecord } from './model.js';

type Filter = QueryFilter<FeedbackRecord>;
const NOBODY: Filter = { _id: { $in: [] } };

/** Whether somebody works for one of the offices that see to it. */
export const isOfficeOf = (
  { role, regionCodes }: Pick<StaffActor, 'role' | 'regionCodes'>,
  offices: readonly CompetentOffice[],
): boolean => offices.some((one) => one.role === role && regionCodes.includes(one.jurisdiction));

/** Nobody reads what is said of themselves. */
const ofOthers = ({ staffCode, windowCode }: AccountInUse): Filter => ({
  'attribution.targets.code': { $nin: [staffCode, windowCode].filter((code) => code !== null) },
});

/** Those an account's office sees to: the centre's of its jurisdiction, the oversight offices' where the centre itself is meant. */
function ofOffice({ role, regionCodes }: Pick<AccountInUse, 'role' | 'regionCodes'>): Filter {
  switch (role) {
    case 'center':
    case 'reform_office':
    case 'efficiency_office':
      return { offices: { $elemMatch: { role, jurisdiction: { $in: regionCodes } } } };
    case 'department':
    case 'window_clerk':
    case 'system_admin':
    case 'security_admin':
    case 'audit_admin':
      return NOBODY;
  }
}

/** The feedback an account may see: that of its office, and what was passed on to its unit. */
export const visibleFeedback = (actor: AccountInUse): Filter => ({
  $and: [ofOthers(actor), { $or: [ofOffice(actor), { 'standing.unit': actor.institutionCode }] }],
});

/** As whom somebody who may see it moves it. */
export const actorIn = (actor: StaffActor, { offices }: Pick<FeedbackRecord, 'offices'>): FeedbackActor => ({
  id: actor.accountId,
  side: isOfficeOf(actor, offices) ? 'office' : 'unit',
});

/** Those that wait to be let into public, by somebody else than who answered. */
export const toPublish = (actor: StaffActor): Filter => ({
  $and: [
    ofOffice(actor),
    {
      'standing.state': 'answered',
      'standing.agreed': true,
      'standing.publication': 'undecided',
      'standing.answer.by': { $ne: actor.accountId },
    },
  ],
});

/** Those that wait for an account to handle them. */
export const toHandle = (actor: StaffActor): Filter => ({
  $or: [
    { $and: [ofOffice(actor), { 'standing.state': { $in: [...OFFICE_STATES] } }] },
    // An office that passed something on to itself would wait for nobody.
    { 'standing.state': 'passed_on', 'standing.unit': actor.institutionCode },
  ],
});
