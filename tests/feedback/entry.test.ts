import { FeedbackView } from '@haochaping/shared/contracts';
import { pdf } from '../attachments/support.js';
import { audited, collection, errorOf, randomPhone } from '../support/evaluator.js';
import { entryInput, PASS_ON, readFeedback, REPLY, SORT, stepFeedback } from '../support/feedback.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// What comes by letter, box and telephone is entered by the centre, with the way it came and what it was written on. FA-2.2.3-a.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

async function upload(entryId: string): Promise<{ status: number; id: string }> {
  const path = `/api/v1/staff/feedback-entries/${entryId}/files?name=letter.pdf`;
  const answer = await fetch(`${system.baseUrl}${path}`, {
    method: 'POST',
    headers: { ...center.headers, 'Content-Type': 'application/octet-stream' },
    body: pdf(),
  });
  const { id = '' } = (await answer.json()) as { id?: string };
  return { status: answer.status, id };
}

const enter = (input: ReturnType<typeof entryInput>, by = center) =>
  by.send('POST', '/api/v1/staff/feedback', input);

test('a letter with its scan: who entered it and how it came are kept, the number is sealed, the scan stays with the centre', async () => {
  const phone = randomPhone();
  const input = entryInput({ way: 'suggestion_box', phone });
  const file = await upload(input.entryId);
  const sent = { ...input, files: [file.id] };
  const view = FeedbackView.parse(await expectStatus(await enter(sent), 201));
  expect(view).toMatchObject({
    wayName: '意见箱',
    contactable: true,
    state: 'received',
    files: [{ id: file.id }],
  });
  expect(view.timeline[0]?.what).toBe('录入');
  const stored = await collection(system, 'feedback', (all) => all.findOne({ _id: view.id as never }));
  expect(JSON.stringify(stored)).not.toContain(phone);
  const path = `/api/v1/staff/feedback/${view.id}/files/${file.id}`;
  expect((await center.get(path)).status).toBe(200);
  await eventually('the opening is in the audit log', async () =>
    (await audited(system, { 'subject.id': view.id, action: 'attachment.read' })).length === 1
      ? true
      : undefined,
  );
  await stepFeedback(center, view.id, SORT);
  await stepFeedback(center, view.id, PASS_ON);
  expect((await department.get(path)).status).toBe(404);
  expect((await readFeedback(department, view.id)).files).toEqual([]);
  await stepFeedback(center, view.id, { type: 'answer', words: REPLY });
});

test('entered twice it is one; no file is put under it afterwards, and none of another entry', async () => {
  const input = entryInput();
  const first = FeedbackView.parse(await expectStatus(await enter(input), 201));
  const again = FeedbackView.parse(await expectStatus(await enter(input), 201));
  expect(again.number).toBe(first.number);
  expect((await upload(input.entryId)).status).toBe(409);
  const other = await upload(entryInput().entryId);
  const stolen = await errorOf(await enter({ ...entryInput(), files: [other.id] }));
  expect(stolen).toMatchObject({ status: 400 });
});

test('a day to come, another county’s matter, a page’s own way: each refused with the remedy', async () => {
  const tomorrow = await errorOf(await enter(entryInput({ cameOn: '2199-01-01' })));
  expect(JSON.stringify(tomorrow)).toContain('还没有到');
  const county = await errorOf(await enter(entryInput({ regionCode: '350481' })));
  expect(county).toMatchObject({ status: 403, message: expect.stringContaining('那里的中心') as string });
  expect((await enter(entryInput({ way: 'mini_program' as never }))).status).toBe(400);
  expect((await enter(entryInput(), department)).status).toBe(403);
});
