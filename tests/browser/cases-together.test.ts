import type { Receipt } from '@haochaping/shared/contracts';
import type { Locator, Page } from 'playwright-core';
import { accountsFile } from '../support/accounts-file.js';
import { caseOfReceipt, poorRating, readCase, stepCase, type PoorRating } from '../support/cases.js';
import { eventually, issueInvitation } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { deskOf, inventApplicant, wcagFindings } from './console-support.js';
import { button, rateAs, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// Cases side by side, as people see to them: several given to one officer, two about the same matter merged, and those of
// an officer on leave taken over by a colleague. FA-2.3.1-a.

const COLLEAGUE = 'fagai-tongshi';

// Its own: the department has a second officer here.
const place = visits({
  env: {
    ACCOUNTS_FILE: await accountsFile({
      username: COLLEAGUE,
      role: 'department',
      institutionCode: '350400-FGW',
    }),
  },
});

let center: StaffClient;
beforeAll(async () => {
  center = await signInStaff(place.system, 'center');
}, 60_000);

const choose = async (page: Page, field: Locator, name: string | RegExp) => {
  await field.click();
  await page.locator('.ant-select-item-option').filter({ hasText: name }).click();
};
/** The rating this telephone kept last, once its receipt came. */
const newest = async (page: Page) => {
  const kept = await page.evaluate(() => localStorage.getItem('haochaping.ratings'));
  const [first] =
    (JSON.parse(kept ?? '{}') as { data?: { intakeId: string; receipt?: Receipt }[] }).data ?? [];
  return first?.receipt ? { intakeId: first.intakeId, receipt: first.receipt } : undefined;
};
const officerOf = async ({ id }: PoorRating) => (await readCase(center, id)).officerName;

test('several are chosen in the list and given to one officer together', async () => {
  const cases = [await poorRating(place.system, center), await poorRating(place.system, center)];
  const kept = await poorRating(place.system, center);
  const before = await officerOf(kept);
  const page = await deskOf(place, 'center', '/cases');
  for (const { id } of cases) {
    const { number } = await readCase(center, id);
    await page.getByRole('checkbox', { name: new RegExp(number) }).click();
  }
  const together = page.getByRole('group', { name: '一起交办' });
  await together.getByText('选了2件，交给').waitFor();
  await choose(page, together.getByLabel('交给谁'), COLLEAGUE);
  expect(await wcagFindings(page)).toEqual([]);
  await together.getByRole('button', { name: '交办' }).click();
  // Few were served in those weeks: of which of them is told before anything is given.
  const { number: told } = await readCase(center, cases[0]!.id);
  await together.getByText(new RegExp(`还没有交办。其中2件.*${told}（[1-4]个人）`)).waitFor();
  expect(await Promise.all(cases.map(officerOf))).not.toContain(COLLEAGUE);
  await together.getByRole('button', { name: '照样交办' }).click();
  await page.getByText('交办了2件。').waitFor();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  expect(await Promise.all(cases.map(officerOf))).toEqual([COLLEAGUE, COLLEAGUE]);
  expect(await officerOf(kept)).toBe(before);
  for (const { id } of cases) {
    const told = (await readCase(center, id)).timeline.at(-1);
    expect(told?.words).toMatch(/交办时已提醒：那两周办过这件事的只有[1-4]个人/);
  }
}, 90_000);

test('of two about the same matter the later is merged into the earlier, named in full in the list', async () => {
  const applicant = inventApplicant();
  const first = await poorRating(place.system, center, { applicant });
  const second = await poorRating(place.system, center, { applicant });
  const { number } = await readCase(center, first.id);
  const page = await deskOf(place, 'center', `/cases/${second.id}`);
  await page.getByRole('button', { name: '并入另一件' }).click();
  const form = page.getByRole('form', { name: '并入另一件' });
  await form.getByRole('button', { name: '并入另一件' }).click();
  await form.getByText('请填“并入哪一件”。').waitFor();
  await choose(page, form.getByLabel('并入哪一件'), new RegExp(`^${number}，`));
  await form.getByLabel('为什么是同一件事').fill('同一个人、同一件事评了两次');
  await form.getByRole('button', { name: '并入另一件' }).click();
  await page.getByRole('region', { name: '办理经过' }).getByText('同一个人、同一件事评了两次').waitFor();
  expect(await readCase(center, second.id)).toMatchObject({ phase: 'closed', outcome: 'merged' });
}, 90_000);

test('whoever gave both on one telephone is led from the merged one to the one that is answered', async () => {
  const applicant = inventApplicant();
  const { page } = await place.come();
  const given = async () => {
    const { token } = await issueInvitation(place.system, { applicant });
    await page.goto(`${place.system.baseUrl}/r/${token}`);
    await rateAs(page, '非常不满意');
    const { intakeId, receipt } = await eventually('its receipt is kept on the telephone', () =>
      newest(page),
    );
    const found = await caseOfReceipt(place.system, receipt);
    return {
      ...found,
      number: receipt.number,
      url: `${place.system.baseUrl}/pages/done/index?id=${intakeId}`,
    };
  };
  const [first, second] = [await given(), await given()];
  await stepCase(center, second.id, { type: 'merge', into: first.id, reason: '同一个人、同一件事评了两次' });
  await page.goto(second.url);
  await see(page, '和您的另一条评价是同一件事，合在一起办');
  await see(page, `答复写在那一条里，回执号 ${first.number}。`);
  expect(await button(page, '追评：再评一次').count()).toBe(0);
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('link', { name: '看那一条办到哪一步了' }).click();
  await page.waitForURL(first.url);
}, 90_000);

test('whoever goes on leave leaves the open ones to a colleague, and comes back', async () => {
  const [open, other] = [await poorRating(place.system, center), await poorRating(place.system, center)];
  expect(await officerOf(open)).not.toBe(COLLEAGUE);
  const department = await signInStaff(place.system, 'department');
  const tooLong = { until: '2099-01-05', deputy: crypto.randomUUID() };
  const refused = await department.send('PUT', '/api/v1/staff/me/leave', tooLong);
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('一次最长请一年') as string,
  ]);
  const page = await deskOf(place, 'department', '/me', 390);
  const leave = page.getByRole('region', { name: '请假' });
  await leave.getByRole('button', { name: '从现在起请假' }).click();
  await leave.getByText('请选最后一天').waitFor();
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await leave.getByLabel('请到哪天（含这一天）').fill(until);
  await page.keyboard.press('Enter');
  await choose(page, leave.getByLabel('由谁代办'), COLLEAGUE);
  expect(await wcagFindings(page)).toEqual([]);
  await leave.getByRole('button', { name: '从现在起请假' }).click();
  await leave.getByText(new RegExp(`由${COLLEAGUE}代办`)).waitFor();
  await eventually('the open case is with the colleague', async () =>
    (await officerOf(open)) === COLLEAGUE ? true : undefined,
  );

  const desk = await deskOf(place, 'center', '/cases');
  const { number } = await readCase(center, other.id);
  await desk.getByRole('checkbox', { name: new RegExp(number) }).click();
  const together = desk.getByRole('group', { name: '一起交办' });
  await choose(desk, together.getByLabel('交给谁'), `，请假中（代办人：${COLLEAGUE}）`);
  await together.getByRole('button', { name: '交办' }).click();
  const allTheSame = together.getByRole('button', { name: '照样交办' });
  const given = desk.getByText('交办了1件。');
  await allTheSame.or(given).waitFor();
  if (await allTheSame.isVisible()) await allTheSame.click();
  await given.waitFor();

  await leave.getByRole('button', { name: '我回来了' }).click();
  await leave.getByRole('button', { name: '从现在起请假' }).waitFor();
  expect(await officerOf(open)).toBe(COLLEAGUE);
}, 90_000);

test('a deadline is said by its word where it presses, and with its year where that is another, also long over', async () => {
  const { id } = await poorRating(place.system, center);
  const due = (await readCase(center, id)).due?.day ?? '';
  const [year = 0, month, day] = due.split('-').map(Number);
  const page = await deskOf(place, 'center', `/cases/${id}`);
  await see(page, `最晚${month}月${day}日`);
  const evening = new Date(`${due}T22:00:00+08:00`);
  for (const [daysBefore, word] of [
    [0, '今天到期'],
    [1, '明天到期'],
  ] as const) {
    await page.clock.setFixedTime(evening.getTime() - daysBefore * 86_400_000);
    await page.reload();
    await see(page, word);
  }
  await page.clock.setFixedTime(new Date(`${year - 1}-12-31T12:00:00+08:00`));
  await page.reload();
  await see(page, `最晚${year}年${month}月${day}日`);
  // As if nobody had seen to it for years.
  const late = { day: '2024-12-31', provisional: false, late: true };
  await page.route('**/api/v1/staff/cases?*', async (one) => {
    const answer = await one.fetch();
    const { items, ...rest } = (await answer.json()) as { items: { due: object }[] };
    await one.fulfill({
      response: answer,
      json: { ...rest, items: items.map((row) => ({ ...row, due: { ...row.due, ...late } })) },
    });
  });
  await page.getByRole('link', { name: /^差评办理/ }).click();
  const said = page.getByText('应在2024年12月31日').first();
  await said.waitFor();
  expect(await said.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
}, 60_000);
