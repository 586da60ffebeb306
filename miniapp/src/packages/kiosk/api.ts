import type {
  DeviceBound,
  DeviceCallView,
  DeviceRatingsAnswer,
  DeviceRatingsInput,
  DeviceView,
  ErrorBody,
} from '@haochaping/shared/contracts';
import type { Bound } from './keeping.js';

const BASE = '/api/v1/rating-devices';
/** A server that does not answer by then is taken for one that is not there. */
const PATIENCE_MS = 10_000;

/** What the server would not do, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(`${BASE}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.ok) return (await answer.json()) as T;
  const body = (await answer.json().catch(() => null)) as ErrorBody | null;
  throw new Refused(answer.status, body?.error.details?.[0]?.message ?? body?.error.message ?? '');
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const as = ({ view, secret }: Bound, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { ...init.headers, authorization: `Device ${view.id}.${secret}` },
});

export const bind = (code: string) => ask<DeviceBound>('/binding', json({ code }));
export const readOwn = (device: Bound) => ask<DeviceView>('/own', as(device));
/** @param invitation the service that a terminal's program has just finished */
export const touch = (device: Bound, invitation?: string) =>
  ask<DeviceCallView>('/own/call', as(device, json(invitation ? { invitation } : {})));
export const sendRatings = (device: Bound, input: DeviceRatingsInput) =>
  ask<DeviceRatingsAnswer>('/own/ratings', as(device, json(input)));

/** What is to be shown, unless it is `known`; says beside how much waits here. */
export const readCall = (
  device: Bound,
  { known, waiting, refused }: { known: string | null; waiting: number; refused: number },
) =>
  ask<DeviceCallView>(
    `/own/call?waiting=${waiting}&refused=${refused}${known ? `&known=${known}` : ''}`,
    as(device),
  );
