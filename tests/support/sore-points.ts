import { SorePoints, type Receipt } from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import { randomUUID } from 'node:crypto';
import { withReceipt } from './cases.js';
import { eventually, expectStatus, issueInvitation, rate } from './journey.js';
import type { StaffClient } from './staff.js';
import type { System } from './system.js';

const today = dayOf(new Date());
/** The days that are looked at. */
export const LOOKED_AT = { from: dayPlus(today, -6), to: today };
export const SORE_POINTS = `/api/v1/staff/sore-points?from=${LOOKED_AT.from}&to=${LOOKED_AT.to}`;

/** Somebody is very dissatisfied with the demo's service, for this reason and in these words. */
export async function saidPoor(system: System, option: string, text = ''): Promise<Receipt> {
  const { token } = await issueInvitation(system);
  const receipt = await rate(system.baseUrl, token, 1);
  const details = { detailsId: randomUUID(), options: [option], text, finished: true };
  await expectStatus(
    await withReceipt(system, 'ratings', receipt, '/details', { ...details, accessKey: receipt.accessKey }),
    200,
  );
  return receipt;
}

/** Waits until at least three of an item and a reason are counted. */
export const pointCounted = (center: StaffClient, itemCode: string, option: string) =>
  eventually('the point is counted', async () => {
    const found = SorePoints.parse(await expectStatus(await center.get(SORE_POINTS), 200));
    return found.items.find(
      (one) => one.itemCode === itemCode && one.reasonCode === option && one.count >= 3,
    );
  });
