import type { PublicFigures } from '@haochaping/shared/contracts';
import { publishCase } from '../support/bulletins.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { Phone, putAwayWell } from './support/phone.js';

// 评价公示 in the mini-program: down, up, where the data are, and passed on. FA-2.3.2-a.

/** Its own: with months that were published. */
let system: OwnSystem;
let phone: Phone;

beforeAll(async () => {
  system = await startSystem({ worker: false, env: { DEMO_DAYS: '75' } });
  phone = await Phone.take(system.baseUrl);
}, 120_000);
afterAll(async () => {
  await putAwayWell(phone);
  await system?.stop();
});

test('评价公示: down one level and up again, a formula, the address of the data, and a card with the month', async () => {
  const answer = await fetch(`${system.baseUrl}/api/v1/disclosure/figures`);
  const { month, ratings, below, figures } = (await answer.json()) as PublicFigures;
  await phone.tap(/^评价公示/);
  await phone.see(`收到${ratings.all}条评价`);
  await phone.tap(/^差评率/);
  await phone.see(figures.find(({ id }) => id === 'poor_share')!.partName);
  const [region] = below;
  await phone.tap(new RegExp(`^${region!.name}，`));
  await phone.see('各个单位');
  const page = await phone.program.currentPage();
  expect(await page?.callMethod('onShareAppMessage', {})).toMatchObject({
    title: expect.stringContaining(`（演示数据）${region!.name}`) as string,
    path: `/packages/figures/index?month=${month}&kind=region&code=${region!.code}`,
  });
  await phone.tap('下载数据，自己算一遍');
  await phone.tap('数据 JSON');
  await phone.program.native().authorizeAllow();
  await phone.see('“数据 JSON”的地址复制好了。');
  expect(await phone.program.callWxMethod('getClipboardData', {})).toMatchObject({
    data: expect.stringMatching(`/open-data/${month}\\.json$`) as string,
  });
  await phone.tap('回到全市');
  await phone.see('各个区县');
});

test('公开案例: a case behind its name, with what was done, and a card of its own', async () => {
  const words = {
    title: '预约了还要再取一次号',
    facts: '网上约好了时间，到了大厅又要重新排队取号。',
    handling: '约好的到了直接去窗口，不再取号。',
  };
  await publishCase(system, words);
  await phone.goTo('/packages/figures/index');
  await phone.tap(/^公开案例/);
  await phone.see('谁评的、谁办的，不写');
  await phone.tap(new RegExp(words.title));
  await phone.see(words.handling);
  const page = await phone.program.currentPage();
  expect(await page?.callMethod('onShareAppMessage', {})).toMatchObject({
    path: '/packages/figures/bulletins/index',
  });
  expect(phone.errors).toEqual([]);
});
