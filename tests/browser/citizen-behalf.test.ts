import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Keys } from '../../server/src/keys.js';
import { blindIndex } from '../../server/src/modules/vault/sealing.js';
import { clerkAsAnother, collection } from '../support/evaluator.js';
import { issueInvitation, randomIdentityNumber } from '../support/journey.js';
import { signInByPhone, verify } from './support/own-pages.js';
import { button, face, facePositions, rateAs, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// Who rates in somebody's place, and who may not rate at all (FA-2.2.1-i, FA-3.3-a).

const place = visits();

const someone = async () => (await place.come()).page;

async function codeAt(windowCode: string): Promise<string> {
  const answer = await fetch(`${place.system.baseUrl}/api/v1/places/window/${windowCode}/static-code`);
  return ((await answer.json()) as { code: string }).code;
}

/** Others rated at the same windows before. */
const started = new Date();
const ratingsOf = (filter: object) =>
  collection(place.system, 'ratings', (ratings) =>
    ratings.find({ ...filter, receivedAt: { $gte: started } }).toArray(),
  );

const option = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

async function choose(page: Page, whose: string): Promise<void> {
  await button(page, '替家人或别人评？').click();
  await see(page, '这件事是谁的？');
  await option(page, whose).click();
}

const becomes = clerkAsAnother(() => place.system);
/** The only member of a rated institution's staff whose telephone number is proven. */
async function isStaffOf(institutionCode: string, phone: string): Promise<void> {
  const keys = JSON.parse(readFileSync(join(place.system.dataDir, 'keys.json'), 'utf8')) as Keys;
  const proven = { phoneIndex: blindIndex(keys, 'phone', phone), phoneProvenAt: new Date() };
  await becomes({ institutionCode, ...proven });
}

test('a printed code is rated for a parent: asked for below the faces, and the last page says so', async () => {
  const staticCode = await codeAt('350400-W002');
  const page = await someone();
  await page.goto(`${place.system.baseUrl}/s/${staticCode}`);
  await face(page, '满意').waitFor();
  expect(await button(page, '替家人或别人评？').count()).toBe(0);
  const before = await facePositions(page);
  await face(page, '满意').click();
  await choose(page, '父母');
  expect((await facePositions(page)).slice(0, 5)).toEqual(before);
  const explained = page.getByText('替别人评的，会写明由代办人代评，不会把您当成办事的人。');
  const above = (await explained.boundingBox())?.y ?? Infinity;
  expect(above).toBeLessThan((await option(page, '我自己的').boundingBox())?.y ?? 0);
  expect(await option(page, '我是帮办代办员').count()).toBe(1);
  await button(page, /^送出/).click();
  await see(page, '收到了。');
  expect(await option(page, '父母').count()).toBe(0);
  await button(page, '不说了').click();
  await see(page, '您代父母评的');
  expect(await ratingsOf({ staticCode })).toMatchObject([
    { level: 4, assurance: 'anonymous', evaluatorId: null, agent: { accountId: null, relation: 'parent' } },
  ]);
});

test('who thinks better of it rates for themselves, and nothing is said of an agent', async () => {
  const staticCode = await codeAt('350400-W003');
  const page = await someone();
  await page.goto(`${place.system.baseUrl}/s/${staticCode}`);
  await face(page, '满意').click();
  await choose(page, '子女');
  await option(page, '我自己的').click();
  await button(page, /^送出/).click();
  await button(page, '不说了').click();
  await see(page, '收到了您的评价');
  expect(await page.getByText(/^您代/).count()).toBe(0);
  const [rating] = await ratingsOf({ staticCode });
  expect(rating?.agent).toBeNull();
});

test('the applicant who chooses it by mistake reads why not, keeps the choice, and sends again', async () => {
  const page = await someone();
  const who = { name: '林小满', certNumber: randomIdentityNumber() };
  // Told at the counter with the number that was proven here: that is who the applicant is.
  const phone = await verify(page, place.system, who);
  const applicant = { kind: 'person', userProp: '1', certType: '111', phone, ...who } as const;
  const projectNo = `BEHALF-${Date.now()}`;
  const { link } = await issueInvitation(place.system, { projectNo, applicant });
  await page.goto(link);
  await face(page, '基本满意').click();
  await choose(page, '父母');
  await button(page, /^送出/).click();
  await see(page, '这次办事的申请人就是您本人，请选“我自己的”再送出');
  expect(await ratingsOf({ projectNo })).toEqual([]);
  expect(await face(page, '基本满意').getAttribute('aria-checked')).toBe('true');
  await option(page, '我自己的').click();
  expect(await page.getByText(/申请人就是您本人/).count()).toBe(0);
  await button(page, /送出/).click();
  await see(page, '收到了。');
  expect(await ratingsOf({ projectNo })).toMatchObject([{ level: 3, assurance: 'verified', agent: null }]);
});

test('rated staff read plainly why theirs is not taken, also for a parent; nothing is kept of it', async () => {
  const staticCode = await codeAt('350400-W001');
  const outsider = await someone();
  await outsider.goto(`${place.system.baseUrl}/s/${staticCode}`);
  await rateAs(outsider, '满意');
  await see(outsider, '收到了。');
  const [{ institutionCodes } = { institutionCodes: [] }] = (await ratingsOf({ staticCode })) as unknown as {
    institutionCodes: string[];
  }[];

  const page = await someone();
  await isStaffOf(institutionCodes[0] ?? '', await signInByPhone(page, place.system));
  for (const whose of ['我自己的', '父母']) {
    await page.goto(`${place.system.baseUrl}/s/${staticCode}`);
    await face(page, '非常满意').click();
    await choose(page, whose);
    await button(page, /^送出/).click();
    await see(page, '自己单位的服务，自己不能评');
    await see(page, /有意见请向上级部门或 12345 反映/);
    await see(page, '这次没有记成评价。到别的单位办事，照样可以评。');
  }
  expect(await ratingsOf({ staticCode })).toHaveLength(1);
});
