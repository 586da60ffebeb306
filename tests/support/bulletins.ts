import { BulletinView, CasePage } from '@haochaping/shared/contracts';
import { expectStatus } from './journey.js';
import { signInStaff } from './staff.js';
import type { System } from './system.js';

const BASE = '/api/v1/staff/bulletins';

/** The second account of the office of the first. */
const SECOND = 2;

/** Tells everybody of a case of the simulated city that is closed: one writes, a second of the office lets it out. */
export async function publishCase(
  system: System,
  words: { title: string; facts: string; handling: string },
): Promise<BulletinView> {
  const [author, colleague] = [
    await signInStaff(system, 'center'),
    await signInStaff(system, 'center', SECOND),
  ];
  const { items } = CasePage.parse(
    await expectStatus(await author.get('/api/v1/staff/cases?list=closed&pageSize=100'), 200),
  );
  for (const { id: caseId } of items) {
    const answer = await author.send('POST', BASE, { caseId, audience: 'public', units: [], ...words });
    // Of the office's own windows another office has to tell.
    if (answer.status === 409) continue;
    const { id, version } = BulletinView.parse(await expectStatus(answer, 201));
    const out = await colleague.send('POST', `${BASE}/${id}/moves`, {
      version,
      command: { type: 'approve' },
    });
    return BulletinView.parse(await expectStatus(out, 200));
  }
  throw new Error('The city has no closed case that the centre may tell of');
}
