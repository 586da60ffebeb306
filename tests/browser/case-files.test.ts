import type { Browser, Page } from 'playwright-core';
import { caseOf, openOffice, photo, verified, type Office } from '../attachments/support.js';
import { launchBrowser } from '../support/browser.js';
import { eventually, issueInvitation } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { button, rateAs, see, visitor, type Visitor } from './support/visitor.js';

// Evidence goes with the answer: the officer sends a photo in the console, the citizen opens it on the telephone.

let system: System;
let browser: Browser;
let office: Office;
let officer: Visitor;
let citizen: Visitor;
beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
  office = await openOffice(system);
  officer = await visitor(browser, { width: 1280, height: 900, touch: false });
  citizen = await visitor(browser);
}, 60_000);
afterAll(async () => {
  await Promise.all([officer, citizen].map((one) => one?.leave()));
  await browser?.close();
});

interface Kept {
  receipt?: { number: string; accessKey: string };
}

/** The receipt that the page keeps on the device. */
const receiptOn = (page: Page) =>
  eventually('the device keeps the receipt', () =>
    page.evaluate(() => {
      const stored = JSON.parse(localStorage.getItem('haochaping.ratings') ?? '{"data":[]}') as {
        data: Kept[];
      };
      return stored.data.find(({ receipt }) => receipt)?.receipt;
    }),
  );

const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]);

test('a photo goes from the console to the one who gave the rating', async () => {
  const { link } = await issueInvitation(system);
  const phone = citizen.page;
  await phone.goto(link);
  await rateAs(phone, '非常不满意');
  const id = await caseOf(office, await receiptOn(phone));
  await verified(office, id);

  const { page } = officer;
  await signIn(page, system, accountOf(system, 'department'), `/cases/${id}`);
  await button(page, '答复评价人').click();
  await page.getByRole('radio', { name: '已经整改' }).check();
  await page.getByLabel('给评价人的答复').fill('材料清单已经换新，照片请看附件。');
  await page.locator('input[type=file]').setInputFiles([
    { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic },
    { name: '新的清单.jpg', mimeType: 'image/jpeg', buffer: await photo() },
  ]);
  await see(page, /HEIC 格式.*兼容性最佳/);
  await page.getByRole('button', { name: '去掉IMG_1.HEIC' }).click();
  await page.getByRole('button', { name: '去掉新的清单.jpg' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('form', { name: '答复评价人' }).getByRole('button', { name: '答复评价人' }).click();
  await page.getByRole('list', { name: '附件' }).getByRole('button', { name: '新的清单.jpg' }).click();
  await page.getByRole('img', { name: '新的清单.jpg' }).waitFor();
  await page.keyboard.press('Escape');
  const letter = page.waitForEvent('download');
  await button(page, '答复函 PDF').click();
  expect((await letter).suggestedFilename()).toMatch(/^答复函 CP-\w+\.pdf$/);

  await phone.reload();
  await button(phone, /^新的清单\.jpg（图片，\d+ KB）$/).click();
  await phone.getByRole('img', { name: '新的清单.jpg' }).waitFor();
  const own = phone.waitForEvent('download');
  await button(phone, '下载答复函（PDF）').click();
  expect((await own).suggestedFilename()).toMatch(/^答复函 HP[\w-]+\.pdf$/);
  expect([...officer.errors, ...citizen.errors]).toEqual([]);
});
