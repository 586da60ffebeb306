import { readFile } from 'node:fs/promises';
import { StatisticsSummary } from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import type { Page } from 'playwright-core';
import { collection } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { rowsIn } from '../support/workbooks.js';
import {
  accountOf,
  deskOf,
  giveRating,
  places,
  signIn,
  wcagFindings,
  type Place,
} from './console-support.js';
import { visits } from './support/visits.js';

// 统计 in the console: from the city down to an item and back, each share with its formula, each chart with the table behind it.

const desk = visits();
let place: Place;
let counted: StatisticsSummary;
let about: string;

beforeAll(async () => {
  const { system } = desk;
  [place] = (await places()) as [Place];
  about = `kind=item&code=${encodeURIComponent(place.transaction.taskCode)}`;
  const given = [
    await giveRating(system, place, 1, { options: ['108'], text: '' }),
    await giveRating(system, place, 5),
  ];
  const numbers = given.map(({ receipt }) => receipt.number);
  const marked = () =>
    collection(system, 'ratings', async (all) => {
      const found = await all.find({ number: { $in: numbers } }).toArray();
      const kinds = found.flatMap(({ pending }) => pending as { kind: string }[]).map(({ kind }) => kind);
      return kinds.some((kind) => kind === 'veil' || kind === 'rollup') ? undefined : true;
    });
  await eventually('their day is marked', marked);
  const center = await signInStaff(system, 'center');
  const today = dayOf(new Date());
  const path = `/api/v1/staff/statistics/summary?from=${dayPlus(today, -29)}&to=${today}&${about}`;
  counted = await eventually('the days are counted', async () => {
    const read = StatisticsSummary.parse(await expectStatus(await center.get(path), 200));
    return read.waiting === 0 ? read : undefined;
  });
}, 90_000);

const chart = (page: Page, question: string) => page.getByRole('region', { name: question });

async function saved(page: Page, question: string, button: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await chart(page, question).getByRole('button', { name: button }).click();
  return readFile(await (await download).path());
}

test('from the city to an item and back; the figures are those counted, with both numbers and the formula', async () => {
  const page = await deskOf(desk, 'center', '/statistics');
  await page.getByRole('row', { name: place.itemName }).first().getByRole('link').click();
  const up = page.getByRole('navigation', { name: '看的是哪里' });
  await up.getByText(place.itemName).waitFor();
  const share = counted.figures.find(({ id }) => id === 'poor_share')!;
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '差评率' }) });
  await card.getByText(share.text, { exact: true }).waitFor();
  await card.getByText(`${share.whole} 里的 ${share.part}`).waitFor();
  await card.getByText('怎么算的').click();
  await card.getByText('采信的不满意、非常不满意').waitFor();
  await up.getByRole('link', { name: '全市' }).click();
  await page.getByRole('heading', { name: '各区县怎么样？' }).waitFor();
  expect(await wcagFindings(page)).toEqual([]);
});

test('a chart has the same numbers as a table, by the keyboard, as a picture and as a workbook', async () => {
  const page = await deskOf(desk, 'center', `/statistics?${about}`);
  const question = '满意的多少，不满意的多少？';
  await chart(page, question).locator('svg').waitFor();
  await chart(page, question).getByRole('button', { name: '看表格' }).focus();
  await page.keyboard.press('Enter');
  const rows = await chart(page, question).locator('tbody tr').all();
  const shown = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  expect(shown).toEqual(counted.levels.map(({ name, adopted, all }) => [name, String(adopted), String(all)]));
  expect(await wcagFindings(page)).toEqual([]);
  const picture = await saved(page, question, '存图片');
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  const workbook = await saved(page, question, '存为表格');
  expect((await rowsIn(new Uint8Array(workbook).buffer)).map((row) => Object.values(row))).toEqual(shown);
});

test('a department reads its own by the week of opening, without channels, windows and people; the city is not its own', async () => {
  const page = await deskOf(desk, 'department', '/statistics?kind=city&code=350400');
  await page.getByRole('alert').getByText('没有这个统计对象').waitFor();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '统计' }).click();
  await page.getByText('按评价向被评一方开放的那一周算').waitFor();
  const main = page.getByRole('main');
  for (const words of ['全部渠道', '窗口', '工作人员', '主动评价率'])
    expect(await main.getByText(words, { exact: true }).count()).toBe(0);
});

test('the charts are fetched with the first of them, not with the console', async () => {
  const { page } = await desk.come({ width: 1280, height: 900, touch: false });
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await signIn(page, desk.system, accountOf(desk.system, 'center'));
  await page.getByRole('heading', { name: '要看的' }).waitFor();
  const drawings = () => fetched.filter((url) => url.includes('/drawing-')).length;
  expect(drawings()).toBe(0);
  await page.getByRole('link', { name: '看统计' }).click();
  await page.locator('.statistics-chart svg').first().waitFor();
  expect(drawings()).toBe(1);
});
