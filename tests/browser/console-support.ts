import { randomInt, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt, TransactionInput } from '@haochaping/shared/contracts';
import type { Page } from 'playwright-core';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { expectStatus, issueInvitation, randomIdentityNumber, rate } from '../support/journey.js';
import type { Account, System } from '../support/system.js';
import { atRest, judge } from './support/axe.js';
import type { Visits } from './support/visits.js';

type Row = Record<string, string>;

/** Rows of one of the directory's own files; there are no quotes or line breaks in them. */
async function rowsOf(name: string): Promise<Row[]> {
  const text = await readFile(join(ROOT, 'server/data/sanming', name), 'utf8');
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])));
}

export interface Place {
  itemName: string;
  institutionCode: string;
  transaction: Pick<TransactionInput, 'taskCode' | 'regionCode' | 'institutionCode' | 'projectName'>;
  windowCode: string;
}

/** Items with a window that takes them, the items of different institutions first. */
export async function places(): Promise<Place[]> {
  const [items, windows] = await Promise.all(['items.csv', 'windows.csv'].map(rowsOf));
  const seen = new Map<string, number>();
  const found = (items ?? []).flatMap((item) => {
    const institutionCode = item['实施部门编码'] ?? '';
    const window = windows?.find((row) =>
      (row['可受理部门编码'] ?? '').split('；').includes(institutionCode),
    );
    if (!window) return [];
    const round = seen.get(institutionCode) ?? 0;
    seen.set(institutionCode, round + 1);
    const itemName = item['名称'] ?? '';
    const place: Place = {
      itemName,
      institutionCode,
      transaction: {
        taskCode: item['实施编码'] ?? '',
        regionCode: item['区划编码'] ?? '',
        institutionCode,
        projectName: itemName,
      },
      windowCode: window['编码'] ?? '',
    };
    return [{ round, place }];
  });
  return found.sort((a, b) => a.round - b.round).map(({ place }) => place);
}

/** Characters of made-up given names, all of which the province's character set has. */
const SIGNS = '安柏晨丹恩帆光涵佳凯兰木南青如思天文小叶映云泽之';

/** An applicant nobody else has: the tests look for exactly these words in what the browser receives. */
export function inventApplicant(): TransactionInput['applicant'] {
  const sign = () => SIGNS[randomInt(0, SIGNS.length)] ?? '';
  return {
    kind: 'person',
    userProp: '1',
    name: `欧阳${sign()}${sign()}${sign()}`,
    certType: '111',
    certNumber: randomIdentityNumber(),
    phone: `138${String(randomInt(0, 100_000_000)).padStart(8, '0')}`,
  };
}

export interface Given {
  receipt: Receipt;
  place: Place;
  applicant: TransactionInput['applicant'];
}

/** One rating the way a citizen gives it: transaction, invitation, two taps, and words where there are some. */
export async function giveRating(
  system: System,
  place: Place,
  level: Receipt['level'],
  words?: { options: string[]; text: string },
  applicant = inventApplicant(),
): Promise<Given> {
  const { token } = await issueInvitation(
    system,
    { ...place.transaction, applicant },
    { windowCode: place.windowCode, staffCode: undefined },
  );
  const receipt = await rate(system.baseUrl, token, level);
  if (words) {
    const answer = await fetch(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ accessKey: receipt.accessKey, detailsId: randomUUID(), ...words }),
    });
    await expectStatus(answer, 200);
  }
  return { receipt, place, applicant };
}

/** The demo account of a role. */
export function accountOf(system: System, role: string): Account {
  const found = system.accounts.find((account) => account.role === role);
  if (!found) throw new Error(`The seed made no account with the role ${role}`);
  return found;
}

/** Signs in as a person does, at whatever console address is given, and waits for the page behind it. */
export async function signIn(page: Page, system: System, account: Account, path = '/'): Promise<void> {
  await page.goto(`${system.baseUrl}/admin${path}`);
  await page.getByLabel('账号').fill(account.username);
  await page.locator('#password').fill(account.password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  // The page behind it, too: what is clicked while a page still arrives is pressed in one place and let go in another.
  await page.locator('#content h1').first().waitFor();
}

/** Somebody of an office, signed in at a desk of their own. */
export async function deskOf(place: Visits, role: string, path: string, width = 1280): Promise<Page> {
  const { page } = await place.come({ width, height: 900, touch: false });
  await signIn(page, place.system, accountOf(place.system, role), path);
  return page;
}

/** What axe finds against WCAG 2.2 A and AA (or the named rules), one line a finding; empty when it finds nothing. */
export async function wcagFindings(page: Page, rules?: string[]): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
  await atRest(page);
  const { violations, passed } = await judge(
    page,
    rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags },
  );
  if (passed.length === 0) throw new Error('axe checked nothing');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}
