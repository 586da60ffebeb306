import type { Locator, Page } from 'playwright-core';
import { issueInvitation } from '../support/journey.js';
import { deskOf, wcagFindings } from './console-support.js';
import { button, comeBackUntil, rateAs, see } from './support/visitor.js';
import { visits } from './support/visits.js';

// A poor rating becomes an answer, as its people do it: on the citizen's page, and in the console of the centre, the department's
// officer and the oversight offices. Source: 方案 二(三)1; FA-2.3.1-a FA-2.3.1-b FA-2.3.1-k FA-2.3.1-l.

// Its own: its lists hold the cases of these tests alone.
const place = visits({});

/** Somebody rates poorly and says why; the page they come back to tells of the case. */
async function poorRating(words: string): Promise<Page> {
  const citizen = (await place.come()).page;
  await citizen.goto((await issueInvitation(place.system)).link);
  await see(citizen, '刚才的服务怎么样？');
  await rateAs(citizen, '非常不满意');
  await citizen.getByRole('textbox').fill(words);
  await button(citizen, '说完了').click();
  await see(citizen, '收到了您的评价');
  await told(citizen, '已经立案');
  return citizen;
}

/** What the page tells when its owner comes back to it; the worker may be at it still. */
const told = (citizen: Page, words: string) =>
  comeBackUntil(`the page says ${words}`, citizen, '收到了您的评价', citizen.getByText(words).first());

/** An officer at the case that waits for them, at a desk of their own. */
async function officer(role: string, list = '/cases'): Promise<Page> {
  const page = await deskOf(place, role, list);
  await page.locator('a[data-row-link]').first().click();
  await page.getByRole('heading', { name: '办理经过' }).waitFor();
  return page;
}

async function move(page: Page, name: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('form', { name });
  await fill(form);
  await form.getByRole('button', { name, exact: true }).click();
  await form.waitFor({ state: 'detached' });
}

async function callAndVerify(centre: Page, finding: string): Promise<void> {
  await move(centre, '记一次回访', async (form) => {
    await form.getByText('说上话了').click();
    await form.getByLabel('评价人怎么说').fill('跑了三趟，每次说的材料不一样');
  });
  await move(centre, '核实认定', async (form) => {
    await form.getByText(finding, { exact: true }).click();
    await form.getByLabel('查清的事实').fill('查了收件记录，确实补正了三次');
  });
}

/** A key that leaves the page leaves no words behind: pressed outside the box, it does nothing while something is written. */
async function escapeWhileWriting(centre: Page): Promise<void> {
  await centre.getByRole('button', { name: '记一次回访', exact: true }).click();
  const form = centre.getByRole('form', { name: '记一次回访' });
  await form.getByLabel('评价人怎么说').fill('跑了三趟');
  await centre.getByRole('heading', { level: 1 }).click();
  await centre.keyboard.press('Escape');
  await form.getByRole('button', { name: '先不' }).hover();
  expect(await form.getByLabel('评价人怎么说').inputValue()).toBe('跑了三趟');
  await form.getByRole('button', { name: '先不' }).click();
}

/** Rates the same service again, and comes back to the page it was done from: the form is gone from it. */
async function rateAgain(citizen: Page, level: string): Promise<void> {
  await button(citizen, '追评：再评一次').click();
  await citizen.getByRole('radio', { name: level, exact: true }).and(citizen.locator(':visible')).click();
  await button(citizen, `送出追评：${level}`).click();
  await see(citizen, /追评记下了/);
  // The same questions as with the first rating, as voluntary.
  await button(citizen, /^再答\d个小问题/).click();
  await see(citizen, '要交的材料多不多？');
  await citizen.goBack();
  await see(citizen, new RegExp(`您追评了：${level}。`));
  expect(await button(citizen, `送出追评：${level}`).count()).toBe(0);
}

const answer = (department: Page, text: string) =>
  move(department, '答复评价人', async (form) => {
    await form.getByText('已经整改').click();
    await form.getByLabel('给评价人的答复').fill(text);
    await form.getByText('评价人会读到').waitFor();
  });

const timeline = (page: Page) => page.getByRole('region', { name: '办理经过' });

test('called back, verified, given to somebody, answered, unsatisfied, supervised, answered again, satisfied', async () => {
  const citizen = await poorRating('窗口让我跑了三趟，材料一次没有说清楚');
  await see(citizen, /行政服务中心会打电话回访您、核实情况，最晚\d+月\d+日/);

  const centre = await officer('center');
  await centre.getByText('窗口让我跑了三趟').waitFor();
  await centre.getByRole('heading', { name: '打电话前先看看' }).waitFor();
  expect(await wcagFindings(centre)).toEqual([]);
  await escapeWhileWriting(centre);
  await callAndVerify(centre, '情况属实');
  // So few were served that nobody was named: the centre is told why, and decides.
  await move(centre, '定经办人', async (form) => {
    await form.getByText(/那两周办过这件事的只有1个人/).waitFor();
    await form.getByLabel('交给谁').click();
    await centre.locator('.ant-select-item-option').first().click();
  });

  const department = await officer('department');
  await department.getByText(/这里没有是谁、在哪个窗口、什么时候评的/).waitFor();
  expect(await department.getByText('跑了三趟，每次说的材料不一样').count()).toBe(0);
  expect(await wcagFindings(department)).toEqual([]);
  await answer(department, '已经把材料清单一次告知，窗口人员已培训。');

  await told(citizen, '已经把材料清单一次告知，窗口人员已培训。');
  await rateAgain(citizen, '不满意');
  await see(citizen, '追评不等于回复了答复。不满意，请在答复下面点“不满意”。');
  await button(citizen, '去说对答复不满意').click();
  await see(citizen, '会转给审改办、效能办督办，要求重新办理。');
  await citizen.getByRole('textbox').and(citizen.locator(':visible')).fill('还是要跑两趟');
  await button(citizen, '不满意').click();
  await see(citizen, '您说不满意');

  const oversight = await officer('reform_office');
  await move(oversight, '发督办单', (form) =>
    form.getByLabel('要求怎么重新办').fill('请分管领导出面，一周内再答复。'),
  );
  await timeline(oversight).getByText('还是要跑两趟').waitFor();

  await department.reload();
  await answer(department, '已改成一趟办好，材料可以网上补。');
  await told(citizen, '已改成一趟办好，材料可以网上补。');
  await button(citizen, '满意').click();
  await button(citizen, '满意').click();
  await see(citizen, '这件差评办结了。');
  await centre.reload();
  await centre.getByText('评价人满意').first().waitFor();
});

test('revoked by two people, contested by the citizen, upheld by a third: the rating stands again', async () => {
  const citizen = await poorRating('我觉得服务态度不好');
  await callAndVerify(await officer('center'), '误评');
  await move(await officer('reform_office', '/cases?list=others'), '同意撤销', (form) =>
    form.getByLabel('撤销的理由').fill('听了回访录音，本人说点错了'),
  );
  await told(citizen, '听了回访录音，本人说点错了');
  // One state: it waits for the citizen, nobody is at work on it, and it is not over.
  await see(citizen, /^这条评价撤销了，不同意可以提异议，最晚/);
  const steps = citizen.getByRole('listitem').and(citizen.locator(':visible'));
  expect(await steps.filter({ hasText: '不同意可以提异议，最晚' }).count()).toBe(0);
  expect(await citizen.getByText('这件差评办结了。').and(citizen.locator(':visible')).count()).toBe(0);
  await button(citizen, '不同意撤销，提异议').click();
  await citizen.getByRole('textbox').and(citizen.locator(':visible')).fill('我没有说过是点错了');
  await button(citizen, '不同意撤销，提异议').click();
  await see(citizen, '您对撤销提了异议');
  await move(await officer('efficiency_office'), '异议成立，恢复评价', (form) =>
    form.getByLabel('决定的理由').fill('录音里没有这句话，恢复评价'),
  );
  await told(citizen, '您的异议成立，评价恢复了，正在整改');
});
