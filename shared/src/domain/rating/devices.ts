/**
 * Rating devices (评价器): what stands at a counter or in a hall, works through an outage and sends later.
 * Source: 方案 二(二)1, 附件; FA-A-a FA-2.2.1-b.
 */

export const DEVICE_KINDS = ['tablet', 'terminal'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const DEVICE_KIND_NAMES: Readonly<Record<DeviceKind, string>> = {
  tablet: '窗口评价器',
  terminal: '自助终端',
};

/** A code typed from one screen to another: eight figures, used once and not for long. */
export const BINDING_CODE = /^\d{8}$/;
export const BINDING_CODE_MINUTES = 30;

/** A call to rate stays on the screen no longer than somebody takes to rise and go. */
export const CALL_MINUTES = 10;

/** As long as a device may stand without network and still be believed. */
const LONGEST_OUTAGE_MS = 45 * 86_400_000;
/** Less is what any two clocks differ by. */
const WORTH_TELLING_MS = 60_000;

/** What a device's own clock told of a rating, kept beside the instant that was made of it. */
export interface DeviceClock {
  /** The instant as the device told it. */
  told: Date;
  /** False where it could not be true even corrected: the rating then stands at the instant of its arrival. */
  believed: boolean;
}

/**
 * When a rating was given on a device whose clock may be wrong. The device tells by how much its clock was behind the
 * server's when they last met before the tap; where they had not met since it was switched on, the difference at sending counts.
 * @param told the device's clock at the tap
 * @param behindMs how far it was behind then; null where it did not know
 * @param sentAt the device's clock at sending
 * @returns the instant, never after `now`; `clock` is null where there is nothing worth telling
 */
export function instantOnDevice(
  { told, behindMs, sentAt }: { told: Date; behindMs: number | null; sentAt: Date },
  now: Date,
): { at: Date; clock: DeviceClock | null } {
  const behind = behindMs ?? now.getTime() - sentAt.getTime();
  const corrected = told.getTime() + behind;
  const believed =
    corrected <= now.getTime() + WORTH_TELLING_MS && corrected >= now.getTime() - LONGEST_OUTAGE_MS;
  const at = believed ? new Date(Math.min(corrected, now.getTime())) : now;
  return { at, clock: believed && Math.abs(behind) < WORTH_TELLING_MS ? null : { told, believed } };
}
