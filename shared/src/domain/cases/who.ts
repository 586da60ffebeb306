import { isOversight } from '../rating/competence.js';
import { refusal, type CaseContext, type Refusal } from './commands.js';
import { isOfRatedSide, leads, type CaseState } from './state.js';

/** Who may make a move: conditions that are put together; the first that is not met says why. */
export type Condition = (state: CaseState, context: CaseContext) => Refusal | undefined;

export const all =
  (...conditions: Condition[]): Condition =>
  (state, context) => {
    for (const condition of conditions) {
      const refused = condition(state, context);
      if (refused) return refused;
    }
    return undefined;
  };

const LEADER = '行政服务中心';
const OVERSIGHT = '审改办、效能办';

/** The centre; where the centre is itself rated, the oversight offices. Never somebody of the rated side. */
export const lead: Condition = (state, { actor }) => {
  if (leads(state, actor)) return undefined;
  const staff = actor.role === 'center' || isOversight(actor);
  if (staff && isOfRatedSide(state, actor))
    return refusal('rated_side', '您是被评价的一方，这件差评要由别人办理');
  const who = state.recused ? `${OVERSIGHT}（中心回避）` : LEADER;
  return refusal('wrong_role', `这一步由${who}来做`);
};

export const oversight: Condition = (state, { actor }) => {
  if (!isOversight(actor)) return refusal('wrong_role', `这一步由${OVERSIGHT}来做`);
  return isOfRatedSide(state, actor)
    ? refusal('rated_side', '您是被评价的一方，这件差评要由别人办理')
    : undefined;
};

export const leadOrOversight: Condition = (state, context) =>
  isOversight(context.actor) ? oversight(state, context) : lead(state, context);

/** The institution the case is assigned to; the centre's own people where it is the centre that is to put it right. */
export const department: Condition = (state, { actor }) =>
  (actor.role === 'department' || actor.role === 'center') && actor.institutions.includes(state.assignedTo)
    ? undefined
    : refusal('wrong_role', '这一步由承办部门来做');

/** The institution or the person rated, and the department that is to put it right. */
export const ratedSide: Condition = (state, { actor }) =>
  actor.role !== 'evaluator' && actor.role !== 'system' && isOfRatedSide(state, actor)
    ? undefined
    : refusal('wrong_role', '这一步由被评价的一方来做');

export const evaluator: Condition = (_state, { actor }) =>
  actor.role === 'evaluator' ? undefined : refusal('wrong_role', '这一步只有评价人自己能做');

export const system: Condition = (_state, { actor }) =>
  actor.role === 'system' ? undefined : refusal('wrong_role', '这一步由系统按记录来做');

export const noReturnWaits: Condition = ({ returned }) =>
  returned ? refusal('not_yet', '承办部门说这件不归它办，先决定改派还是不同意退回') : undefined;
