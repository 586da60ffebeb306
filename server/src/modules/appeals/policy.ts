import { CITY } from '@haochaping/shared/domain';
import { appealMovesFor, type AppealedCase } from '@haochaping/shared/domain/appeals';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { caseActorOf, CaseModel, type CaseRecord } from '../cases/index.js';
import { AppealModel, type AppealRecord } from './model.js';

type Filter = QueryFilter<AppealRecord>;
type Reader = Pick<StaffActor, 'role' | 'institutionCode' | 'regionCodes' | 'staffCode' | 'windowCode'>;

/** Appeals about a rating of which the account is not the rated side: nobody judges, or reads to judge, about themselves. */
const ofOthers = ({ institutionCode, staffCode, windowCode }: Reader): Filter => ({
  institution: { $ne: institutionCode },
  'rated.institutions': { $ne: institutionCode },
  ...(staffCode === null ? {} : { 'rated.staff': { $ne: staffCode } }),
  ...(windowCode === null ? {} : { 'rated.windows': { $ne: windowCode } }),
});

/**
 * The appeals an account may see: a department its own; the centre its own and those of its jurisdiction, unless it steps aside; the oversight
 * offices all of their jurisdiction, the city's all. Never as one of the rated side but for the institution that appeals.
 * Source: 方案 三(三); adr/019.
 * @param among which of them are asked for: a centre's are looked up with their cases, from which it may have stepped aside since
 */
export async function visibleAppeals(actor: Reader, among: Filter): Promise<Filter> {
  switch (actor.role) {
    case 'department':
      return { institution: actor.institutionCode };
    case 'center': {
      const jurisdiction = { $in: actor.regionCodes };
      const led = { ...ofOthers(actor), offices: { $elemMatch: { role: 'center', jurisdiction } } };
      const notRecused = { caseId: { $nin: await recusedCases({ $and: [led, among] }) } };
      return { $or: [{ institution: actor.institutionCode }, { ...led, ...notRecused }] };
    }
    case 'reform_office':
    case 'efficiency_office':
      return {
        ...ofOthers(actor),
        ...(actor.regionCodes.includes(CITY) ? {} : { 'offices.jurisdiction': { $in: actor.regionCodes } }),
      };
    case 'window_clerk':
    case 'system_admin':
    case 'security_admin':
    case 'audit_admin':
      return { _id: { $in: [] } };
  }
}

/** Of the cases of these appeals, those from which the centre stepped aside. */
async function recusedCases(appeals: Filter): Promise<string[]> {
  const found = await AppealModel.find(appeals, { caseId: 1 }).lean<Pick<AppealRecord, 'caseId'>[]>();
  const cases = { _id: { $in: found.map(({ caseId }) => caseId) }, 'state.recused': true };
  const recused = await CaseModel.find(cases, { _id: 1 }).lean<Pick<CaseRecord, '_id'>[]>();
  return recused.map(({ _id }) => _id);
}

/** Whether the decision on an appeal this account sees is its own. */
export const isToDecide = (
  actor: StaffActor,
  { appeal }: Pick<AppealRecord, 'appeal'>,
  appealed: AppealedCase,
): boolean => appealMovesFor(appeal, { actor: caseActorOf(actor), ...appealed }).includes('dismiss');
