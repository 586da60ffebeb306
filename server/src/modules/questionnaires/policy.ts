import { CITY, type QuestionnaireScope } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import { lookUp } from '../directory/index.js';
import { rolesThatMay } from '../staff/index.js';

/**
 * Whether this account may write the questionnaire of a scope: what is asked everywhere is the city centre's to decide, what is asked of
 * one institution or item its own centre's as well (同级).
 */
export async function mayEdit(actor: StaffActor, scope: QuestionnaireScope, now: Date): Promise<boolean> {
  if (!rolesThatMay('questionnaires.edit').includes(actor.role)) return false;
  if (actor.regionCodes.includes(CITY)) return true;
  if (scope.kind === 'all' || scope.kind === 'class') return false;
  const regionCode =
    scope.kind === 'institution'
      ? (await lookUp('institutions', scope.code, now))?.data.regionCode
      : (await lookUp('items', scope.code, now))?.data.regionCode;
  return regionCode !== undefined && actor.regionCodes.includes(regionCode);
}
