import type { Page } from 'playwright-core';
import { issueInvitation, rate } from '../../support/journey.js';
import type { System } from '../../support/system.js';
import { button, face, rateAs, see } from './visitor.js';

/** A page of the journey, and how to get there. */
export interface Stop {
  name: string;
  reach(page: Page, system: Pick<System, 'baseUrl' | 'businessSystem'>): Promise<void>;
}

/** Opens the rating page of a service just received. */
export const openInvitation: Stop['reach'] = async (page, system) => {
  await page.goto((await issueInvitation(system)).link);
  await see(page, '刚才的服务怎么样？');
};

export const STOPS: readonly Stop[] = [
  { name: 'home', reach: async (page, system) => void (await page.goto(system.baseUrl)) },
  { name: 'rate', reach: openInvitation },
  {
    name: 'rate, chosen',
    reach: async (page, system) => {
      await openInvitation(page, system);
      await face(page, '基本满意').click();
    },
  },
  {
    name: 'details',
    reach: async (page, system) => {
      await openInvitation(page, system);
      await rateAs(page, '不满意');
      await page.getByRole('checkbox').first().click();
      await page.getByRole('textbox').fill('等了很久');
    },
  },
  {
    name: 'done',
    reach: async (page, system) => {
      await openInvitation(page, system);
      await rateAs(page, '非常不满意');
      await button(page, '不说了').click();
      await see(page, '收到了您的评价');
    },
  },
  {
    name: 'mine',
    reach: async (page, system) => {
      await openInvitation(page, system);
      await rateAs(page, '满意');
      await see(page, '收到了。');
      await page.goto(`${system.baseUrl}/pages/mine/index`);
      await page.locator('.row').first().waitFor();
    },
  },
  {
    name: 'mine, empty',
    reach: async (page, system) => void (await page.goto(`${system.baseUrl}/pages/mine/index`)),
  },
  {
    name: 'place, windows',
    reach: async (page, system) => {
      await page.goto(`${system.baseUrl}/packages/place/index`);
      await button(page, /永安市/).click();
      await see(page, '在哪个大厅？');
      await page.locator('.row:visible').first().click();
      await see(page, '在哪个窗口？');
      await page.locator('.row:visible').first().waitFor();
    },
  },
  {
    name: 'privacy',
    reach: async (page, system) => void (await page.goto(`${system.baseUrl}/pages/privacy/index`)),
  },
  {
    name: 'looks',
    reach: async (page, system) => void (await page.goto(`${system.baseUrl}/pages/looks/index`)),
  },
  {
    name: 'help',
    reach: async (page, system) => {
      await page.goto(`${system.baseUrl}/packages/citizen/help/index`);
      await see(page, '怎么评价？');
    },
  },
  {
    name: 'help, a question',
    reach: async (page, system) => {
      await page.goto(`${system.baseUrl}/packages/citizen/help/index?q=poor`);
      await see(page, /最多3个工作日核实/);
    },
  },
  {
    name: 'answered',
    reach: async (page, system) => {
      const { token } = await issueInvitation(system);
      await rate(system.baseUrl, token, 3);
      await page.goto(`${system.baseUrl}/r/${token}`);
      await face(page, '满意').click();
      await button(page, /^送出/).click();
      await see(page, '这次服务已经评过了');
    },
  },
  {
    name: 'unknown',
    reach: async (page, system) => void (await page.goto(`${system.baseUrl}/r/1111111111111111`)),
  },
];
