import { z } from 'zod';
import {
  AppKey,
  SecretChange,
  SystemChange,
  SystemDetail,
  SystemInput,
  SystemList,
  SystemSecret,
  SystemTraffic,
  SystemView,
} from '@haochaping/shared/contracts';
import { businessSystem, staff, staffWithSecondFactor } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { rolesThatMay } from '../../staff/index.js';
import { allSystems, change, changeSecret, readSystem, register, setDisabled, type Told } from './deeds.js';
import { presentSystem, presentTraffic } from './presenter.js';

const base = '/api/v1/staff/business-systems';
const byKey = z.strictObject({ appKey: AppKey });
const common = { tags: ['staff', 'channels'], limit: LIMITS.staff } as const;
const reading = { ...common, policy: staff(...rolesThatMay('systems.read')) };
/** Who reports is believed about everybody's affairs: to let one in asks for a second factor. */
const managing = { ...common, policy: staffWithSecondFactor(...rolesThatMay('systems.manage')) };

/** What a system may call, as its maker reads it. */
const OPERATION_NAMES: Readonly<Record<string, string>> = {
  reportTransaction: '报送办件',
  readOwnSystemRefusals: '查看被拒绝的请求',
};
const nameOf = (operationId: string): string => OPERATION_NAMES[operationId] ?? operationId;

/** Business systems: registered, given new secrets, stopped; and what was refused to them. */
export const systemRoutes = (keys: Keys): Route[] => [
  ...readingRoutes(),
  ...managingRoutes(keys),
  ownRoute(),
];

function readingRoutes(): Route[] {
  return [
    route({
      ...reading,
      method: 'get',
      path: base,
      operationId: 'listBusinessSystems',
      summary: '登记过的业务系统',
      input: {},
      responses: { 200: { description: '全部，先登记的在前', body: SystemList } },
      handler: async ({ now }) => {
        const systems = await allSystems();
        return {
          status: 200,
          body: { items: await Promise.all(systems.map((system) => presentSystem(system, now))) },
        };
      },
    }),
    route({
      ...reading,
      method: 'get',
      path: `${base}/{appKey}`,
      operationId: 'readBusinessSystem',
      summary: '一个业务系统每天报来多少，拒绝了什么、为什么',
      input: { params: byKey },
      responses: { 200: { description: '业务系统', body: SystemDetail } },
      handler: async ({ params: { appKey }, now }) => {
        const system = await readSystem(appKey);
        const [view, traffic] = await Promise.all([
          presentSystem(system, now),
          presentTraffic(appKey, nameOf, now),
        ]);
        return { status: 200, body: { system: view, traffic } };
      },
    }),
  ];
}

function managingRoutes(keys: Keys): Route[] {
  const told = async ({ system, secret }: Told, now: Date) => ({
    status: 201 as const,
    body: { system: await presentSystem(system, now), secret },
  });
  return [
    route({
      ...managing,
      method: 'post',
      path: base,
      operationId: 'registerBusinessSystem',
      summary: '登记一个业务系统，得到只显示一次的密钥',
      input: { body: SystemInput },
      responses: { 201: { description: '业务系统和密钥', body: SystemSecret } },
      handler: async ({ actor, body, now }) => told(await register(keys, body, { actor, now }), now),
    }),
    route({
      ...managing,
      method: 'put',
      path: `${base}/{appKey}`,
      operationId: 'changeBusinessSystem',
      summary: '改业务系统的名称，和它可以为哪些机构报送',
      input: { params: byKey, body: SystemChange },
      responses: { 200: { description: '改好了', body: SystemView } },
      handler: async ({ actor, params, body, now }) => ({
        status: 200,
        body: await presentSystem(await change(params.appKey, body, { actor, now }), now),
      }),
    }),
    route({
      ...managing,
      method: 'post',
      path: `${base}/{appKey}/secret`,
      operationId: 'changeBusinessSystemSecret',
      summary: '换密钥；旧的再认几个小时，两个都行，好从容换上',
      input: { params: byKey, body: SecretChange },
      responses: { 201: { description: '业务系统和新密钥', body: SystemSecret } },
      handler: async ({ actor, params, body, now }) =>
        told(await changeSecret(keys, params.appKey, body.overlapHours, { actor, now }), now),
    }),
    ...([true, false] as const).map((disabled) =>
      route({
        ...managing,
        method: 'post',
        path: `${base}/{appKey}/${disabled ? 'disabling' : 'enabling'}`,
        operationId: disabled ? 'disableBusinessSystem' : 'enableBusinessSystem',
        summary: disabled ? '停用业务系统：它报来的都不收' : '恢复停用的业务系统',
        input: { params: byKey },
        responses: { 200: { description: disabled ? '停用了' : '恢复了', body: SystemView } },
        handler: async ({ actor, params, now }) => ({
          status: 200,
          body: await presentSystem(await setDisabled(params.appKey, disabled, { actor, now }), now),
        }),
      }),
    ),
  ];
}

function ownRoute(): Route {
  return route({
    method: 'get',
    path: '/api/v1/system/refusals',
    operationId: 'readOwnSystemRefusals',
    summary: '业务系统看自己每天报了多少，被拒绝了什么、哪个字段、为什么',
    tags: ['channels'],
    policy: businessSystem,
    limit: LIMITS.staff,
    input: {},
    responses: { 200: { description: '最近两周', body: SystemTraffic } },
    handler: async ({ actor, now }) => ({
      status: 200,
      body: await presentTraffic(actor.appKey, nameOf, now),
    }),
  });
}
