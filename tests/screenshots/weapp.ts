import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueInvitation } from '../support/journey.js';
import type { System } from '../support/system.js';
import { Phone } from '../weapp/support/phone.js';
import { MODE_NAMES, MODES, PHONES, type Mode } from './modes.js';
import type { Row, Shot } from './sheet.js';

/** The pages in the order one comes past them; each starts where the one before ended. */
const WALK: readonly { name: string; reach(phone: Phone, link: string): Promise<void> }[] = [
  {
    name: 'home',
    async reach(phone) {
      await phone.goTo('/pages/home/index');
      await phone.see('办完事，说说怎么样');
    },
  },
  {
    name: 'rate',
    async reach(phone, link) {
      await phone.scan(link);
      await phone.see('刚才的服务怎么样？');
    },
  },
  {
    name: 'rate, chosen',
    async reach(phone) {
      await phone.tapFace(2);
      await phone.awaitOne('.send');
    },
  },
  {
    name: 'details',
    async reach(phone) {
      await phone.tap(/^送出/);
      await phone.see('是哪里让您不满意？');
    },
  },
  {
    name: 'done',
    async reach(phone) {
      await phone.tap('不说了');
      await phone.see('收到了您的评价');
    },
  },
  {
    name: 'mine',
    async reach(phone) {
      await phone.goTo('/pages/mine/index');
      await phone.see('我评过的');
    },
  },
  {
    name: 'place',
    async reach(phone) {
      await phone.goTo('/packages/place/index');
      await phone.see('永安市');
    },
  },
  {
    name: 'privacy',
    async reach(phone) {
      await phone.goTo('/pages/privacy/index');
      await phone.see('谁看不到您是谁');
    },
  },
  {
    name: 'looks',
    async reach(phone) {
      await phone.goTo('/pages/looks/index');
      await phone.see('用什么颜色');
    },
  },
  {
    name: 'unknown',
    async reach(phone) {
      await phone.goTo('/pages/rate/index?i=1111111111111111');
      await phone.see('没有找到这个评价链接');
    },
  },
];

async function shoot(phone: Phone, folder: string, page: string, mode: Mode, width: number): Promise<Shot> {
  const file = `weapp-${page.replace(/\W+/g, '-')}-${mode}-${width}.png`;
  const drawn = await phone.program.screenshot();
  if (typeof drawn !== 'string') throw new Error(`the host drew no picture of ${page}`);
  await writeFile(join(folder, file), Buffer.from(drawn, 'base64'));
  return { file, width, title: `${MODE_NAMES[mode]} ${width}` };
}

/** One phone's way past all pages; rejects when something went wrong in one of them. */
async function walk(folder: string, system: System, mode: Mode, width: number): Promise<Shot[]> {
  const theme = mode === 'dark' ? 'dark' : 'light';
  const phone = await Phone.take(system.baseUrl, { renderer: 'chromium', width, theme });
  try {
    if (mode === 'elder') await phone.tap('长辈版');
    const { link } = await issueInvitation(system);
    const shots: Shot[] = [];
    for (const page of WALK) {
      await page.reach(phone, link);
      shots.push(await shoot(phone, folder, page.name, mode, width));
    }
    if (phone.errors.length > 0) throw new Error(phone.errors.join('; '));
    return shots;
  } finally {
    await phone.putAway();
  }
}

/** Every page of the mini-program as built, in the host's Chromium: what is on the screen without scrolling. */
export async function takeMiniProgram(
  folder: string,
  system: System,
  tell: (words: string) => void,
): Promise<Row[]> {
  const rows: Row[] = WALK.map(({ name }) => ({ name: `小程序 ${name}`, shots: [] }));
  for (const mode of MODES)
    for (const width of PHONES) {
      const shots = await walk(folder, system, mode, width);
      shots.forEach((shot, index) => rows[index]?.shots.push(shot));
      tell(`  小程序 ${MODE_NAMES[mode]} ${width}：${shots.length}张`);
    }
  return rows;
}
