import { CITY, isOversight } from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import type { AppealRecord } from './model.js';

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
 * The appeals an account may see: a department its own; the centre those of its jurisdiction, unless it steps aside; the oversight
 * offices all of their jurisdiction, the city's all. Never as one of the rated side but for the institution that appeals.
 * Source: 方案 三(三); adr/019.
 */
export function visibleAppeals(actor: Reader): Filter {
  switch (actor.role) {
    case 'department':
      return { institution: actor.institutionCode };
    case 'center':
      return {
        ...ofOthers(actor),
        'appeal.recused': false,
        offices: { $elemMatch: { role: 'center', jurisdiction: { $in: actor.regionCodes } } },
      };
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

/** Appeals that this account is to decide on. */
export function appealsToDecide(actor: StaffActor): Filter {
  const recused = isOversight(actor);
  if (!recused && actor.role !== 'center') return { _id: { $in: [] } };
  return { $and: [visibleAppeals(actor), { state: 'reviewing', 'appeal.recused': recused }] };
}

/** `appealsToDecide` about one that is visible. */
export function isToDecide({ role }: StaffActor, { state, appeal }: AppealRecord): boolean {
  const judges = appeal.recused ? isOversight({ role }) : role === 'center';
  return judges && state === 'reviewing';
}
