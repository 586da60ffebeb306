import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '../browser/support/gateway.js';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { Phone } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';
import type { Setting } from './support/wechat.js';

// The journeys are worth what they can see: each of these packages or networks is broken, and the journey must fail.

let place: Place;
let project: string;

beforeAll(async () => {
  place = await openPlace();
}, 60_000);
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'haochaping-broken-'));
  cpSync(join(ROOT, 'miniapp/dist/weapp'), project, { recursive: true });
});
afterEach(() => rmSync(project, { recursive: true }));
afterAll(() => place?.close());

/** Changes a file of the copy; the change must find its place. */
function breakFile(name: string, find: string | RegExp, put: string): void {
  const file = join(project, name);
  const text = readFileSync(file, 'utf8');
  const broken = text.replace(find, put);
  expect(broken).not.toBe(text);
  writeFileSync(file, broken);
}

/** 扫码 → 点第四张脸 → 送出 → 收到了, without much patience. Answers what went wrong. */
async function journey(more: Partial<Setting> = {}): Promise<string> {
  const { link } = await place.serve();
  const phone = await Phone.take(place.system.baseUrl, { project, ...more });
  try {
    await phone.scan(link);
    await phone.tapFace(4);
    phone.patienceMs = 2000;
    await phone.tap(/^送出/);
    await phone.see('收到了。');
    return 'nothing';
  } catch (reason) {
    return String(reason);
  } finally {
    await phone.putAway();
  }
}

test('nothing is wrong with the package itself', async () => {
  expect(await journey()).toBe('nothing');
});

test('a button that is disabled', async () => {
  breakFile('pages/rate/index.js', /disabled:(?=["\w.]+===?)/, 'disabled:!0||');
  expect(await journey()).toContain('“收到了。” on the page');
});

test('a button that is hidden', async () => {
  breakFile('pages/rate/index.wxss', /$/, '.send{display:none}');
  expect(await journey()).toContain('cannot be tapped: it is hidden');
});

test('a request that fails', async () => {
  const gateway = await startGateway(place.system.baseUrl);
  gateway.weather = 'maintenance';
  try {
    expect(await journey({ server: gateway.url })).not.toBe('nothing');
  } finally {
    await gateway.close();
  }
});

test('words that do not fit a narrow screen', async () => {
  breakFile('app-origin.wxss', /$/, '.title{white-space:nowrap;font-size:48px}');
  const phone = await Phone.take(place.system.baseUrl, { project, renderer: 'chromium', width: 320 });
  try {
    expect(await phone.beyond(320)).toContain('the page itself');
  } finally {
    await phone.putAway();
  }
});

test('something lying over a button', async () => {
  breakFile('app-origin.wxss', /$/, '.top{position:fixed;inset:0;z-index:9}');
  expect(await journey({ renderer: 'chromium' })).toContain('lies over it');
});
