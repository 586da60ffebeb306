import type { Page } from 'playwright-core';
import { poorRating } from '../support/cases.js';
import { signInStaff, staffAccount } from '../support/staff.js';
import { deskOf, signIn, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// 通报 at three desks: written of a case, let out by a second of the office, read by the unit it is sent to. FA-2.3.2-b.

const place = visits();
const WORDS = {
  标题: '同一份材料要了三次',
  发生了什么: '办事的人跑了三趟，每一趟都说还少一样，电话13800138000问过两回。',
  怎样处理的: '窗口改用清单，一次说全，并向办事的人说明了情况。',
};

const pictured = async (page: Page, name: string) => {
  expect(await wcagFindings(page)).toEqual([]);
  const folder = process.env.PICTURES;
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.setViewportSize({ width: 375, height: 812 });
  await page.screenshot({ path: `${folder}/${name}-375.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
};

test('a bulletin is written of a case, let out by a colleague, and its first reading is the receipt', async () => {
  const client = await signInStaff(place.system, 'center');
  const { id } = await poorRating(place.system, client);
  const author = await deskOf(place, 'center', `/cases/${id}`);
  await author.getByRole('button', { name: '写通报' }).click();
  await author.getByRole('button', { name: '写好了，请同事看' }).click();
  await author.getByText('请至少选一个单位').waitFor();
  await author.getByLabel('发给哪些单位').click();
  await author.keyboard.type('三明市发展和改革');
  await author.locator('.ant-select-item-option', { hasText: '三明市发展和改革委员会' }).first().click();
  await author.keyboard.press('Escape');
  for (const [label, words] of Object.entries(WORDS)) await author.getByLabel(label).fill(words);
  await pictured(author, 'bulletin-written');
  await author.getByRole('button', { name: '写好了，请同事看' }).click();
  await author.getByRole('heading', { name: '收到的单位看到的样子' }).waitFor();
  expect(await author.getByText('13800138000').count()).toBe(0);
  // Nobody lets out what they wrote themselves.
  expect(await author.getByRole('button', { name: '看过，发出' }).count()).toBe(0);
  const path = new URL(author.url()).pathname.replace('/admin', '');

  const { page: colleague } = await place.come({ width: 1280, height: 900, touch: false });
  await signIn(colleague, place.system, staffAccount(place.system, 'center', 2), path);
  await colleague.getByRole('button', { name: '看过，发出' }).click();
  await colleague.getByText('○ 还没有打开').waitFor();
  await pictured(colleague, 'bulletin-out');

  const unit = await deskOf(place, 'department', '/bulletins');
  await pictured(unit, 'bulletins-unit');
  await unit.getByRole('link', { name: WORDS.标题 }).first().click();
  await unit.getByText(WORDS.怎样处理的).waitFor();
  await pictured(unit, 'bulletin-read');
  await colleague.reload();
  await colleague.getByText(/^✓ .*看过$/).waitFor();
});
