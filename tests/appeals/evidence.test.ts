import { AppealView, CaseFile } from '@haochaping/shared/contracts';
import { pdf, photo, uploadTo } from '../attachments/support.js';
import { poorRating, readCase, stepCase } from '../support/cases.js';
import { collection, errorOf } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// The evidence of an appeal: uploaded before it, read by whose it is and by who decides, by nobody else.

let system: System;
let center: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  center = await signInStaff(system, 'center');
  department = await signInStaff(system, 'department');
});

const STATEMENT = '当天系统停机两小时，不是窗口不办，有停机公告为证';
const placeOf = (caseId: string) => `/api/v1/staff/cases/${caseId}/appeal`;
const uploading = (client: StaffClient, caseId: string, bytes: Uint8Array, name: string) =>
  uploadTo(system, client, placeOf(caseId), bytes, name);
const uploaded = async (caseId: string, bytes: Uint8Array, name: string) =>
  CaseFile.parse(await expectStatus(await uploading(department, caseId, bytes, name), 201));
const filing = (caseId: string, attachments: string[]) =>
  department.send('POST', placeOf(caseId), { statement: STATEMENT, attachments });
const filed = async (caseId: string, attachments: string[]) =>
  AppealView.parse(await expectStatus(await filing(caseId, attachments), 201));
const opening = (client: StaffClient, appeal: string, file: string) =>
  client.get(`/api/v1/staff/appeals/${appeal}/files/${file}`);

test('a photo and a PDF go with the appeal; the institution and the deciding centre open them, each opening in the log', async () => {
  const { id } = await poorRating(system, center);
  const files = [
    await uploaded(id, await photo(), '停机公告.jpg'),
    await uploaded(id, pdf(), '值班记录.pdf'),
  ];
  const { id: appeal, ...view } = await filed(
    id,
    files.map((file) => file.id),
  );
  expect(view.files).toEqual(files);
  for (const client of [department, center]) {
    const kept = Buffer.from(await (await opening(client, appeal, files[0]!.id)).arrayBuffer());
    expect(kept.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    for (const secret of ['SECRET', 'GPS']) expect(kept.includes(secret)).toBe(false);
  }
  await eventually('both openings are in the log', async () => {
    const entries = await collection(system, 'audit_entries', (audit) =>
      audit.countDocuments({ action: 'attachment.read', 'subject.id': appeal }),
    );
    return entries === 2 || undefined;
  });
});

test('whoever reads the appeal but does not decide reads no evidence, and through the case nobody does', async () => {
  const { id } = await poorRating(system, center);
  const file = await uploaded(id, pdf(), '值班记录.pdf');
  const { id: appeal } = await filed(id, [file.id]);
  const oversight = await signInStaff(system, 'reform_office');
  const seen = AppealView.parse(
    await expectStatus(await oversight.get(`/api/v1/staff/appeals/${appeal}`), 200),
  );
  expect(seen).toMatchObject({ statement: STATEMENT, files: [] });
  expect((await opening(oversight, appeal, file.id)).status).toBe(404);
  for (const client of [department, center, oversight])
    expect((await client.get(`/api/v1/staff/cases/${id}/files/${file.id}`)).status).toBe(404);
  expect((await readCase(center, id)).timeline.flatMap(({ files }) => files)).toEqual([]);
});

test('only files that were uploaded for this appeal by this account go with it, and once', async () => {
  const [{ id }, other] = [await poorRating(system, center), await poorRating(system, center)];
  const elsewhere = await uploaded(other.id, pdf(), '别的.pdf');
  expect(await errorOf(await filing(id, [elsewhere.id]))).toMatchObject({
    status: 400,
    details: [expect.objectContaining({ field: 'attachments' })],
  });
  const own = await uploaded(id, pdf(), '自己的.pdf');
  // For an appeal and for a move of the case are not the same.
  await expect(
    stepCase(department, id, { type: 'explain', text: '情况说明如下', attachments: [own.id] }),
  ).rejects.toThrow('400');
  const { id: appeal } = await filed(id, [own.id]);
  const gone = `${placeOf(id)}/files/${own.id}`;
  expect((await department.send('DELETE', gone)).status).toBe(404);
  expect((await opening(department, appeal, own.id)).status).toBe(200);
});

test('nobody uploads who cannot appeal: not the centre, nor anybody once there is an appeal', async () => {
  const { id } = await poorRating(system, center);
  expect((await uploading(center, id, pdf(), 'a.pdf')).status).toBe(403);
  await filed(id, []);
  expect(await errorOf(await uploading(department, id, pdf(), 'a.pdf'))).toMatchObject({
    status: 409,
    message: '这条评价已经有一份申诉',
  });
});
