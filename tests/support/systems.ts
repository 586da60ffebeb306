import { SystemSecret } from '@haochaping/shared/contracts';
import { expectStatus } from './journey.js';
import type { StaffClient } from './staff.js';
import type { BusinessSystem } from './system.js';

export const SYSTEMS = '/api/v1/staff/business-systems';

let made = 0;

/** An administrator registers a business system nobody else uses. */
export async function registerSystem(
  admin: StaffClient,
  institutionCodes = ['*'],
): Promise<BusinessSystem & { name: string }> {
  const appKey = `test-${Date.now()}-${made++}`;
  const name = `试验系统${made}`;
  const answer = await admin.send('POST', SYSTEMS, { appKey, name, institutionCodes });
  const { secret } = SystemSecret.parse(await expectStatus(answer, 201));
  return { appKey, secret, name };
}
