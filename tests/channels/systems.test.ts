import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemDetail, SystemSecret, SystemTraffic } from '@haochaping/shared/contracts';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { demoTransaction, expectStatus, signedFetch } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { registerSystem, SYSTEMS } from '../support/systems.js';
import { sharedSystem, type BusinessSystem, type System } from '../support/system.js';

// Departments' systems are let in, change their keys, and see what was refused. FA-1-a FA-2.2.2-a.

let system: System;
let admin: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  admin = await signInStaff(system, 'system_admin');
}, 60_000);

const report = async (by: BusinessSystem, changes = {}, event = {}) =>
  signedFetch(system.baseUrl, by, 'POST', '/api/v1/transactions', await demoTransaction(changes, event));
const statusOf = async (by: BusinessSystem) => (await report(by)).status;
const own = async (by: BusinessSystem) =>
  SystemTraffic.parse(
    await expectStatus(await signedFetch(system.baseUrl, by, 'GET', '/api/v1/system/refusals'), 200),
  );
const deed = async (by: BusinessSystem, path: string, body?: unknown) =>
  admin.send('POST', `${SYSTEMS}/${by.appKey}/${path}`, body);

test('both secrets are taken while a system changes over; a third ends the first; at once ends all others', async () => {
  const first = await registerSystem(admin);
  const anew = async (overlapHours: number) => {
    const { secret } = SystemSecret.parse(
      await expectStatus(await deed(first, 'secret', { overlapHours }), 201),
    );
    return { ...first, secret };
  };
  expect(await statusOf(first)).toBe(201);
  const second = await anew(24);
  expect([await statusOf(first), await statusOf(second)]).toEqual([201, 201]);
  const third = await anew(24);
  expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([401, 201, 201]);
  const fourth = await anew(0);
  expect([await statusOf(second), await statusOf(third), await statusOf(fourth)]).toEqual([401, 401, 201]);
});

test('a key is registered once, for institutions there are; one that is stopped is told so', async () => {
  const one = await registerSystem(admin, ['350400-FGW']);
  const input = { appKey: one.appKey, name: '又一个', institutionCodes: ['*'] };
  expect((await admin.send('POST', SYSTEMS, input)).status).toBe(409);
  const wrong = await admin.send('POST', SYSTEMS, { ...input, appKey: 'other-1', institutionCodes: ['x'] });
  expect(await expectStatus(wrong, 400)).toMatchObject({
    error: { details: [{ field: 'institutionCodes.0' }] },
  });
  await expectStatus(await deed(one, 'disabling'), 200);
  const refused = await report(one);
  expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('停用') as string]);
  await expectStatus(await deed(one, 'enabling'), 200);
  const changed = { name: '改了名', institutionCodes: ['*'] };
  await expectStatus(await admin.send('PUT', `${SYSTEMS}/${one.appKey}`, changed), 200);
  expect(await statusOf(one)).toBe(201);
});

test('what was refused is told with its field and reason, counted, and without anything that was sent', async () => {
  const one = await registerSystem(admin);
  const name = '欧阳清风';
  await report(one);
  await report(one, {}, { staffCode: name });
  await report(one, {}, { staffCode: name });
  await report(one, { [name]: '13800001234' });
  await report({ ...one, secret: 'wrong' });
  await report({ appKey: 'nobody-at-all', secret: 'wrong' });
  const { days, refusals } = await own(one);
  expect(days[0]).toMatchObject({ transactions: 1, refused: 4 });
  expect(refusals.map(({ code, proven, problems, times }) => ({ code, proven, problems, times }))).toEqual([
    {
      code: 'bad_signature',
      proven: false,
      problems: [{ field: '', message: '签名验证没有通过' }],
      times: 1,
    },
    {
      code: 'invalid_input',
      proven: true,
      problems: [{ field: '…', message: '没有这一项，请去掉' }],
      times: 1,
    },
    {
      code: 'invalid_input',
      proven: true,
      problems: [
        { field: 'event.staffCode', message: '目录里没有编码 …，或当时没有生效；请核对，或先导入目录' },
      ],
      times: 2,
    },
  ]);
  const seen = SystemDetail.parse(await expectStatus(await admin.get(`${SYSTEMS}/${one.appKey}`), 200));
  expect(seen.traffic).toEqual({ days, refusals });
  expect(seen.system).toMatchObject({ refusedToday: 4 });
  expect(JSON.stringify(seen)).not.toContain(name);
});

describe('the examples for makers of systems', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'example-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const run = (program: string, example: string, file: string, { appKey, secret }: BusinessSystem) =>
    new Promise<{ failed: boolean; out: string; error: string }>((resolve) => {
      const env = { ...process.env, BASE_URL: system.baseUrl, APP_KEY: appKey, APP_SECRET: secret };
      const path = join(ROOT, 'server/docs/examples', example);
      execFile(program, [path, file], { env: { ...env, NODE_OPTIONS: '' } }, (failed, out, error) =>
        resolve({ failed: failed !== null, out, error }),
      );
    });

  test.each([
    ['node', 'report.mjs'],
    ['sh', 'report.sh'],
  ])('%s %s reports a service, and says what is wrong with one', async (program, example) => {
    const one = await registerSystem(admin);
    const file = join(folder, `${example}.json`);
    await writeFile(file, JSON.stringify(await demoTransaction(), null, 2));
    const taken = await run(program, example, file, one);
    expect(taken).toMatchObject({ failed: false, out: expect.stringContaining('/r/') as string });
    await writeFile(file, JSON.stringify(await demoTransaction({ regionCode: '123456' })));
    const refused = await run(program, example, file, one);
    expect(refused.failed).toBe(true);
    expect(`${refused.out}${refused.error}`).toContain('regionCode');
  });
});
