import { randomUUID } from 'node:crypto';
import {
  DeviceBound,
  DeviceCallView,
  DeviceCodeView,
  DeviceRatingsAnswer,
  type DeviceSaid,
  type DeviceView,
} from '@haochaping/shared/contracts';
import type { DeviceKind } from '@haochaping/shared/domain';
import { seal } from '../../miniapp/src/packages/kiosk/seal.js';
import { expectStatus } from './journey.js';
import { postJson, type StaffClient } from './staff.js';

/** A rating device as its page works it, without the page. */
export interface BoundDevice {
  view: DeviceView;
  secret: string;
  /** What it is asked to show. */
  call(query?: string): Promise<DeviceCallView>;
  /** Somebody touched “我要评价”. */
  touch(invitation?: string): Promise<DeviceCallView>;
  seal(said: DeviceSaid, id?: string): Promise<{ id: string; sealed: string }>;
  send(envelopes: { id: string; sealed: string }[], sentAt?: Date): Promise<DeviceRatingsAnswer['results']>;
  request(method: string, path: string, body?: unknown): Promise<Response>;
}

export const DEVICES = '/api/v1/staff/rating-devices';

/** The centre notes a device for a window. */
export async function makeDevice(
  center: StaffClient,
  windowCode: string,
  kind: DeviceKind = 'tablet',
): Promise<DeviceCodeView> {
  return DeviceCodeView.parse(
    await expectStatus(await center.send('POST', DEVICES, { windowCode, kind }), 201),
  );
}

/** Types the code on the device. */
export async function bind(baseUrl: string, code: string): Promise<BoundDevice> {
  const path = '/api/v1/rating-devices';
  const answer = await postJson(`${baseUrl}${path}/binding`, { code });
  const { device: view, secret } = DeviceBound.parse(await expectStatus(answer, 201));
  const request = (method: string, rest: string, body?: unknown) =>
    fetch(`${baseUrl}${path}/own${rest}`, {
      method,
      headers: {
        authorization: `Device ${view.id}.${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    view,
    secret,
    request,
    call: async (query = '') =>
      DeviceCallView.parse(await expectStatus(await request('GET', `/call${query}`), 200)),
    touch: async (invitation) =>
      DeviceCallView.parse(
        await expectStatus(await request('POST', '/call', invitation ? { invitation } : {}), 200),
      ),
    seal: async (said, id = randomUUID()) => ({
      id,
      sealed: await seal(said, { sealKey: view.sealKey, deviceId: view.id, envelopeId: id }),
    }),
    send: async (envelopes, sentAt = new Date()) =>
      DeviceRatingsAnswer.parse(
        await expectStatus(
          await request('POST', '/ratings', { sentAt: sentAt.toISOString(), envelopes }),
          200,
        ),
      ).results,
  };
}

/** A rating as the page puts it into an envelope. */
export const saidRating = (
  changes: Partial<Extract<DeviceSaid, { kind: 'rating' }>> = {},
): Extract<DeviceSaid, { kind: 'rating' }> => ({
  kind: 'rating',
  intakeId: randomUUID(),
  call: null,
  level: 5,
  openedAt: null,
  ratedAt: new Date().toISOString(),
  behindMs: null,
  ...changes,
});
