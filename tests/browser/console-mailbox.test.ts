import type { Browser, Page } from 'playwright-core';
import { photo } from '../attachments/support.js';
import { Dovecot } from '../feedback/mail/dovecot.js';
import { attachment, cameIn, inBase64, mail, mailboxOf, mailOfParts, TEXT } from '../feedback/mail/mails.js';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visitor, type Visitor } from './support/visitor.js';

// A mail as the centre sees it: among what waits, with its photo and its sender; and what did not come in. FA-2.2.3-a.

let dovecot: Dovecot;
/** Its own: it reads a mailbox, which the shared one has none of. */
let system: OwnSystem;
let browser: Browser;
const visitors: Visitor[] = [];
beforeAll(async () => {
  dovecot = await Dovecot.start();
  const env = { ...dovecot.settings(), REVEAL_APPROVAL: 'off' };
  [system, browser] = await Promise.all([startSystem({ env }), launchBrowser()]);
}, 90_000);
afterEach(async () => {
  for (const one of visitors.splice(0)) {
    await one.leave();
    expect(one.errors).toEqual([]);
  }
});
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await dovecot?.stop();
});

async function come(role: string, path: string, width = 1280): Promise<Page> {
  const one = await visitor(browser, { width, height: 900, touch: false });
  visitors.push(one);
  await signIn(one.page, system, accountOf(system, role), path);
  return one.page;
}

test('the centre reads a mail with its photo, is told what was not kept, and looks up the address to write back', async () => {
  const parts = [
    { headers: TEXT.slice(1), body: '三楼的地砖松了，老人容易摔倒，见照片。' },
    attachment('地砖.jpg', 'image/jpeg', await photo()),
    attachment('清单.docx', 'application/msword', Buffer.from('PK a list')),
  ];
  await dovecot.put(mailOfParts(parts, { subject: inBase64('三楼走廊', 'utf-8') }));
  const center = await signInStaff(system, 'center');
  const { id } = await cameIn(center, '地砖松了');
  const page = await come('center', `/feedback/${id}`);
  await page.getByText('附件“清单.docx”没有收').waitFor();
  await page.getByRole('button', { name: '地砖.jpg' }).waitFor();
  await page.getByText('留了邮箱地址').waitFor();
  const card = page.getByRole('region', { name: '回信联系方式' });
  await card.getByLabel('为什么现在要看').fill('回信告诉他答复');
  expect(await wcagFindings(page)).toEqual([]);
  await card.getByRole('button', { name: /查看$/ }).click();
  await card.getByText('xiaoman@mail.example').waitFor();
  expect(await wcagFindings(page)).toEqual([]);
}, 120_000);

test('what machines sent, what waits for a person and what is wrong stand above the list, and with the administrator', async () => {
  const center = await signInStaff(system, 'center');
  await dovecot.put(mail({ headers: [...TEXT, 'Auto-Submitted: auto-replied'] }));
  await dovecot.put(mail({ body: Buffer.alloc(3000, 0x81) }));
  await eventually('it waits', async () => (await mailboxOf(center)).waiting === 1 || undefined);
  const page = await come('center', '/feedback');
  await page.getByText('自动邮件 1 封未收录').waitFor();
  await page.getByText('1 封没有收进来').click();
  await page.getByText('打不开，或者是乱码').waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await dovecot.setPassword('another');
  await eventually('it is said', async () => (await mailboxOf(center)).error ?? undefined);
  const administrator = await come('system_admin', '/system', 375);
  await administrator.getByRole('alert').filter({ hasText: 'MAIL_PASSWORD' }).waitFor();
  expect(await wcagFindings(administrator)).toEqual([]);
}, 120_000);
