import { BulletinPage, BulletinView, PublicBulletinPage } from '@haochaping/shared/contracts';
import { ANSWER, CALLED, FOUND, poorRating, sayOnCase, stepCase } from '../support/cases.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff, staffAccount, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// FA-2.3.2-b 内部通报、公开案例 through the running system: one writes, another lets out, and the unit's opening is its receipt.

let system: System;
let author: StaffClient;
let colleague: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  author = await signInStaff(system, 'center');
  const nth = system.accounts
    .filter(({ role }) => role === 'center')
    .findIndex(({ username }) => username === 'zhongxin2');
  expect(staffAccount(system, 'center', nth).username).toBe('zhongxin2');
  colleague = await signInStaff(system, 'center', nth);
  department = await signInStaff(system, 'department');
});

const BASE = '/api/v1/staff/bulletins';
const WORDS = {
  title: '材料一次没有说全',
  facts: '办事的人跑了三趟，电话13800138000问过两回，材料分三次才说全',
  handling: '窗口改用清单，一次说全',
};
const write = (caseId: string, input: object) => author.send('POST', BASE, { caseId, ...WORDS, ...input });
const read = async (answer: Response, status = 200) => BulletinView.parse(await expectStatus(answer, status));
const move = (client: StaffClient, id: string, version: number, command: object) =>
  client.send('POST', `${BASE}/${id}/moves`, { version, command });

test('written, sent back, mended and let out by another; what the unit opens is a receipt, and tells nothing of who was there', async () => {
  const { id: caseId } = await poorRating(system, author);
  const units = [department.session.institutionCode];
  expect((await write(caseId, { audience: 'units', units: [] })).status).toBe(400);
  const { id } = await read(await write(caseId, { audience: 'units', units }), 201);
  // Nobody lets out what they wrote; until then the unit knows nothing of it.
  expect((await move(author, id, 1, { type: 'approve' })).status).toBe(409);
  expect((await department.get(`${BASE}/${id}`)).status).toBe(404);
  await read(await move(colleague, id, 1, { type: 'send_back', words: '处理结果写清楚一点' }));
  await read(await move(author, id, 2, { type: 'rewrite', ...WORDS }));
  const out = await read(await move(colleague, id, 3, { type: 'approve' }));
  expect(out).toMatchObject({ state: 'out', units: [{ read: null }] });

  const listed = BulletinPage.parse(await expectStatus(await department.get(`${BASE}?pageSize=100`), 200));
  expect(listed.items.find((one) => one.id === id)?.caseNumber).toBeNull();
  const seen = await read(await department.get(`${BASE}/${id}`));
  expect(seen.facts).not.toContain('13800138000');
  expect(seen.events).toEqual([]);
  expect((await read(await author.get(`${BASE}/${id}`))).units).toEqual([
    { name: expect.any(String) as string, read: expect.any(String) as string },
  ]);
});

test('for everybody only once the case is closed, and gone for everybody when it is taken back', async () => {
  const { id: caseId, receipt } = await poorRating(system, author);
  expect((await write(caseId, { audience: 'public', units: [] })).status).toBe(409);
  await stepCase(author, caseId, CALLED);
  await stepCase(author, caseId, FOUND);
  await stepCase(department, caseId, ANSWER);
  await sayOnCase(system, receipt, { type: 'reply', satisfied: true, reason: '' });
  const { id, number } = await read(await write(caseId, { audience: 'public', units: [] }), 201);
  const published = async () =>
    PublicBulletinPage.parse(
      await expectStatus(await fetch(`${system.baseUrl}/api/v1/disclosure/bulletins?pageSize=100`), 200),
    ).items.find((one) => one.number === number);
  expect(await published()).toBeUndefined();
  await read(await move(colleague, id, 1, { type: 'approve' }));
  expect((await published())?.facts).not.toContain('13800138000');
  await read(await move(author, id, 2, { type: 'withdraw', words: '情况有变化，先收回' }));
  expect(await published()).toBeUndefined();
});
