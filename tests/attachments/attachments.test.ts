import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { MOST_ATTACHMENTS } from '@haochaping/shared/domain/attachments';
import { errorOf } from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import {
  answerWith,
  casePath,
  openOffice,
  ownCase,
  ownHeaders,
  pdf,
  photo,
  picture,
  poorRating,
  read,
  step,
  upload,
  uploaded,
  verifiedRating,
  wayOf,
  type Office,
} from './support.js';

// Files that go with what is said in a case: what is taken, what is left of it, who may see it, and how it leaves.

let system: System;
let office: Office;
beforeAll(async () => {
  system = await sharedSystem();
  office = await openOffice(system);
});

test('of a photo only the picture is kept: neither owner nor telephone nor place, and it stands upright', async () => {
  const { id } = await verifiedRating(office);
  const sent = await photo();
  expect(sent.includes('SECRET-OWNER')).toBe(true);
  const file = await uploaded(system, office.department, id, sent, '../整改 后.JPEG');
  expect(file).toMatchObject({ name: '整改 后.jpg', type: 'image/jpeg' });
  const kept = Buffer.from(
    await (await office.department.get(`${casePath(id)}/files/${file.id}`)).arrayBuffer(),
  );
  for (const secret of ['SECRET', 'Exif', 'GPS']) expect(kept.includes(secret)).toBe(false);
  const { exif, width, height } = await sharp(kept).metadata();
  expect({ exif, width, height }).toEqual({ exif: undefined, width: 40, height: 60 });
});

test('the evaluator reads the files of the answer with the receipt, and nobody else’s, nor those between offices', async () => {
  const { receipt, id } = await poorRating(office);
  await step(office.center, id, { type: 'call', outcome: 'reached', said: '窗口让跑了三趟' });
  const inner = await uploaded(system, office.center, id, pdf(), '核实记录.pdf');
  const found = { type: 'verify', finding: 'true', facts: '查了收件记录，属实' } as const;
  await step(office.center, id, { ...found, attachments: [inner.id] });
  const file = await uploaded(system, office.department, id, await picture(), '清单.png');
  await step(office.department, id, answerWith([file.id]));

  const { timeline } = await ownCase(system, receipt);
  expect(timeline.flatMap(({ files }) => files)).toEqual([file]);
  const get = (one: string, headers: Record<string, string> = ownHeaders(receipt)) =>
    fetch(`${wayOf(system, receipt)}/files/${one}`, { headers });
  const opened = await get(file.id);
  expect(opened.status).toBe(200);
  expect((await sharp(Buffer.from(await opened.arrayBuffer())).metadata()).format).toBe('png');
  expect((await get(inner.id)).status).toBe(404);
  expect((await get(file.id, { 'x-receipt-key': 'A'.repeat(32) })).status).toBe(404);
  const other = await poorRating(office);
  expect(
    (await fetch(`${wayOf(system, other.receipt)}/files/${file.id}`, { headers: ownHeaders(other.receipt) }))
      .status,
  ).toBe(404);
  // The centre sees the evidence and the answer in the timeline, the department too.
  expect((await read(office.department, id)).timeline.flatMap(({ files }) => files)).toEqual([inner, file]);
});

test('a browser saves a file and never runs it', async () => {
  const { id } = await verifiedRating(office);
  const file = await uploaded(system, office.department, id, pdf(), '说明"; filename="x.html');
  const { headers, status } = await office.department.get(`${casePath(id)}/files/${file.id}`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/pdf');
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="attachment\.pdf"; filename\*=UTF-8''[\w%.-]+$/,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
});

const HEIC = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic\0\0\0\0mif1heic'),
  Buffer.alloc(64),
]);

test.each<[string, Buffer, RegExp]>([
  ['a page called a photo', Buffer.from('<!doctype html><script>alert(1)</script>'), /只能传照片.*和 PDF/],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /只能传照片/],
  ['a photo in HEIC', HEIC, /HEIC.*兼容性最佳/],
  ['nothing', Buffer.from(' ').subarray(0, 0), /空的/],
  ['a PDF with a program', pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), /带着程序.*打印成 PDF/],
  ['half a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), /没有传完/],
  [
    'a page that begins like a photo',
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.from('<script>')]),
    /打不开/,
  ],
])('%s is refused with words that help', async (_, bytes, words) => {
  const { id } = await refusedCase();
  const refused = await errorOf(await upload(system, office.department, id, bytes));
  expect(refused.message).toMatch(words);
  expect([400, 415]).toContain(refused.status);
});
let refusals: ReturnType<typeof verifiedRating> | undefined;
const refusedCase = () => (refusals ??= verifiedRating(office));

test('what hangs behind the end of a picture is gone', async () => {
  const { id } = await verifiedRating(office);
  const both = Buffer.concat([
    await photo(),
    Buffer.from('<script>alert("polyglot")</script>PK\u0003\u0004'),
  ]);
  const file = await uploaded(system, office.department, id, both);
  const kept = Buffer.from(
    await (await office.department.get(`${casePath(id)}/files/${file.id}`)).arrayBuffer(),
  );
  expect(kept.includes('polyglot')).toBe(false);
});

test('more than ten megabytes are refused before they are looked at, and so is a picture that unpacks to far more', async () => {
  const { id } = await verifiedRating(office);
  const large = await upload(system, office.department, id, Buffer.alloc(10 * 1024 * 1024 + 1));
  expect(await errorOf(large)).toMatchObject({ status: 413, message: '内容太大，最多 10 MB' });
  const bomb = await sharp({
    create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bomb.length).toBeLessThan(1024 * 1024);
  const refused = await errorOf(await upload(system, office.department, id, bomb));
  expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('打不开') as string });
});

test('no more than nine for one account in a case, however many come at once; one taken back makes room', async () => {
  const { id } = await verifiedRating(office);
  const sent = await picture();
  const answers = await Promise.all(
    Array.from({ length: MOST_ATTACHMENTS + 3 }, () => upload(system, office.department, id, sent)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array<number>(MOST_ATTACHMENTS).fill(201), 409, 409, 409]);
  const one = answers.find(({ status }) => status === 201);
  const { id: file } = (await one?.json()) as { id: string };
  await expectStatus(await office.department.send('DELETE', `${casePath(id)}/files/${file}`), 204);
  await uploaded(system, office.department, id, sent);
});

test('before a move names it, a file is its uploader’s alone; another’s, or another case’s, goes with no move', async () => {
  const { id } = await verifiedRating(office);
  const other = await verifiedRating(office);
  const file = await uploaded(system, office.department, id, await picture());
  const stranger = await signInStaff(system, 'center', 1);
  const path = `${casePath(id)}/files/${file.id}`;
  for (const client of [office.center, stranger]) expect((await client.get(path)).status).toBe(404);
  expect((await stranger.send('DELETE', path)).status).toBe(404);
  expect((await upload(system, stranger, id, await picture())).status).toBe(404);
  const { version } = await read(office.department, other.id);
  const taken = await errorOf(
    await office.department.send('POST', `${casePath(other.id)}/moves`, {
      version,
      command: answerWith([file.id]),
    }),
  );
  expect(taken).toMatchObject({ status: 400, message: expect.stringContaining('重新传') as string });
  // Named once, it stays: it can be neither named again nor taken back.
  await step(office.department, id, answerWith([file.id]));
  expect((await office.department.send('DELETE', path)).status).toBe(404);
  expect((await office.center.get(path)).status).toBe(200);
});

test('who has nothing to say with files may put none there', async () => {
  const { id } = await poorRating(office);
  const oversight = await signInStaff(system, 'reform_office');
  const refused = await errorOf(await upload(system, oversight, id, await picture()));
  expect(refused).toMatchObject({ status: 403, message: expect.stringContaining('不用传') as string });
});

test('the folder holds one file for each, readable by the server alone', async () => {
  const { id } = await verifiedRating(office);
  const file = await uploaded(system, office.department, id, await picture());
  const folder = join(system.dataDir, 'data', 'attachments', file.id.slice(0, 2));
  expect(await readdir(folder)).toContain(file.id);
});
