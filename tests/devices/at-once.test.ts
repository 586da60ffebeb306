import { randomInt } from 'node:crypto';
import { InvitationIssued, type TransactionInput } from '@haochaping/shared/contracts';
import { bind, DEVICES, makeDevice, saidRating, type BoundDevice } from '../support/devices.js';
import { collection } from '../support/evaluator.js';
import { demoTransaction, expectStatus, sendRating, signedFetch } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// One service, asked about in every way a service can be: whoever answers first is heard, the others are told so. FA-2.2.1-a FA-1-a.

let system: System;
let tablet: BoundDevice;
let terminal: BoundDevice;
beforeAll(async () => {
  system = await sharedSystem();
  const center = await signInStaff(system, 'center');
  tablet = await bind(system.baseUrl, (await makeDevice(center, '350400-W001')).code);
  const made = await center.send('POST', DEVICES, { kind: 'terminal', windowCode: '350400-W003' });
  terminal = await bind(system.baseUrl, ((await expectStatus(made, 201)) as { code: string }).code);
}, 60_000);

test('screen, code, SMS, terminal and tablet at the same instant give one rating, and four are told', async () => {
  const projectNo = `ATONCE-${Date.now()}-${randomInt(1000, 10_000)}`;
  const transaction = await demoTransaction({ projectNo });
  const reported = async (channel: TransactionInput['channel']) => {
    const answer = await signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', {
      ...transaction,
      channel,
    });
    return InvitationIssued.parse(await expectStatus(answer, 201)).invitation.token;
  };
  const links = [await reported('pc'), await reported('qr'), await reported('sms')];
  const toTerminal = await reported('terminal');
  await reported('tablet');
  const [onTablet, onTerminal] = await Promise.all([tablet.call(), terminal.touch(toTerminal)]);
  expect([onTablet.call?.page.title, onTerminal.call?.page.title]).toEqual([
    transaction.projectName.replace('（演示）', ''),
    transaction.projectName.replace('（演示）', ''),
  ]);

  const byLink = async (invitation: string, level: 1 | 2 | 3) => {
    const answer = await sendRating(system.baseUrl, { invitation, level });
    const { error } = (await answer.json()) as { error?: { code: string } };
    return error?.code === 'already_rated' ? 'already' : String(answer.status);
  };
  const byDevice = async (device: BoundDevice, call: string | undefined, level: 4 | 5) => {
    const envelope = await device.seal(saidRating({ call: call ?? null, level }));
    const [result] = await device.send([envelope]);
    return result?.outcome === 'kept' ? '201' : result?.outcome;
  };
  const outcomes = await Promise.all([
    ...links.map((link, at) => byLink(link, (at + 1) as 1 | 2 | 3)),
    byDevice(terminal, onTerminal.call?.id, 4),
    byDevice(tablet, onTablet.call?.id, 5),
  ]);
  expect([...outcomes].sort()).toEqual(['201', 'already', 'already', 'already', 'already']);
  const stored = await collection(system, 'ratings', (all) => all.find({ projectNo }).toArray());
  expect(stored.map(({ level }) => level as number)).toEqual([outcomes.indexOf('201') + 1]);
});
