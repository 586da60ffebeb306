import type { Page } from 'playwright-core';
import { address, openOwn, OWN_PAGES, signInByPhone, verify } from '../browser/support/own-pages.js';
import { openInvitation } from '../browser/support/stops.js';
import { button, rateAs, see } from '../browser/support/visitor.js';
import { ANSWER, CALLED, caseOfReceipt, FOUND, giveToDepartment, stepCase } from '../support/cases.js';
import { enterRegister } from '../support/businesses.js';
import { randomUscc } from '../support/evaluator.js';
import {
  idOfFeedback,
  PASS_ON,
  readFeedback,
  SORT,
  stepFeedback,
  writeFeedback,
} from '../support/feedback.js';
import { issueInvitation, randomIdentityNumber } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import type { System } from '../support/system.js';

/** A page that needs more than a visitor: a sign-in, something said before, an office that answered. */
export interface LongStop {
  name: string;
  reach(page: Page, system: System): Promise<void>;
}

const OPINION = '等候区的座椅太少，人多的时候老人只能站着';

async function poor(page: Page, system: System): Promise<string> {
  await openInvitation(page, system);
  await rateAs(page, '非常不满意');
  await page.getByRole('textbox', { name: '写几句' }).fill('跑了三趟，每次说的材料都不一样。');
  await button(page, '说完了').click();
  await page.locator('.number:visible').waitFor();
  return page.locator('.number:visible').innerText();
}

async function answered(system: System, number: string): Promise<void> {
  const [center, department] = [await signInStaff(system, 'center'), await signInStaff(system, 'department')];
  const { id } = await caseOfReceipt(system, { number });
  await giveToDepartment(system, center, id);
  await stepCase(center, id, CALLED);
  await stepCase(center, id, FOUND);
  await stepCase(department, id, ANSWER);
}

async function writeOpinion(page: Page, system: System): Promise<string> {
  await page.goto(`${system.baseUrl}/packages/feedback/write/index`);
  await page.getByRole('radio', { name: '大厅环境和设施' }).click();
  await page.getByRole('textbox', { name: '您的意见' }).fill(OPINION);
  await page.getByRole('checkbox', { name: /^答复以后，可以公开/ }).click();
  await button(page, '送出意见').click();
  await see(page, '收到了。');
  return (await page.getByText(/回执号 DP/).innerText()).replace('回执号 ', '').trim();
}

async function publicOpinion(system: System, text: string): Promise<void> {
  const { number } = await writeFeedback(system, { text, agreed: true });
  const [center, department] = [await signInStaff(system, 'center'), await signInStaff(system, 'department')];
  const id = await idOfFeedback(center, number);
  await stepFeedback(center, id, SORT);
  await stepFeedback(center, id, PASS_ON);
  await stepFeedback(department, id, { type: 'answer', words: '加了两排座椅，请您再来看看。' });
  const { draft } = await readFeedback(center, id);
  if (draft) await stepFeedback(center, id, { type: 'publish', ...draft });
}

const person = () => ({ name: '林小满', certNumber: randomIdentityNumber() });

async function complain(page: Page, system: System): Promise<void> {
  await signInByPhone(page, system);
  await openOwn(page, system, 'complaint');
  await page.getByRole('textbox', { name: /投诉的是哪里/ }).fill('发展和改革');
  await button(page, '找一找').click();
  await page.getByRole('link', { name: /^三明市发展和改革委员会/ }).click();
  await page.getByRole('textbox', { name: '是什么事' }).fill('办事指南上写的电话一个星期没有人接');
}

/** What stands behind a sign-in, a letter or an answer; those of `STOPS` are reached by anybody. */
export const LONG_STOPS: readonly LongStop[] = [
  {
    name: 'questionnaire',
    async reach(page, system) {
      await openInvitation(page, system);
      await rateAs(page, '满意');
      await button(page, /^再答\d个小问题/).click();
      await see(page, '办事指南说得清楚吗？');
    },
  },
  {
    name: 'case, under way',
    async reach(page, system) {
      await caseOfReceipt(system, { number: await poor(page, system) });
      await page.reload();
      await see(page, /最晚/);
    },
  },
  {
    name: 'case, answered',
    async reach(page, system) {
      await answered(system, await poor(page, system));
      await page.reload();
      await see(page, '这个答复，您满意吗');
    },
  },
  {
    name: 'place',
    async reach(page, system) {
      await page.goto(`${system.baseUrl}/packages/place/index`);
      await button(page, /永安市/).waitFor();
    },
  },
  {
    name: 'place, hall',
    async reach(page, system) {
      await page.goto(`${system.baseUrl}/packages/place/index`);
      await button(page, /永安市/).click();
      await see(page, '在哪个大厅？');
      await page.locator('.row:visible').first().waitFor();
    },
  },
  {
    name: 'place, found',
    async reach(page, system) {
      await page.goto(`${system.baseUrl}/packages/place/index`);
      await page.getByRole('textbox', { name: '找您要评的' }).fill('三明');
      await see(page, '找到这些');
    },
  },
  {
    name: 'place, nothing found',
    async reach(page, system) {
      await page.goto(`${system.baseUrl}/packages/place/index`);
      await page.getByRole('textbox', { name: '找您要评的' }).fill('月球');
      await see(page, /没有找到/);
    },
  },
  {
    name: 'feedback, write',
    reach: async (page, system) => void (await page.goto(`${system.baseUrl}/packages/feedback/write/index`)),
  },
  {
    name: 'feedback, sent',
    reach: async (page, system) => void (await writeOpinion(page, system)),
  },
  {
    name: 'feedback, mine',
    async reach(page, system) {
      await writeOpinion(page, system);
      await page.goto(`${system.baseUrl}/packages/feedback/mine/index`);
      await page.locator('.row:visible').first().waitFor();
    },
  },
  {
    name: 'feedback, one',
    async reach(page, system) {
      await writeOpinion(page, system);
      await button(page, '看办到哪一步').click();
      await see(page, /等人看/);
    },
  },
  {
    name: 'feedback, public',
    async reach(page, system) {
      await publicOpinion(system, OPINION);
      await publicOpinion(system, '叫号声音太小，老人听不见');
      await publicOpinion(system, '希望周六上午也能办');
      await page.goto(`${system.baseUrl}/packages/feedback/answers/index`);
      await page.locator('.entry:visible').nth(2).waitFor();
    },
  },
  { name: 'complaint', reach: (page, system) => openOwn(page, system, 'complaint').then(() => undefined) },
  { name: 'complaint, written', reach: complain },
  {
    name: 'complaint, one',
    async reach(page, system) {
      await complain(page, system);
      await button(page, '送出投诉').click();
      await button(page, '看办到哪一步').click();
      await see(page, /回执号 TS/);
    },
  },
  {
    name: 'complaints',
    async reach(page, system) {
      await complain(page, system);
      await button(page, '送出投诉').click();
      await see(page, '收到了。');
      await openOwn(page, system, 'complaints');
      await page.locator('.row:visible').first().waitFor();
    },
  },
  { name: 'sign-in', reach: (page, system) => openOwn(page, system, 'sign-in').then(() => undefined) },
  { name: 'me, not signed in', reach: (page, system) => openOwn(page, system, 'me').then(() => undefined) },
  { name: 'notice', reach: (page, system) => openOwn(page, system, 'notice').then(() => undefined) },
  ...OWN_PAGES.map(({ name, words }): LongStop => ({
    name,
    async reach(page, system) {
      await signInByPhone(page, system);
      await openOwn(page, system, name);
      await see(page, words);
    },
  })),
  {
    name: 'ratings, some',
    async reach(page, system) {
      await signInByPhone(page, system);
      for (const level of ['满意', '不满意']) {
        await openInvitation(page, system);
        await rateAs(page, level);
        await button(page, '不说了').click();
        await see(page, '回执号');
      }
      await openOwn(page, system, 'ratings');
      await button(page, '算到我名下')
        .click()
        .catch(() => undefined);
      await page.locator('.row:visible').first().waitFor();
    },
  },
  {
    name: 'to-rate',
    async reach(page, system) {
      const who = person();
      const phone = await verify(page, system, who);
      const applicant = { kind: 'person', userProp: '1', certType: '111', ...who, phone } as const;
      for (const parallel of [undefined, ['350400-SCJG', '350400-WJW'], undefined])
        await issueInvitation(system, { applicant, ...(parallel ? { parallel } : {}) });
      await openOwn(page, system, 'to-rate');
      await button(page, '去评价').first().waitFor();
    },
  },
  {
    name: 'business',
    async reach(page, system) {
      const [who, uscc, name] = [person(), randomUscc(), '三明大田云上茶业有限公司'];
      await verify(page, system, who);
      await enterRegister(system, { uscc, name }, who);
      await page.goto(address(system, 'businesses'));
      await page.getByRole('textbox', { name: '统一社会信用代码' }).fill(uscc);
      await page.getByRole('textbox', { name: '企业名称' }).fill(name);
      await page.getByRole('checkbox', { name: /核对我是法定代表人/ }).click();
      await button(page, '核对并登记').click();
      await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await see(page, '还没有经办人。');
    },
  },
];
