import { actsAs, CITY, isOversight } from '@haochaping/shared/domain';
import { leads, type CaseActor, type CaseRole } from '@haochaping/shared/domain/cases/index';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import type { CaseRecord } from './model.js';

type Filter = QueryFilter<CaseRecord>;

/** The account as the rules of cases know it. Roles that have to do with none are refused by the routes. */
export const caseActorOf = (actor: StaffActor): CaseActor => ({
  id: actor.accountId,
  role: actor.role as CaseRole,
  institutions: [actor.institutionCode],
  staffId: actor.staffCode ?? undefined,
});

/** What decides over which cases somebody sees. */
export type CaseViewer = Pick<StaffActor, 'accountId' | 'role' | 'institutionCode' | 'regionCodes'>;

/** Cases this account is the officer of at the institution that is to put them right. */
const assigned = ({ accountId, institutionCode }: CaseViewer): Filter => ({
  assignedTo: institutionCode,
  departmentOfficer: accountId,
});

/**
 * The cases an account may see. The centre: those it is competent for, and those it is to put right; the oversight offices: all of
 * their jurisdiction, the city's all; a department's officer: those assigned to them, from the first day. Window clerks: none.
 * Source: domain.md §4; adr/006, adr/019.
 */
export function visibleCases(actor: CaseViewer): Filter {
  const { role, regionCodes } = actor;
  if (role === 'department') return assigned(actor);
  if (role === 'center')
    return {
      $or: [
        { offices: { $elemMatch: { role: 'center', jurisdiction: { $in: regionCodes } } } },
        assigned(actor),
      ],
    };
  if (isOversight(actor))
    return regionCodes.includes(CITY) ? {} : { 'offices.jurisdiction': { $in: regionCodes } };
  return { _id: { $in: [] } };
}

/** Whether the account reads who, when and where exactly: those who lead or oversee; never somebody of the rated side. */
export function readsInFull(actor: StaffActor, record: CaseRecord): boolean {
  if (leads(record.state, caseActorOf(actor)))
    return actsAs(actor, record.offices) !== null || actor.role !== 'center';
  const overseer = isOversight(actor);
  return overseer && !record.state.rated.institutions.includes(actor.institutionCode);
}

/** Cases in which the next step is this account's to make. */
export function waitingFor(actor: StaffActor): Filter {
  const oversight = isOversight(actor);
  const own: Filter[] = [];
  if (actor.role === 'center') own.push({ waitsFor: 'lead', 'state.recused': false });
  if (oversight) own.push({ waitsFor: 'oversight' }, { waitsFor: 'lead', 'state.recused': true });
  if (oversight) own.push({ phase: 'supervised' });
  own.push({ waitsFor: 'department', ...assigned(actor) });
  return { $or: own };
}

/** Whether the next step of this case is the account's: `waitingFor` about one case. */
export function isWaitingFor(actor: StaffActor, { waitsFor, phase, state, ...record }: CaseRecord): boolean {
  const oversight = isOversight(actor);
  const officer = record.assignedTo === actor.institutionCode && record.departmentOfficer === actor.accountId;
  if (waitsFor === 'department' && officer) return true;
  if (waitsFor === 'lead') return state.recused ? oversight : actor.role === 'center';
  return oversight && (waitsFor === 'oversight' || phase === 'supervised');
}
