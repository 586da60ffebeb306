import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DeviceCodeView, StaffRatingPage, type StaffRatingRow } from '@haochaping/shared/contracts';
import { accountOf, signIn, wcagFindings } from '../browser/console-support.js';
import { launchBrowser } from '../support/browser.js';
import { DEVICES } from '../support/devices.js';
import { eventually, expectStatus, issueInvitation } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// The tablet's page at a counter, in a real browser. FA-A-a FA-2.2.1-a FA-2.2.1-b.

let system: System;
let browser: Browser;
let center: StaffClient;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [system, browser] = await Promise.all([sharedSystem(), launchBrowser()]);
  center = await signInStaff(system, 'center');
  context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  page = await context.newPage();
}, 60_000);
afterAll(async () => {
  await browser?.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const choose = async (level: string) => {
  await page.getByRole('radio', { name: level, exact: true }).click();
  await button(`就评“${level}”`).click();
};
const wait = () => page.getByRole('heading', { name: '办完事，请您评一评' }).waitFor();
const ratedBy = async (channel: string): Promise<StaffRatingRow[]> =>
  StaffRatingPage.parse(
    await expectStatus(await center.get(`/api/v1/staff/ratings?channel=${channel}&pageSize=100`), 200),
  ).items;
/** Others may have rated on this system before. */
let before: ReadonlySet<string>;
beforeEach(async () => {
  const known = [...(await ratedBy('tablet')), ...(await ratedBy('terminal'))];
  before = new Set(known.map(({ id }) => id));
});
const fresh = async (channel: string) => (await ratedBy(channel)).filter(({ id }) => !before.has(id));

test('the centre adds a tablet in the console; its code is typed once, and the tablet waits', async () => {
  const desk = await (
    await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } })
  ).newPage();
  await signIn(desk, system, accountOf(system, 'center'), '/devices');
  await desk.getByRole('button', { name: '添一台' }).click();
  await desk.getByLabel('放在哪个窗口').fill('综合收件窗口1');
  await desk.locator('.ant-select-item-option').filter({ hasText: '综合收件窗口1' }).first().click();
  await desk.getByLabel(/机身上的编号/).fill('进门第一台');
  await desk.getByRole('button', { name: '添上，拿绑定码' }).click();
  const code = (await desk.locator('.device-code').innerText()).replace(' ', '');
  await desk.getByRole('button', { name: '绑好了' }).click();
  await page.goto(`${system.baseUrl}/packages/kiosk/index`);
  await page.getByLabel('绑定码').fill('00000000');
  await button('绑定').click();
  await page.getByText('绑定码不对、用过了或过期了').waitFor();
  await page.getByLabel('绑定码').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.keyboard.press('Enter');
  await wait();
  await page.getByText('已连上').waitFor();
  await desk.reload();
  await desk
    .getByRole('row', { name: /进门第一台.*在用/ })
    .first()
    .waitFor();
  expect(await wcagFindings(desk)).toEqual([]);
  await desk.close();
});

test('a clerk asks with a button in the console, and the faces come up', async () => {
  const desk = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await signIn(desk, system, accountOf(system, 'window_clerk'), '/window');
  await desk.getByRole('button', { name: '请评价' }).click();
  await desk.getByText('评价器上已经请了').waitFor();
  await page.getByRole('heading', { name: '刚才的服务怎么样？' }).waitFor();
  await button('不评了').click();
  await wait();
  await desk.close();
});

test('a service that was just done comes up by itself; two taps and some words, and the screen waits again', async () => {
  await issueInvitation(system, { channel: 'tablet' });
  await page.getByRole('heading', { name: '刚才的服务怎么样？' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await choose('基本满意');
  await page.getByRole('heading', { name: '记下了：基本满意。' }).waitFor();
  await page.getByLabel('用自己的话说').fill('叫号的声音太小');
  await button('说完了').click();
  await page.getByText('收到了，谢谢您。').waitFor();
  const rated = await eventually('the rating is there', async () =>
    (await fresh('tablet')).find(({ level, hasDetails }) => level === 3 && hasDetails),
  );
  expect(rated.channelName).toBe('窗口评价器');
  await wait();
  expect(await page.getByText('叫号的声音太小').count()).toBe(0);
});

test('whoever does not want to rate leaves, and is not asked again', async () => {
  await button('我要评价').click();
  await page.getByRole('heading', { name: '刚才的服务怎么样？' }).waitFor();
  await button('不评了').click();
  await wait();
});

test('a service that is done while somebody still stands there is asked about when they are gone', async () => {
  await issueInvitation(system, { channel: 'tablet' });
  await page.getByRole('heading', { name: '刚才的服务怎么样？' }).waitFor();
  const next = page.waitForResponse(async (answer) =>
    /own\/call\?/.test(answer.url()) && answer.ok() ? (await answer.text()).includes('"call":{') : false,
  );
  await issueInvitation(system, { channel: 'tablet' });
  await next;
  await button('不评了').click();
  await page.getByRole('heading', { name: '刚才的服务怎么样？' }).waitFor();
  await button('不评了').click();
  await wait();
});

test('with the network cut it goes on, also after a new start, and what was kept arrives once when it is back', async () => {
  await context.setOffline(true);
  await page.getByText('没有网络，照样可以评').waitFor();
  await button('我要评价').click();
  await choose('不满意');
  await button('不说了').click();
  await page.getByText('现在没有网络，有网后自动送出').waitFor();
  await page.reload();
  await wait();
  await page.getByText('没有网络，存着 1 条').waitFor();
  // What lies on the device tells nobody what was said.
  const stored = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open('haochaping-kiosk');
        open.onsuccess = () => {
          const all = open.result.transaction('waiting').objectStore('waiting').getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      }),
  );
  expect(stored).toMatch(/^\[\{"id":"[\da-f-]{36}","sealed":"[\w-]+"\}\]$/);

  await context.setOffline(false);
  await page.getByText('已连上').waitFor();
  const after = await eventually('what was kept arrived', async () => {
    const rows = await fresh('tablet');
    return rows.length > 0 ? rows : undefined;
  });
  expect(after.map(({ level }) => level)).toEqual([2]);
});

test('long words kept through an outage all arrive: no heap of them is too large to be sent', async () => {
  await context.setOffline(true);
  await page.getByText('没有网络，照样可以评').waitFor();
  const people = 4;
  for (let person = 0; person < people; person++) {
    await button('我要评价').click();
    await choose('满意');
    // One sign to whoever writes it, 25 bytes: four such people fill more than one request may carry.
    await page.getByLabel('用自己的话说').fill('👨‍👩‍👧‍👦'.repeat(500));
    await button('说完了').click();
    await page.getByText('收到了，谢谢您。').click();
    await wait();
  }
  await context.setOffline(false);
  await page.getByText('已连上').waitFor();
  const arrived = await eventually('all of them arrived', async () => {
    const rows = (await fresh('tablet')).filter(({ hasDetails }) => hasDetails);
    return rows.length >= people ? rows : undefined;
  });
  expect(arrived.map(({ level }) => level)).toEqual([4, 4, 4, 4]);
});

test('a terminal is started with the service that is just done, and goes back to its own program', async () => {
  const returnTo = `${system.baseUrl}/pages/privacy/index`;
  const made = DeviceCodeView.parse(
    await expectStatus(
      await center.send('POST', DEVICES, { kind: 'terminal', windowCode: '350400-W002', returnTo }),
      201,
    ),
  );
  const hall = await browser.newContext({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN' });
  const terminal = await hall.newPage();
  const address = `${system.baseUrl}/packages/kiosk/index`;
  await terminal.goto(address);
  await terminal.getByLabel('绑定码').fill(made.code);
  await terminal.keyboard.press('Enter');
  await terminal.getByRole('button', { name: '我要评价' }).waitFor();

  await terminal.goto(`${address}?i=nothing`);
  await terminal.getByText('现在评不了这次服务').waitFor();
  const { token } = await issueInvitation(system, { channel: 'terminal' });
  await terminal.goto(`${address}?i=${token}`);
  await terminal.getByRole('heading', { name: '刚才的服务怎么样？' }).waitFor();
  expect(new URL(terminal.url()).search).toBe('');
  await terminal.getByText(/ · 办结$/).waitFor();
  expect(await wcagFindings(terminal)).toEqual([]);
  await terminal.getByRole('radio', { name: '非常满意', exact: true }).click();
  await terminal.getByRole('button', { name: '就评“非常满意”' }).click();
  await terminal.getByRole('button', { name: '不说了' }).click();
  await terminal.getByText('收到了，谢谢您。').click();
  await terminal.waitForURL(returnTo);

  // Sent there once more, they are told so, and their program goes on.
  await terminal.goto(`${address}?i=${token}`);
  await terminal.getByText('这次服务已经评过了').click();
  await terminal.waitForURL(returnTo);
  const rows = await eventually('the rating by terminal is there', async () => {
    const items = await fresh('terminal');
    return items.length > 0 ? items : undefined;
  });
  expect(rows.map(({ level, channelName }) => [level, channelName])).toEqual([[5, '自助终端']]);
  await hall.close();
});
