import type { DeviceView, RatingPageView, StaffDeviceView } from '@haochaping/shared/contracts';
import { DEVICE_KIND_NAMES } from '@haochaping/shared/domain';
import { questionnaireFor } from '../../questionnaires/index.js';
import { presentStaticPage, staticLink } from '../presenter.js';
import { ensureStaticCode } from '../static-codes.js';
import type { Described } from '../attribution.js';
import type { DeviceRecord } from './model.js';

/** A device tells of itself every few seconds; after so long it is off, or without network. */
const SILENT_AFTER_MS = 10 * 60_000;

const instant = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** `window` is null for one that the directory no longer has. */
export function presentStaffDevice(
  device: DeviceRecord,
  window: Described | null,
  now: Date,
): StaffDeviceView {
  const bound = Boolean(device.secretHash);
  const { _id: id, kind, name, windowCode, codeUntil, boundAt, seenAt, waiting, refused, createdAt } = device;
  return {
    id,
    kind,
    kindName: DEVICE_KIND_NAMES[kind],
    name,
    windowCode,
    windowName: window?.title ?? '（目录中已停用）',
    place: window?.place ?? '',
    state: device.revokedAt ? 'revoked' : bound ? 'bound' : 'unbound',
    codeUntil: codeUntil && codeUntil > now ? codeUntil.toISOString() : null,
    boundAt: instant(boundAt),
    seenAt: instant(seenAt),
    silent: bound && (!seenAt || now.getTime() - seenAt.getTime() > SILENT_AFTER_MS),
    waiting,
    refused,
    createdAt: createdAt.toISOString(),
  };
}

/** What a device needs to work on its own. @throws AppError `invalid_input` where its window is no longer in the directory */
export async function presentDevice(baseUrl: string, device: DeviceRecord, now: Date): Promise<DeviceView> {
  const place = await ensureStaticCode('window', device.windowCode, device._id, now);
  const page: RatingPageView = presentStaticPage(
    place,
    await questionnaireFor(place.attribution, device.kind, now),
  );
  return {
    id: device._id,
    kind: device.kind,
    name: device.name,
    now: now.toISOString(),
    sealKey: device.sealKey?.publicPoint ?? '',
    link: staticLink(baseUrl, place.record._id),
    returnTo: device.returnTo ?? null,
    page,
  };
}
