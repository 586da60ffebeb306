import { RatingPageView } from '@haochaping/shared/contracts';
import type { Page } from 'playwright-core';
import { expectStatus, issueInvitation } from '../support/journey.js';
import { accountOf, signIn, wcagFindings } from './console-support.js';
import { visits } from './support/visits.js';

// A questionnaire written in the console beside the very page people will see, tried, published, read. FA-2.2.3-b

// Its own: what is published here is asked on every rating page.
const place = visits({ worker: false });
let page: Page;
beforeEach(async () => {
  ({ page } = await place.come({ width: 1440, height: 1000, touch: false }));
  await signIn(page, place.system, accountOf(place.system, 'center'), '/questionnaires');
});

const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const phone = () => page.frameLocator('iframe[title="群众看到的样子"]');

async function shownOnPhone(): Promise<string[]> {
  const { token } = await issueInvitation(place.system, { projectNo: `BUILD-${Date.now()}` });
  const answer = await fetch(`${place.system.baseUrl}/api/v1/invitations/${token}`);
  const view = RatingPageView.parse(await expectStatus(answer, 200));
  return view.questionnaire!.questions.map(({ title }) => title);
}

test('a question is added with a condition, tried on the phone beside it, moved by keyboard and published', async () => {
  await page.getByRole('link', { name: '办事问卷' }).click();
  await press('可选几个');
  await page.getByLabel('问什么').fill('哪里让您等得久？');
  await page.getByLabel('可以选的回答，第1个').fill('取号排队');
  await page.getByLabel('可以选的回答，第2个').fill('审批');
  await press('加一个条件');
  await page.getByLabel('第1个条件，哪些').click();
  await page.getByTitle('非常不满意', { exact: true }).click();
  await page.keyboard.press('Escape');

  await phone().getByRole('radio', { name: '满意', exact: true }).click();
  await phone().getByRole('button', { name: '再答5个小问题（自愿）' }).waitFor();
  await phone().getByRole('radio', { name: '非常不满意' }).click();
  await phone().getByRole('button', { name: '再答6个小问题（自愿）' }).click();
  await phone().getByRole('checkbox', { name: '取号排队' }).click();

  await press('哪里让您等得久？，往上移');
  await press('存下');
  await page.getByText('存好了').waitFor();
  await press('发布');
  const asked = page.getByRole('dialog', { name: '发布第2版？' });
  await asked.getByText('新加：哪里让您等得久？').waitFor();
  await asked.getByRole('button', { name: '发布' }).click();
  await asked.waitFor({ state: 'hidden' });
  await page.getByText('正在用第2版').waitFor();
  expect(await shownOnPhone()).toContain('哪里让您等得久？');
  await page.getByRole('tab', { name: '发布过的（2）' }).click();
  await page.getByText('当评的是“非常不满意”时才问').waitFor();
});

test('what is unfinished cannot be published, and says why; nothing that is not saved is lost in silence', async () => {
  await page.getByRole('link', { name: '平台问卷' }).click();
  await press('选一个');
  await press('存下');
  await page.getByText('发布前要改好：请写出要问的话').waitFor();
  expect(await page.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true);
  await press('去掉：（还没有写）');
  await page.getByText('有改动还没有存').waitFor();
  // What the frame holds is judged as a page of its own, with those of the citizens.
  await page.locator('iframe').evaluate((frame) => frame.remove());
  expect(await wcagFindings(page)).toEqual([]);
  await page.getByRole('link', { name: '二维码' }).click();
  await page.getByRole('dialog', { name: '有改动还没有存，要离开吗？' }).waitFor();
  await press('留在这里');
  await press('回到存下的');
  await page.getByRole('button', { name: '去掉：（还没有写）' }).waitFor();
});

test('a questionnaire for one item begins as a copy, and is one of its own', async () => {
  await press('做一份');
  const asked = page.getByRole('dialog', { name: '做一份问卷' });
  await asked.getByRole('button', { name: '开始做' }).click();
  await asked.getByText('请先选好。').waitFor();
  await asked.getByLabel('哪个事项').fill('节能审查');
  await page.locator('.ant-select-item-option').first().click();
  await asked.getByLabel('从哪里开始').click();
  await page.getByText('照着“办事问卷”（所有评价）').click();
  await asked.getByRole('button', { name: '开始做' }).click();
  await page.getByRole('button', { name: '1. 办事指南说得清楚吗？' }).waitFor();
  await page.getByText('还没有发布', { exact: false }).first().waitFor();
});
