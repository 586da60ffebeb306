import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { PublicFigures } from '@haochaping/shared/contracts';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { publishCase } from '../support/bulletins.js';
import { sharedSystem } from '../support/system.js';
import { expectToFit, violations } from './support/access.js';
import { button, see, title } from './support/visitor.js';
import { visits } from './support/visits.js';

// 评价公示: what everybody reads of the figures, and how they are computed again; and of cases that were published. FA-2.3.2-a FA-2.3.2-b.

/** A system of its own: with months that were published. */
const place = visits({ worker: false, env: { DEMO_DAYS: '75' } });

const PAGE = '/packages/figures/index';
const read = async (query = '') => {
  const answer = await fetch(`${place.system.baseUrl}/api/v1/disclosure/figures${query}`);
  return (await answer.json()) as PublicFigures;
};
const link = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).and(page.locator(':visible'));
const pressed = (page: Page, name: RegExp) => button(page, name).and(page.locator(':visible'));
const titled = (page: Page, name: string) =>
  title(page)
    .and(page.getByText(name, { exact: true }))
    .waitFor();

test('from the first page down to an item and up again; a tap on a figure tells both its numbers', async () => {
  const { page } = await place.come();
  await page.goto(place.system.baseUrl);
  await link(page, /^评价公示/).click();
  await see(page, '演示数据：评价和办理都是编的，只有地名和单位名是真的');
  const city = await read();
  const poor = city.figures.find(({ id }) => id === 'poor_share')!;
  await pressed(page, new RegExp(`^差评率 ${poor.text}，${poor.whole}条里${poor.part}条`)).click();
  await see(page, poor.partName);
  await see(page, poor.wholeName);
  await see(page, new RegExp(`^哪些不算：${poor.exclusions.slice(0, 10)}`));
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 568 });
  await expectToFit(page, 44);

  const [region] = city.below;
  await link(page, new RegExp(`^${region!.name}，`)).click();
  await titled(page, region!.name);
  const under = (await read(`?kind=region&code=${region!.code}`)).below;
  const houses = under.filter(({ kind }) => kind === 'institution');
  expect(houses.map(({ poor: count }) => count)).toEqual(
    houses.map(({ poor: count }) => count).sort((a, b) => b - a),
  );
  const opened = await Promise.all(houses.map(({ code }) => read(`?kind=institution&code=${code}`)));
  // Of some houses every item is too small to stand alone.
  const { subject: house, below } = opened.find((one) => one.below.length > 0)!;
  const [item] = below;
  await link(page, new RegExp(`^${house.name}，`)).click();
  await titled(page, house.name);
  await link(page, `${item!.kindName}：${item!.name}，`).click();
  await titled(page, item!.name);
  expect(new URL(page.url()).searchParams.get('month')).toBe(city.month);
  await page.goBack();
  await titled(page, house.name);
  await link(page, '回到全市').click();
  await titled(page, '全市');
  // By a link there is nothing to go back to: one goes up all the same.
  await page.goto(`${place.system.baseUrl}${PAGE}?kind=institution&code=${house.code}`);
  await link(page, `回到${region!.name}`).click();
  await titled(page, region!.name);
  // A hall stands among them, as one, and says what is counted of it.
  const hall = under.find(({ kind }) => kind === 'hall')!;
  await link(page, new RegExp(`^大厅：${hall.name}，`)).click();
  await titled(page, hall.name);
  await see(page, '大厅的数字只算评大厅、评窗口的；按办件评的，算在单位和事项里。');
  await see(page, new RegExp(`^收到${hall.all}条评价`));
});

const recompute = (file: string) =>
  new Promise<{ code: number; said: string }>((done) => {
    execFile('npm', ['run', 'recompute', '--', file], { cwd: ROOT }, (error, out, problems) =>
      done({ code: error ? 1 : 0, said: out + problems }),
    );
  });

test('in front of a desk, the open data are downloaded and every figure is computed again; what was tampered with fails', async () => {
  const { page } = await place.come({ width: 1280, height: 800, touch: false });
  await page.goto(place.system.baseUrl + PAGE);
  const [left, right] = await Promise.all(
    [0, 1].map((at) => page.locator('.column:visible').nth(at).boundingBox()),
  );
  expect([left!.y === right!.y, left!.x < right!.x]).toEqual([true, true]);
  expect(await violations(page)).toEqual([]);
  await button(page, '下载数据，自己算一遍').click();
  const { month } = await read();
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-figures-'));
  try {
    for (const name of ['数据 JSON', '表格 CSV', 'JSON 的校验和']) {
      const [file] = await Promise.all([page.waitForEvent('download'), link(page, name).click()]);
      await file.saveAs(join(folder, file.suggestedFilename()));
    }
    const json = join(folder, `${month}.json`);
    const good = await recompute(json);
    expect(good).toMatchObject({ code: 0, said: expect.stringContaining('都算得出来') as string });

    const text = await readFile(json, 'utf8');
    await writeFile(json, text.replace(/("poor_share": \[\s+)\d+/, '$1999'));
    const bad = await recompute(json);
    expect(bad.code).toBe(1);
    expect(bad.said).toMatch(/poor_share：公布 999\D.*，重算/);
    expect(bad.said).toContain('校验和不对');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('passed on with its shares; without network as last seen; in elder mode one thing at a time', async () => {
  const { months } = await read();
  const month = months.at(-1)!;
  const told = await read(`?month=${month}`);
  const [good, poor] = ['satisfied_share', 'poor_share'].map(
    (wanted) => told.figures.find(({ id }) => id === wanted)!.text,
  );
  const called = `（演示数据）全市${month.slice(0, 4)}年${Number(month.slice(5))}月：好评率 ${good}，差评率 ${poor}`;
  const address = `${place.system.baseUrl}${PAGE}?month=${month}`;
  expect(await (await fetch(`${address}&from=singlemessage`)).text()).toContain(
    `property="og:title" content="${called}"`,
  );
  const { page, context } = await place.come({ elder: true });
  await page.goto(address);
  await titled(page, '全市');
  expect(await page.title()).toBe(called);
  expect(await page.getByText('基本满意').count()).toBe(0);
  await link(page, '五档各有几条').click();
  await see(page, '基本满意');
  expect(await page.locator('.large:visible').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await button(page, '回到数字').click();
  await context.setOffline(true);
  await page.locator('.product-link:visible').click();
  await link(page, /^评价公示/).click();
  await button(page, '再试一次').and(page.locator(':visible')).waitFor();
  await context.setOffline(false);
  await see(page, /^收到\d+条评价/);
  await context.setOffline(true);
  await page.goBack();
  await link(page, /^评价公示/).click();
  await see(page, /^没有网络，这是今天 \d\d:\d\d看到的。$/);
  await see(page, /^收到\d+条评价/);
});

const TOLD = {
  title: '材料一次没有说全，跑了三趟',
  facts: '办事的人跑了三趟。\n每一趟都说还少一样材料，电话13800138000问过两回。',
  handling: '窗口改用清单，一次说全；负责人上门说明了情况。',
};

test('公开案例: none, then one with its whole story behind its name; without network it says so and comes back', async () => {
  const { page, context } = await place.come();
  await page.goto(place.system.baseUrl + PAGE);
  await link(page, /^公开案例/).click();
  await titled(page, '公开案例');
  await see(page, '还没有公开的案例');
  await publishCase(place.system, TOLD);
  await page.reload();
  const story = pressed(page, new RegExp(`^${TOLD.title}`));
  await story.waitFor();
  expect(await page.getByText('怎样处理的', { exact: true }).count()).toBe(0);
  await story.click();
  await see(page, TOLD.handling);
  await see(page, /^办事的人跑了三趟。/);
  expect(await page.getByText('13800138000').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('switch').and(page.locator(':visible')).click();
  await page.setViewportSize({ width: 320, height: 568 });
  await expectToFit(page, 60);
  expect(await violations(page)).toEqual([]);

  await page.goBack();
  await link(page, /^公开案例/).waitFor();
  await context.setOffline(true);
  await link(page, /^公开案例/).click();
  await button(page, '再试一次').and(page.locator(':visible')).waitFor();
  await context.setOffline(false);
  await story.waitFor();
});

test('before anything was published it says so, and when it will be', async () => {
  const { baseUrl } = await sharedSystem();
  const { page } = await place.come();
  await page.goto(baseUrl + PAGE);
  await see(page, '还没有公布过数字');
  await see(page, '每个月的数字，在下个月上旬公布。');
  expect(await (await fetch(baseUrl + PAGE)).text()).toContain('<title>三明政务服务评价公示</title>');
});
