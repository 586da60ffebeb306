import { CasePage } from '@haochaping/shared/contracts';
import { sayOnCase } from '../support/cases.js';
import { collection, signInEvaluator } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { rowsOf } from '../support/workbooks.js';
import {
  answerWith,
  casePath,
  openOffice,
  ownHeaders,
  pdf,
  poorRating,
  step,
  uploaded,
  verifiedRating,
  wayOf,
  wordsOf,
  type Office,
} from './support.js';

// A case, the letter of reply and the lists on paper: every glyph, and nothing that the reader may not know.

let system: System;
let office: Office;
beforeAll(async () => {
  system = await sharedSystem();
  office = await openOffice(system);
});

const ANSWER = '王祎同志已换上新的材料清单😊，堃字辈的䶮先生说“一趟办成”。\n谢谢您指出来！';

test('the letter of reply says the answer word for word, for its reader and for the office', async () => {
  const { receipt, id } = await verifiedRating(office);
  const ownLetter = () => fetch(`${wayOf(system, receipt)}/letter.pdf`, { headers: ownHeaders(receipt) });
  expect((await ownLetter()).status).toBe(404);
  const file = await uploaded(system, office.department, id, pdf(), '整改照片.pdf');
  await step(office.department, id, answerWith([file.id], ANSWER));
  const letter = await wordsOf(await ownLetter());
  for (const said of [
    '答复函',
    receipt.number,
    '王祎同志已换上新的材料清单',
    '堃字辈的䶮先生说“一趟办成”。',
    '谢谢您指出来！',
    '已经整改',
    '整改照片.pdf',
    '发展和改革委员会',
    '到“我的评价”里告诉我们',
  ])
    expect(letter).toContain(said);
  const staffs = await wordsOf(await office.department.get(`${casePath(id)}/letter.pdf`));
  expect(staffs).toContain('谢谢您指出来！');
  expect(staffs).not.toContain(receipt.number);
  const wrong = await fetch(`${wayOf(system, receipt)}/letter.pdf`, {
    headers: { 'x-receipt-key': 'A'.repeat(32) },
  });
  expect(wrong.status).toBe(404);
});

test('who has the rating among their own reads letter and file signed in, and nobody else does', async () => {
  const { receipt, id } = await verifiedRating(office);
  const file = await uploaded(system, office.department, id, pdf());
  await step(office.department, id, answerWith([file.id]));
  const mine = `/api/v1/me/ratings/${receipt.number}/case`;
  const person = await signInEvaluator(system);
  const get = (path: string) => fetch(`${system.baseUrl}${path}`, { headers: person.headers });
  for (const path of [`${mine}/letter.pdf`, `${mine}/files/${file.id}`])
    expect((await get(path)).status).toBe(404);
  await expectStatus(
    await person.send('POST', '/api/v1/me/ratings/claims', {
      number: receipt.number,
      accessKey: receipt.accessKey,
    }),
    200,
  );
  for (const path of [`${mine}/letter.pdf`, `${mine}/files/${file.id}`])
    expect((await get(path)).status).toBe(200);
});

test('the case on paper is what its reader sees on the page', async () => {
  const { receipt, id } = await poorRating(office);
  const said = '窗口让跑了三趟，只对中心说';
  await step(office.center, id, { type: 'call', outcome: 'reached', said });
  const centers = await wordsOf(await office.center.get(`${casePath(id)}/case.pdf`));
  for (const known of ['差评办理单', '非常不满意', '回访：说上话了', said, receipt.number])
    expect(centers).toContain(known.replace(/\s/g, ''));
  const departments = await wordsOf(await office.department.get(`${casePath(id)}/case.pdf`));
  expect(departments).toContain('回访：说上话了');
  for (const secret of [said, receipt.number, receipt.place])
    expect(departments).not.toContain(secret.replace(/\s/g, ''));
  const stranger = await signInStaff(system, 'center', 1);
  expect((await stranger.get(`${casePath(id)}/case.pdf`)).status).toBe(404);
  await sayOnCase(system, receipt, { type: 'settle', said: '' });
  const ended = await wordsOf(await office.center.get(`${casePath(id)}/case.pdf`));
  expect(ended).toContain('怎么办结的评价人说已经解决');
});

test('a list as a workbook holds the rows of the page', async () => {
  await poorRating(office);
  const saved = await rowsOf(await office.department.get('/api/v1/staff/cases/export.xlsx?list=others'));
  const page = CasePage.parse(
    await expectStatus(await office.department.get('/api/v1/staff/cases?list=others&pageSize=100'), 200),
  );
  expect(saved).toHaveLength(page.total);
  const { number, levelName, title } = page.items[0] ?? {};
  expect(saved[0]).toMatchObject({ 差评编号: number, 等级: levelName, 什么事: title });
});

test('the audit log tells of uploads, openings and exports', async () => {
  const { receipt, id } = await verifiedRating(office);
  const file = await uploaded(system, office.department, id, pdf());
  await step(office.department, id, answerWith([file.id]));
  await office.center.get(`${casePath(id)}/files/${file.id}`);
  await fetch(`${wayOf(system, receipt)}/files/${file.id}`, { headers: ownHeaders(receipt) });
  await office.center.get(`${casePath(id)}/case.pdf`);
  const told = await eventually('all is sealed', () =>
    collection(system, 'audit_entries', async (entries) => {
      const found = await entries
        .find({ 'subject.id': id, action: { $in: [/^attachment/, 'case.exported'] } })
        .toArray();
      return found.length >= 4 ? found : undefined;
    }),
  );
  expect(
    told.map(({ action, actor }) => `${String(action)} ${(actor as { kind: string }).kind}`).sort(),
  ).toEqual([
    'attachment.read evaluator',
    'attachment.read staff',
    'attachment.uploaded staff',
    'case.exported staff',
  ]);
});
