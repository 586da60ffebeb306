import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OwnRatingView, RatingDetailsAnswer, RatingPageView } from '@haochaping/shared/contracts';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { withReceipt } from '../support/cases.js';
import { eventually, expectStatus, issueInvitation, rate } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

/** The whole way over HTTP: transaction, invitation, rating, details, province (FA-2.2.1-a FA-2.2.2-c FA-2.2.5-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const page = async (token: string) =>
  RatingPageView.parse(await expectStatus(await fetch(`${system.baseUrl}/api/v1/invitations/${token}`), 200));

/** The first item of a package, and who implements it, from the directory's own file. */
async function itemOf(packageCode: string) {
  const rows = async (file: string) =>
    (await readFile(join(ROOT, 'server/data/sanming', file), 'utf8'))
      .split(/\r?\n/)
      .map((line) => line.split(','));
  const bundle = (await rows('packages.csv')).find(([code]) => code === packageCode);
  const [taskCode = ''] = bundle?.[4]?.split('；') ?? [];
  const item = (await rows('items.csv')).find(([code]) => code === taskCode);
  return { taskCode, regionCode: item?.[4] ?? '', institutionCode: item?.[5] ?? '' };
}

interface Arrived {
  evaluateUnid: string;
  fields: Record<string, string>;
}

const arrivedFor = (projectNo: string) =>
  eventually('the province holds the rating', async () => {
    const list = (await (
      await fetch(`${system.provinceUrl}/__sandbox/ratings?projectNo=${projectNo}`)
    ).json()) as Arrived[];
    return list.length > 0 ? list : undefined;
  });

test('a poor rating with its reasons reaches the province once, as it was said', async () => {
  const projectNo = `JOURNEY-${Date.now()}`;
  const invitation = await issueInvitation(system, { projectNo, channel: 'sms' });
  expect(await page(invitation.token)).toMatchObject({
    state: 'open',
    source: 'invitation',
    occasion: '办结',
    scope: 'event',
  });
  const receipt = await rate(system.baseUrl, invitation.token, 2);
  const said = await fetch(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      accessKey: receipt.accessKey,
      detailsId: randomUUID(),
      options: ['213'],
      text: '等了很久，没有人解释',
    }),
  });
  expect(RatingDetailsAnswer.parse(await expectStatus(said, 200)).details).toMatchObject([
    { options: [{ code: '213', label: '窗口人员业务不熟练' }], text: '等了很久，没有人解释' },
  ]);
  const arrived = await arrivedFor(projectNo);
  expect(arrived).toHaveLength(1);
  expect(arrived[0]?.fields).toMatchObject({
    projectNo,
    alternate: '2',
    pf: '7',
    evaluateType: '1',
    appraisald: '213',
    writingevalua: '等了很久，没有人解释',
  });
  // Whoever holds the link does not read from it that it was used.
  expect(await page(invitation.token)).toMatchObject({ state: 'open' });
  await eventually('the evaluator reads that it arrived', async () => {
    const own = await withReceipt(system, 'ratings', receipt);
    const view = OwnRatingView.parse(await expectStatus(own, 200));
    return view.progress.at(-1)?.text.startsWith('已送到省') ? view : undefined;
  });
});

test('parallel approval is rated once for all departments, a package as a whole for its lead (FA-2.2.1-c FA-2.2.1-e)', async () => {
  const batch = await issueInvitation(system, {
    projectNo: `BATCH-${Date.now()}`,
    parallel: ['350400-SCJG', '350400-WJW'],
  });
  const view = await page(batch.token);
  expect(view.scope).toBe('batch');
  expect(view.targets.filter(({ kind }) => kind === 'institution')).toHaveLength(3);
  const bundle = await issueInvitation(system, {
    projectNo: `BUNDLE-${Date.now()}`,
    packageCode: '350400-YJS02',
    ...(await itemOf('350400-YJS02')),
  });
  expect(await page(bundle.token)).toMatchObject({ scope: 'package', title: '企业开办“一件事”' });
});

test('the page a citizen opens names no member of staff', async () => {
  const invitation = await issueInvitation(system);
  const view = await page(invitation.token);
  expect(view.targets.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['institution', 'item', 'window']),
  );
  expect(view.targets.some(({ kind }) => kind === 'staff')).toBe(false);
});

test('the short link leads to the page, and its QR code is an image of that link', async () => {
  const invitation = await issueInvitation(system);
  const opened = await fetch(invitation.link, { redirect: 'manual' });
  expect(opened.status).toBe(302);
  expect(opened.headers.get('location')).toBe(`${system.baseUrl}/pages/rate/index?i=${invitation.token}`);
  const svg = await fetch(invitation.qrSvg);
  expect(svg.headers.get('content-type')).toMatch('image/svg+xml');
  expect(await svg.text()).toMatch(/^<svg /);
  const png = Buffer.from(await (await fetch(invitation.qrPng)).arrayBuffer());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});
