import { randomUUID } from 'node:crypto';
import { CaseFile, PublicFeedbackPage } from '@haochaping/shared/contracts';
import { pdf, photo, picture } from '../attachments/support.js';
import { audited, errorOf } from '../support/evaluator.js';
import {
  asAuthor,
  feedbackInput,
  idOfFeedback,
  ownFeedback,
  PASS_ON,
  readFeedback,
  sendFeedback,
  SORT,
  stepFeedback,
  uploadPhoto,
  writeFeedback,
} from '../support/feedback.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// Photos with what somebody writes without an account: for the office and for whoever holds the receipt, for nobody else.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

const laid = async (intakeId: string, bytes: Buffer) =>
  CaseFile.parse(await expectStatus(await uploadPhoto(system, intakeId, bytes), 201));
const staffPath = (id: string, file: CaseFile) => `/api/v1/staff/feedback/${id}/files/${file.id}`;

test('a photo goes along without where it was taken: the office and the receipt open it, the unit and the public know of none', async () => {
  const intakeId = randomUUID();
  const file = await laid(intakeId, await photo());
  const receipt = await writeFeedback(system, { intakeId, files: [file.id], agreed: true });
  expect((await ownFeedback(system, receipt)).files).toEqual([file]);
  const opened = await asAuthor(system, receipt, `/files/${file.id}`);
  const kept = Buffer.from(await opened.arrayBuffer());
  expect(kept.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  for (const secret of ['SECRET', 'Exif', 'GPS']) expect(kept.includes(secret)).toBe(false);
  const other = await writeFeedback(system);
  for (const stranger of [other, { ...receipt, accessKey: other.accessKey }])
    expect((await asAuthor(system, stranger, `/files/${file.id}`)).status).toBe(404);

  const id = await idOfFeedback(center, receipt.number);
  expect((await readFeedback(center, id)).files).toEqual([file]);
  expect((await center.get(staffPath(id, file))).status).toBe(200);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  expect((await readFeedback(department, id)).files).toEqual([]);
  expect((await department.get(staffPath(id, file))).status).toBe(404);
  await stepFeedback(department, id, { type: 'answer', words: '照片里的台阶补好了。' });
  const { draft } = await readFeedback(center, id);
  await stepFeedback(center, id, { type: 'publish', words: draft?.words ?? '', answer: draft?.answer ?? '' });
  const everybody = await fetch(`${system.baseUrl}/api/v1/feedback-answers?pageSize=100`);
  const { items } = PublicFeedbackPage.parse(await expectStatus(everybody, 200));
  expect(JSON.stringify(items)).not.toContain(file.id);
  await eventually('who opened it is in the audit log', async () =>
    (await audited(system, { 'subject.id': id, action: 'attachment.read' })).length === 2 ? true : undefined,
  );
});

test('a photo is of its own intake alone, and of one that is not sent yet', async () => {
  const [mine, others] = [randomUUID(), randomUUID()];
  const file = await laid(mine, await picture());
  const stolen = feedbackInput({ intakeId: others, files: [file.id] });
  expect(await errorOf(await sendFeedback(system, stolen))).toMatchObject({ status: 400 });
  const sent = feedbackInput({ intakeId: mine, files: [file.id] });
  await expectStatus(await sendFeedback(system, sent), 201);
  // Sent again it is the same receipt; nothing is put under it afterwards.
  await expectStatus(await sendFeedback(system, sent), 200);
  expect(await errorOf(await uploadPhoto(system, mine, await picture()))).toMatchObject({ status: 409 });
});

test('nine and no more; no paper that could tell who made it', async () => {
  const intakeId = randomUUID();
  for (let count = 0; count < 9; count++) await laid(intakeId, await picture());
  expect(await errorOf(await uploadPhoto(system, intakeId, await picture()))).toMatchObject({ status: 409 });
  const paper = await errorOf(await uploadPhoto(system, randomUUID(), pdf()));
  expect(paper).toMatchObject({ status: 415, message: expect.stringContaining('拍成照片') as string });
  const nothing = await fetch(`${system.baseUrl}/api/v1/feedback-photos`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: await picture(),
  });
  expect(nothing.status).toBe(400);
});
