import type { StaffRole } from '@haochaping/shared/domain';
import type { Page } from 'playwright-core';
import { accountOf, signIn } from './console-support.js';
import { visits } from './support/visits.js';

// What the console tells each role is true for that role, and leads only where it may go.

// Its own: nobody has rated in it yet.
const place = visits({ worker: false });
let page: Page;
beforeEach(async () => {
  ({ page } = await place.come({ width: 1280, height: 900, touch: false }));
});

const as = (role: StaffRole, path?: string) =>
  signIn(page, place.system, accountOf(place.system, role), path);
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

test.each(['window_clerk', 'department'] as const)(
  'a %s is promised nothing at once, and asked for nothing that the list does not follow',
  async (role) => {
    await as(role, '/ratings');
    await page.getByText('评价要过一段时间').waitFor();
    expect(await page.getByText('立刻出现').count()).toBe(0);
    for (const filter of ['全部区县', '日期', '报送'])
      expect(await page.getByRole('main').getByText(filter).count()).toBe(0);
    expect(await page.getByText('全部渠道').count()).toBe(0);
  },
);

test('a page that does not exist leads back to where a clerk may go', async () => {
  await as('window_clerk', '/nowhere');
  await heading('没有这个页面');
  await page.getByRole('link', { name: '回到首页' }).click();
  await heading('评价');
});

test.each([
  ['audit_admin', '审计'],
  ['security_admin', '人员'],
  ['center', '总览'],
] as const)('the day of %s begins with %s', async (role, name) => {
  await as(role);
  await heading(name);
});

test('the centre still chooses among channels', async () => {
  await as('center', '/ratings');
  await page.getByText('全部渠道').first().waitFor();
});

test('the centre reads what is said of itself apart, and asks there for nothing that would tell when', async () => {
  await as('center', '/ratings');
  const own = page.getByRole('button', { name: '评本单位的' });
  await page.getByLabel('查找').fill('查无此事');
  await page.getByText('没有符合这些条件的评价').waitFor();
  await own.click();
  await page.getByText('评价要过一段时间').waitFor();
  expect(await own.getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByLabel('查找').inputValue()).toBe('');
  for (const filter of ['全部渠道', '全部区县', '日期', '报送'])
    expect(await page.getByRole('main').getByText(filter).count()).toBe(0);
  expect(await page.getByRole('button', { name: '清除筛选' }).count()).toBe(0);
  await page.getByRole('button', { name: '差评', exact: true }).click();
  await page.getByRole('button', { name: '清除筛选' }).first().click();
  expect(await own.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: '评别的单位的' }).click();
  await page.getByText('全部渠道').first().waitFor();
});

test('a department is asked nothing about sides', async () => {
  await as('department', '/ratings');
  await page.getByText('评价要过一段时间').waitFor();
  expect(await page.getByRole('button', { name: '评本单位的' }).count()).toBe(0);
});
