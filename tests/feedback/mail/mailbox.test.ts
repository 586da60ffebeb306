import { RevealAnswer } from '@haochaping/shared/contracts';
import { MAX_MAIL_BYTES } from '@haochaping/shared/domain/mail';
import { photo } from '../../attachments/support.js';
import { DEPARTMENT } from '../../support/complaints.js';
import { collection } from '../../support/evaluator.js';
import { PASS_ON, readFeedback, REPLY, SORT, stepFeedback } from '../../support/feedback.js';
import { eventually, expectStatus } from '../../support/journey.js';
import { signInStaff, type StaffClient } from '../../support/staff.js';
import { startSystem, type OwnSystem } from '../../support/system.js';
import { Dovecot } from './dovecot.js';
import {
  attachment,
  byMail,
  cameIn,
  inBase64,
  inQuotedPrintable,
  mail,
  mailboxOf,
  mailOfParts,
  newId,
  TEXT,
} from './mails.js';

// What is written to the mailbox becomes comprehensive feedback, read from a real IMAP server. FA-2.2.3-a.

let dovecot: Dovecot;
/** Its own: it reads a mailbox, which the shared one has none of. */
let system: OwnSystem;
let center: StaffClient;
beforeAll(async () => {
  dovecot = await Dovecot.start();
  const env = { ...dovecot.settings(), MAIL_DONE_FOLDER: 'Done', REVEAL_APPROVAL: 'off' };
  system = await startSystem({ env });
  center = await signInStaff(system, 'center');
});
afterAll(async () => {
  await system?.stop();
  await dovecot?.stop();
});

const flagsOf = async (subject: string, folder?: string) =>
  (await dovecot.look(folder)).find((one) => one.subject === subject)?.flags;

test('a mail waits for the centre like any other opinion, and is answered; its sender is shown to nobody unasked', async () => {
  const subject = '停车场的出口';
  await dovecot.put(mail({ subject: inBase64(subject, 'utf-8'), body: '出口太窄，两辆车会不过\r\n' }));
  const { id, wayName } = await cameIn(center, '出口太窄');
  expect(wayName).toBe('电子邮箱');
  const view = await readFeedback(center, id);
  expect(view).toMatchObject({
    text: '停车场的出口\n出口太窄，两辆车会不过',
    byMail: true,
    contactable: true,
    agreed: false,
    notKept: [],
    timeline: [{ what: '收到' }],
  });
  const stored = await collection(system, 'feedback', (all) => all.findOne({ _id: id as never }));
  for (const told of [view, stored]) expect(JSON.stringify(told)).not.toContain('xiaoman');
  await stepFeedback(center, id, SORT);
  expect(await stepFeedback(center, id, { type: 'answer', words: REPLY })).toMatchObject({
    state: 'answered',
  });
  await eventually('it is put away as read', async () =>
    (await flagsOf(subject, 'Done'))?.includes('\\Seen'),
  );
});

test('the sender is looked up for a stated reason, in the way of every contact, and by the centre that sees to it alone', async () => {
  await dovecot.put(mail({ body: '想知道后来怎样了' }));
  const { id } = await cameIn(center, '想知道后来');
  const look = { purpose: 'call_back', subject: { kind: 'rating', id }, reason: '回信告诉他答复' };
  const county = await signInStaff(system, 'center', 1);
  expect((await county.send('POST', '/api/v1/staff/reveals', look)).status).toBe(404);
  const shown = RevealAnswer.parse(
    await expectStatus(await center.send('POST', '/api/v1/staff/reveals', look), 201),
  );
  expect(shown.contact).toMatchObject({ email: 'xiaoman@mail.example', phone: '' });
});

test('made a complaint, whoever calls back finds the address, and nobody takes it for a proven person', async () => {
  await dovecot.put(mail({ body: '办证跑了五趟都没有办成' }));
  const { id } = await cameIn(center, '跑了五趟');
  await stepFeedback(center, id, SORT);
  const made = await stepFeedback(center, id, { type: 'make_complaint', place: DEPARTMENT });
  const complaint = await eventually('the complaint is there', () =>
    collection(
      system,
      'complaints',
      async (all) => (await all.findOne({ number: made?.complaint })) ?? undefined,
    ),
  );
  expect(complaint.assurance).toBe('anonymous');
  const subject = { kind: 'rating', id: String(complaint._id) };
  const look = { purpose: 'call_back', subject, reason: '按信里的投诉回访' };
  const shown = await expectStatus(await center.send('POST', '/api/v1/staff/reveals', look), 201);
  expect(RevealAnswer.parse(shown).contact?.email).toBe('xiaoman@mail.example');
});

test.each([
  ['GBK in base64', 'gbk', '窗口排队太久，建议多开一个'],
  ['GB18030 in base64', 'gb18030', '自助机总是没有纸，请及时添上'],
])('Chinese is read as it was written: subject and words in %s', async (_, charset, words) => {
  const headers = [
    'MIME-Version: 1.0',
    `Content-Type: text/plain; charset=${charset}`,
    'Content-Transfer-Encoding: quoted-printable',
  ];
  const subject = inBase64(words.slice(0, 5), charset);
  await dovecot.put(mail({ subject, headers, body: inQuotedPrintable(`正文：${words}`, charset) }));
  const { id } = await cameIn(center, `正文：${words}`);
  expect((await readFeedback(center, id)).text).toBe(`${words.slice(0, 5)}\n正文：${words}`);
});

test('a page is read as its words; a long letter is cut, and says so', async () => {
  const html = ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'];
  const page = '<style>p{color:red}</style><p>饮水机<b>坏了</b></p><script>alert(1)</script>';
  await dovecot.put(mail({ headers: html, body: page }));
  const { id } = await cameIn(center, '饮水机坏了');
  expect((await readFeedback(center, id)).text).toBe('意见\n饮水机坏了');
  await dovecot.put(mail({ body: `很长的信${'办事'.repeat(4000)}` }));
  const long = await readFeedback(center, (await cameIn(center, '很长的信')).id);
  expect(long.text).toHaveLength(5000);
  expect(long.notKept).toEqual([expect.stringContaining('邮件太长')]);
});

test('a photo goes along, drawn anew and for the centre alone; what may not be kept is named', async () => {
  const words = { headers: TEXT.slice(1), body: '地砖松了，见照片' };
  const parts = [
    words,
    attachment('地砖.jpg', 'image/jpeg', await photo()),
    attachment('林小满的信.docx', 'application/msword', Buffer.from('PK\u0003\u0004 a letter')),
    attachment('假的.png', 'image/png', Buffer.from('\x89PNG\r\n\x1a\n no picture', 'latin1')),
  ];
  await dovecot.put(mailOfParts(parts));
  const { id } = await cameIn(center, '地砖松了');
  const { files, notKept } = await readFeedback(center, id);
  expect(files).toMatchObject([{ name: '地砖.jpg', type: 'image/jpeg' }]);
  expect(notKept).toHaveLength(2);
  expect(notKept[0]).toContain('“林小满的信.docx”没有收：不是照片');
  const opened = await center.get(`/api/v1/staff/feedback/${id}/files/${files[0]?.id}`);
  expect(opened.status).toBe(200);
  expect(Buffer.from(await opened.arrayBuffer()).includes('SECRET')).toBe(false);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  const unit = await readFeedback(await signInStaff(system, 'department'), id);
  expect(unit).toMatchObject({ files: [], notKept: [] });
});

test('the same mail twice is one opinion; other words under its id are another', async () => {
  const id = newId();
  const twice = mail({ id, body: '公交站离大厅太远' });
  await dovecot.put(twice);
  await dovecot.put(twice);
  await dovecot.put(mail({ id, body: '另外：门口的坡道太陡' }));
  await cameIn(center, '坡道太陡');
  expect(await byMail(center, '公交站离大厅')).toHaveLength(1);
});

test('what machines send is left as read, and counted for the centre', async () => {
  const of = (header: string) => mail({ body: '自动的信', headers: [...TEXT, header] });
  const { automatic } = await mailboxOf(center);
  await dovecot.put(of('Auto-Submitted: auto-replied'));
  await dovecot.put(of('Precedence: bulk'));
  await dovecot.put(of('X-Auto-Response-Suppress: All'));
  await dovecot.put(Buffer.concat([Buffer.from('Return-Path: <>\r\n'), mail({ body: '自动的信' })]));
  await dovecot.put(mail({ body: '自动的信', from: 'MAILER-DAEMON@mail.example' }));
  await dovecot.put(mail({ body: '自动的信', from: 'yijian@sanming.example' }));
  await dovecot.put(mail({ body: '人写的信', headers: [...TEXT, 'Auto-Submitted: no'] }));
  await cameIn(center, '人写的信');
  expect(await byMail(center, '自动的信')).toEqual([]);
  expect((await mailboxOf(center)).automatic).toBe(automatic + 6);
  expect((await dovecot.look()).map(({ flags }) => flags)).toEqual(Array(6).fill(['\\Seen']));
});

test('what cannot be read keeps nobody out: it stays unread with a star, and is named until a person has seen it', async () => {
  const parts = Array.from({ length: 300 }, () => ({ headers: TEXT.slice(1), body: 'x' }));
  await dovecot.put(mailOfParts(parts, { subject: 'bomb' }));
  await dovecot.put(mail({ subject: 'noise', body: Buffer.alloc(4000, 0x81) }));
  await dovecot.put(mail({ subject: '', body: '' }));
  await dovecot.put(mail({ subject: 'huge', body: Buffer.alloc(MAX_MAIL_BYTES, 'line of seventy\r\n') }));
  await dovecot.put(Buffer.from('not a mail at all'));
  await dovecot.put(mail({ body: '排在坏邮件后面的信' }));
  await cameIn(center, '排在坏邮件后面');
  const { keptOut, waiting } = await mailboxOf(center);
  expect(waiting).toBe(5);
  expect(keptOut.map(({ why }) => why).sort()).toEqual([
    '太大，没有打开',
    '打不开，或者是乱码',
    '打不开，或者是乱码',
    '里面没有字，也没有能收的照片',
    '里面没有字，也没有能收的照片',
  ]);
  for (const subject of ['bomb', 'noise', 'huge']) expect(await flagsOf(subject)).toEqual(['\\Flagged']);
  await dovecot.readEverything();
  await eventually(
    'nothing waits any more',
    async () => (await mailboxOf(center)).waiting === 0 || undefined,
  );
});

test('a wrong password is said where the mailbox is looked after, and what came meanwhile is read when it is right again', async () => {
  const admin = await signInStaff(system, 'system_admin');
  expect(await mailboxOf(admin)).toMatchObject({ used: true, error: null });
  await dovecot.setPassword('another');
  const error = await eventually('it is said', async () => (await mailboxOf(admin)).error ?? undefined);
  expect(error).toContain('MAIL_PASSWORD');
  await dovecot.setPassword();
  await dovecot.put(mail({ body: '密码错的时候写来的信' }));
  await cameIn(center, '密码错的时候');
  await eventually('all is well', async () => (await mailboxOf(admin)).error === null || undefined);
  expect(system.logs('worker').join('\n')).not.toContain(dovecot.settings().MAIL_PASSWORD);
});
