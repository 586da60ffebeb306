import { z } from 'zod';
import { CaseAssignments, CaseAssignmentsInput, SimilarCases } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { isFew, PHASE_NAMES } from '@haochaping/shared/domain/cases/index';
import { staff, type StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { rolesThatMay } from '../../staff/index.js';
import type { CaseRecord } from '../model.js';
import { visibleCase } from '../moves.js';
import { servedToldTo } from '../said.js';
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
      summary:
        '把几件差评交给同一个经办人；先提醒哪几件办过的人很少，再一件一件地办，哪件没成、为什么，都在答复里',
      input: { body: CaseAssignmentsInput },
      responses: { 200: { description: '每一件的结果', body: CaseAssignments } },
      handler: async ({ actor, body, now }) => {
        const untold = await fewUntold(actor, body.cases);
        if (untold.size > 0) return { status: 200, body: { items: warningOf(body.cases, untold) } };
        const known = await calendar();
        const items = [];
        for (const { id, version } of body.cases)
          items.push(await tried(id, () => assign(actor, id, version, body.officer, known, now)));
        return { status: 200, body: { items } };
      },
    }),
  ];
}

type Chosen = CaseAssignmentsInput['cases'];

/** Of the chosen those with so few served that the officer may guess who it was, and of whom that was not said yet. */
async function fewUntold(actor: StaffActor, chosen: Chosen): Promise<ReadonlyMap<string, number>> {
  const few = new Map<string, number>();
  for (const { id, told } of chosen) {
    if (told) continue;
    // What is not theirs to see is told where it is tried.
    const record = await visibleCase(actor, id).catch(nothingThere);
    const served = record && (await servedToldTo(actor, record));
    if (isFew(served)) few.set(id, served);
  }
  return few;
}

const nothingThere = (error: unknown): undefined => {
  if (!(error instanceof AppError)) throw error;
};

const warningOf = (chosen: Chosen, untold: ReadonlyMap<string, number>): CaseAssignments['items'] =>
  chosen.map(({ id }) => {
    const few = untold.get(id) ?? null;
    const message =
      few === null
        ? '还没有交办：先看哪几件要提醒'
        : `还没有交办：那两周办过这件事的只有${few}个人，对方可能猜出是谁`;
    return { id, done: false, message, few };
  });

/** What became of one of them; what the rules refuse is told, what the system fails at is not hidden. */
async function tried(id: string, act: () => Promise<unknown>): Promise<CaseAssignments['items'][number]> {
  try {
    await act();
    return { id, done: true, message: null, few: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id, done: false, message: error.details?.[0]?.message ?? error.message, few: null };
  }
}
