import { z } from 'zod';
import { CaseAssignments, CaseAssignmentsInput, SimilarCases } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { PHASE_NAMES } from '@haochaping/shared/domain/cases/index';
import { staff, type StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { rolesThatMay } from '../../staff/index.js';
import type { CaseRecord } from '../model.js';
import { visibleCase } from '../moves.js';
import { similarCases } from './similar.js';

const BASE = '/api/v1/staff/cases';

type Assign = (
  actor: StaffActor,
  id: string,
  version: number,
  officer: string,
  calendar: WorkCalendar,
  now: Date,
) => Promise<CaseRecord>;

/** Several cases at once: those about the same matter, and giving many to one officer. */
export function togetherRoutes(calendar: () => Promise<WorkCalendar>, assign: Assign): Route[] {
  const shared = {
    tags: ['staff', 'cases'],
    limit: LIMITS.staff,
    policy: staff(...rolesThatMay('cases.move')),
  } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}/similar`,
      operationId: 'listSimilarCases',
      summary: '可能是同一件事的、还在办的差评，可以并过去',
      input: { params: z.strictObject({ id: z.uuid('差评编号不对') }) },
      responses: { 200: { description: '早的在前；没有就是空的', body: SimilarCases } },
      handler: async ({ actor, params: { id } }) => {
        const found = await similarCases(actor, await visibleCase(actor, id));
        const items = found.map(({ _id, number, title, week, phase }) => ({
          id: _id,
          number,
          title,
          week,
          phaseName: PHASE_NAMES[phase],
        }));
        return { status: 200, body: { items } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/assignments`,
      operationId: 'assignCases',
      summary: '把几件差评交给同一个经办人；一件一件地办，哪件没成、为什么，都在答复里',
      input: { body: CaseAssignmentsInput },
      responses: { 200: { description: '每一件的结果', body: CaseAssignments } },
      handler: async ({ actor, body, now }) => {
        const known = await calendar();
        const items = [];
        for (const { id, version } of body.cases)
          items.push(await tried(id, () => assign(actor, id, version, body.officer, known, now)));
        return { status: 200, body: { items } };
      },
    }),
  ];
}

/** What became of one of them; what the rules refuse is told, what the system fails at is not hidden. */
async function tried(id: string, act: () => Promise<unknown>): Promise<CaseAssignments['items'][number]> {
  try {
    await act();
    return { id, done: true, message: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id, done: false, message: error.details?.[0]?.message ?? error.message };
  }
}
