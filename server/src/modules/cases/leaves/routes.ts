import { CaseOfficers, LeaveInput, MyLeave } from '@haochaping/shared/contracts';
import { staff, type StaffActor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { rolesThatMay, staffNames } from '../../staff/index.js';
import { comeBack, goOnLeave, ownLeave, possibleDeputies, presentOfficers } from './leaves.js';

const PATH = '/api/v1/staff/me/leave';

/** Leave of whoever sees to cases, and who takes their place. */
export function leaveRoutes(): Route[] {
  const shared = {
    tags: ['staff', 'cases'],
    limit: LIMITS.staff,
    policy: staff(...rolesThatMay('cases.move')),
  } as const;
  const present = async (actor: StaffActor, now: Date): Promise<MyLeave> => {
    const leave = await ownLeave(actor, now);
    if (!leave) return { leave: null };
    const names = await staffNames([leave.deputy]);
    const { until, deputy } = leave;
    return { leave: { until, deputy, deputyName: names.get(deputy) ?? deputy } };
  };
  const read = { 200: { description: '我的请假', body: MyLeave } };
  return [
    route({
      ...shared,
      method: 'get',
      path: PATH,
      operationId: 'readMyLeave',
      summary: '我的请假：到哪天，差评由谁代办；没有请假是空的',
      input: {},
      responses: read,
      handler: async ({ actor, now }) => ({ status: 200, body: await present(actor, now) }),
    }),
    route({
      ...shared,
      method: 'get',
      path: `${PATH}/deputies`,
      operationId: 'listDeputies',
      summary: '请假时可以代办的同事',
      input: {},
      responses: { 200: { description: '账号', body: CaseOfficers } },
      handler: async ({ actor, now }) => ({
        status: 200,
        body: await presentOfficers(await possibleDeputies(actor), now),
      }),
    }),
    route({
      ...shared,
      method: 'put',
      path: PATH,
      operationId: 'goOnLeave',
      summary: '从现在起请假，手上的差评交给同事代办',
      input: { body: LeaveInput },
      responses: read,
      handler: async ({ actor, body, now }) => {
        await goOnLeave(actor, body, now);
        return { status: 200, body: await present(actor, now) };
      },
    }),
    route({
      ...shared,
      method: 'delete',
      path: PATH,
      operationId: 'comeBack',
      summary: '销假：新的差评又会分给我',
      input: {},
      responses: read,
      handler: async ({ actor, now }) => {
        await comeBack(actor);
        return { status: 200, body: await present(actor, now) };
      },
    }),
  ];
}
