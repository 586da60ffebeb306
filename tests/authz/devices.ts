import { DeviceCodeView } from '@haochaping/shared/contracts';
import { DEVICES } from '../support/devices.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { closed, type Make, type RecordCase } from './record-case.js';

/** A county's centre looks after its own devices; the other side's stands at a window of the city. */
const deviceAt: Make = async ({ system, center }, side) => {
  const by = side === 'own' ? center : await signInStaff(system, 'center');
  const windowCode = side === 'own' ? '350481-W001' : '350400-W001';
  const made = await expectStatus(await by.send('POST', DEVICES, { windowCode }), 201);
  return { id: DeviceCodeView.parse(made).device.id };
};

/** Every operation about one rating device, with one of each side. */
export const DEVICE_RECORDS: Readonly<Record<string, RecordCase>> = {
  renewRatingDeviceCode: closed('center', 201, deviceAt),
  revokeRatingDevice: closed('center', 200, deviceAt),
};
