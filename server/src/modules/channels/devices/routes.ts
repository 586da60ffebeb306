import { z } from 'zod';
import {
  AskedDays,
  BindInput,
  DeviceBound,
  DeviceCallQuery,
  DeviceCallView,
  DeviceCodeView,
  DeviceInput,
  DevicePage,
  DeviceQuery,
  DeviceTouchInput,
  DeviceView,
  StaffDeviceView,
} from '@haochaping/shared/contracts';
import type { Config } from '../../../config/config.js';
import { anyone, ratingDevice, staff, type DeviceActor, type StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import type { Keys } from '../../../keys.js';
import { questionnaireFor } from '../../questionnaires/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { describePlace } from '../attribution.js';
import { findInvitation } from '../invitations.js';
import { furtherLink } from '../own-invitations.js';
import { presentInvitation, presentStaticPage, shortLink } from '../presenter.js';
import { ensureStaticCode } from '../static-codes.js';
import { bindDevice, callingDevice, makeDevice, renewCode, revokeDevice, type Coded } from './binding.js';
import { askedDays, callForService, callWindow, currentCall, invitationOfCall, screenOf } from './calls.js';
import { listDevices, noteSeen } from './list.js';
import { presentDevice, presentStaffDevice } from './presenter.js';
import type { DeviceCallRecord, DeviceRecord } from './model.js';

export interface DevicesOptions {
  config: Config;
  keys: Keys;
}

export const deviceRoutes = (options: DevicesOptions): Route[] => [
  ...staffRoutes(options),
  ...ownRoutes(options),
];

const id = z.strictObject({ id: z.uuid('评价器编号不对') });

/** In the console: devices are noted, bound, taken out of use; a clerk asks somebody to rate. */
function staffRoutes({ keys }: DevicesOptions): Route[] {
  const base = '/api/v1/staff/rating-devices';
  const seen = async (device: DeviceRecord, now: Date) =>
    presentStaffDevice(device, await describePlace('window', device.windowCode, now), now);
  const coded = async ({ device, code }: Coded, now: Date) => ({
    device: await seen(device, now),
    code,
    until: (device.codeUntil as Date).toISOString(),
  });
  const common = { tags: ['staff', 'channels'], limit: LIMITS.staff } as const;
  const managing = { ...common, policy: staff(...rolesThatMay('devices.manage')) };
  const asking = { ...common, policy: staff(...rolesThatMay('windows.call')) };
  return [
    route({
      ...managing,
      method: 'get',
      path: base,
      operationId: 'listRatingDevices',
      summary: '评价器和自助终端：放在哪里、在不在用、有没有没送出的',
      input: { query: DeviceQuery },
      responses: { 200: { description: '一页，最新的在前', body: DevicePage } },
      handler: async ({ actor, query, now }) => {
        const { records, total } = await listDevices(actor, query, now);
        const items = await Promise.all(records.map((device) => seen(device, now)));
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...managing,
      method: 'post',
      path: base,
      operationId: 'createRatingDevice',
      summary: '给一个窗口添一台评价器，得到一次有效的绑定码',
      input: { body: DeviceInput },
      responses: { 201: { description: '评价器和绑定码', body: DeviceCodeView } },
      handler: async ({ actor, body, now }) => ({
        status: 201,
        body: await coded(await makeDevice(keys, actor, body, now), now),
      }),
    }),
    route({
      ...managing,
      method: 'post',
      path: `${base}/{id}/code`,
      operationId: 'renewRatingDeviceCode',
      summary: '换一个绑定码；绑上以后，原来绑着的那台就不能再用',
      input: { params: id },
      responses: { 201: { description: '评价器和绑定码', body: DeviceCodeView } },
      handler: async ({ actor, params, now }) => ({
        status: 201,
        body: await coded(await renewCode(keys, actor, params.id, now), now),
      }),
    }),
    route({
      ...managing,
      method: 'post',
      path: `${base}/{id}/revocation`,
      operationId: 'revokeRatingDevice',
      summary: '停用一台评价器：丢了、坏了；里面没送出的谁也打不开',
      input: { params: id },
      responses: { 200: { description: '停用了', body: StaffDeviceView } },
      handler: async ({ actor, params, now }) => ({
        status: 200,
        body: await seen(await revokeDevice(actor, params.id, now), now),
      }),
    }),
    route({
      ...asking,
      method: 'post',
      path: '/api/v1/staff/window/call',
      operationId: 'callOwnWindow',
      summary: '“请评价”：让自己窗口的评价器请办事人评价',
      input: {},
      responses: { 204: { description: '请了' } },
      handler: async ({ actor, now }) => {
        await callWindow(ownWindow(actor), 'clerk', now);
        return { status: 204 };
      },
    }),
    route({
      ...asking,
      method: 'get',
      path: '/api/v1/staff/window/asked',
      operationId: 'countOwnWindowAsked',
      summary: '自己窗口每天请了多少次、评了多少次；当天的不说，也不说是谁',
      input: {},
      responses: { 200: { description: '最近一个月，新的在前', body: AskedDays } },
      handler: async ({ actor, now }) => ({
        status: 200,
        body: { items: await askedDays(ownWindow(actor), now) },
      }),
    }),
  ];
}

/** @throws AppError `conflict` where nobody named the account's window */
function ownWindow({ windowCode }: StaffActor): string {
  if (windowCode) return windowCode;
  throw new AppError('conflict', { message: '您的账号没有登记窗口，请安全管理员在账号里填上窗口' });
}

/** For the device itself. */
function ownRoutes(options: DevicesOptions): Route[] {
  const { config, keys } = options;
  const common = { tags: ['channels'], limit: LIMITS.device, policy: ratingDevice } as const;
  return [
    route({
      method: 'post',
      path: '/api/v1/rating-devices/binding',
      operationId: 'bindRatingDevice',
      summary: '评价器用绑定码绑到窗口',
      tags: ['channels'],
      policy: anyone,
      limit: LIMITS.signIn,
      input: { body: BindInput },
      responses: { 201: { description: '绑上了', body: DeviceBound } },
      handler: async ({ body, now }) => {
        const { device, secret } = await bindDevice(keys, body.code, now);
        return {
          status: 201,
          body: { device: await presentDevice(config.publicBaseUrl, device, now), secret },
        };
      },
    }),
    route({
      ...common,
      method: 'get',
      path: '/api/v1/rating-devices/own',
      operationId: 'readOwnRatingDevice',
      summary: '评价器断网也能用所需的全部内容',
      input: {},
      responses: { 200: { description: '这台评价器', body: DeviceView } },
      handler: async ({ actor, now }) => ({
        status: 200,
        body: await presentDevice(config.publicBaseUrl, await callingDevice(actor), now),
      }),
    }),
    route({
      ...common,
      method: 'get',
      path: '/api/v1/rating-devices/own/call',
      operationId: 'readOwnRatingCall',
      summary: '眼下要请人评的事；评价器每隔几秒问一次，顺便说存着几条没送出',
      input: { query: DeviceCallQuery },
      responses: { 200: { description: '要请人评的事', body: DeviceCallView } },
      handler: async ({ actor, query, now }) => {
        await noteSeen(actor.deviceId, query, now);
        return { status: 200, body: await presentCall(options, actor, query.known, now) };
      },
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/v1/rating-devices/own/call',
      operationId: 'callOwnRatingDevice',
      summary: '有人在评价器上点了“我要评价”，或者自助终端的程序说刚办完哪件事',
      input: { body: DeviceTouchInput },
      responses: { 200: { description: '要请人评的事', body: DeviceCallView } },
      handler: async ({ actor, body, now }) => {
        const screen = screenOf(actor);
        if (body.invitation)
          await callForService(await findInvitation(keys, body.invitation), screen, now, 'visitor');
        else await callWindow(screen, 'visitor', now);
        return { status: 200, body: await presentCall(options, actor, undefined, now) };
      },
    }),
  ];
}

async function presentCall(
  options: DevicesOptions,
  actor: DeviceActor,
  known: string | undefined,
  now: Date,
): Promise<DeviceCallView> {
  const found = await currentCall(screenOf(actor), now);
  const open = found && !found.rated ? found : null;
  const current = open && markOf(open);
  const shown = open && current !== known ? await shownCall(options, actor, open, now) : null;
  return { now: now.toISOString(), call: shown, current };
}

/** Another one each time the same is asked for again. */
const markOf = ({ _id, at }: DeviceCallRecord): string => `${_id}.${at.getTime()}`;

/** A call with its page, and a link of its own for whoever would rather use their own phone. */
async function shownCall(
  { config, keys }: DevicesOptions,
  { deviceId, terminal }: DeviceActor,
  call: DeviceCallRecord,
  now: Date,
): Promise<NonNullable<DeviceCallView['call']>> {
  const { _id: id, at, windowCode } = call;
  const told = { id, mark: markOf(call), calledAt: at.toISOString() };
  const channel = terminal ? 'terminal' : 'tablet';
  const invitation = await invitationOfCall(id, windowCode);
  if (!invitation) {
    const place = await ensureStaticCode('window', windowCode, deviceId, now);
    const questionnaire = await questionnaireFor(place.attribution, channel, now);
    return { ...told, page: presentStaticPage(place, questionnaire), link: null };
  }
  const { attribution } = invitation;
  const by = { kind: 'ratingDevice', id: deviceId } as const;
  const [questionnaire, token] = await Promise.all([
    questionnaireFor(attribution, channel, now),
    furtherLink(keys, invitation, { attribution, channel: 'qr', by }, now),
  ]);
  return {
    ...told,
    page: presentInvitation(invitation, questionnaire, now),
    link: shortLink(config.publicBaseUrl, token),
  };
}
