import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { collection } from '../support/evaluator.js';
import { demoTransaction, eventually, issueInvitation, randomIdentityNumber } from '../support/journey.js';
import { wcagFindings } from './console-support.js';
import { openOwn, verify } from './support/own-pages.js';
import { button, face, rateAs, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// 我的待评价 on the web: what was served and not rated, and at a printed code what was done there. FA-2.2.1-a FA-2.2.1-c FA-2.2.1-d.

const place = visits();

/** Whoever has proven document and telephone; what they have done is reported with both. */
async function somebody(): Promise<{
  page: Page;
  served: (parallel?: string[]) => Promise<string>;
}> {
  const { page } = await place.come();
  const person = { name: '陈小满', certNumber: randomIdentityNumber() };
  const phone = await verify(page, place.system, person);
  return {
    page,
    served: async (parallel) => {
      const projectNo = `TORATE-${randomUUID()}`;
      await issueInvitation(place.system, {
        projectNo,
        applicant: { kind: 'person', userProp: '1', certType: '111', ...person, phone },
        ...(parallel ? { parallel } : {}),
      });
      return projectNo;
    },
  };
}

const stored = (projectNo: string, count: number) =>
  eventually(`${count} ratings`, async () => {
    const found = await collection(place.system, 'ratings', (all) => all.find({ projectNo }).toArray());
    return found.length === count ? found : undefined;
  });

test('a matter is rated from the list, and what is left is a place to rate', async () => {
  const { page, served } = await somebody();
  const projectNo = await served();
  await openOwn(page, place.system, 'to-rate');
  expect(await wcagFindings(page)).toEqual([]);
  await button(page, '去评价').click();
  await rateAs(page, '满意');
  await stored(projectNo, 1);
  await openOwn(page, place.system, 'to-rate');
  await see(page, '没有等着您评的事。');
});

test('the departments of a parallel approval one by one', async () => {
  const { page, served } = await somebody();
  const projectNo = await served(['350400-SCJG', '350400-WJW']);
  await openOwn(page, place.system, 'to-rate');
  await button(page, '一次评全部部门').waitFor();
  await button(page, '一个一个部门评').click();
  await page.getByRole('link', { name: /市场监督管理局/ }).click();
  await rateAs(page, '不满意');
  const [rating] = await stored(projectNo, 1);
  expect(rating).toMatchObject({ institutionCodes: ['350400-SCJG'] });
  await openOwn(page, place.system, 'to-rate');
  await see(page, '评过了');
  expect(await button(page, '一次评全部部门').count()).toBe(0);
});

test('at a printed code one says which matter it was, and the rating belongs to it', async () => {
  const { page, served } = await somebody();
  const projectNo = await served();
  const { event } = await demoTransaction();
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/window/${event.windowCode}/static-code`);
  const { code } = (await answer.json()) as { code: string };
  await page.goto(`${place.system.baseUrl}/s/${code}`);
  await face(page, '满意').waitFor();
  const matter = page.getByRole('group', { name: /您在这里办过/ }).getByRole('button');
  await matter.waitFor();
  expect(await wcagFindings(page)).toEqual([]);
  await matter.click();
  await page.waitForURL(/\/pages\/rate\/index\?i=/);
  await rateAs(page, '非常满意');
  const [rating] = await stored(projectNo, 1);
  expect(rating).toMatchObject({ channel: 'qr', level: 5, attribution: { scope: 'event' } });
});
