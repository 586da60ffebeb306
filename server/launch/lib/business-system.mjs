import { createHash, createHmac, randomInt, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './programs.mjs';

/**
 * What a business system must send along so that the server believes it: its key, the time, a number used once, and a
 * signature over method, path, both of these and the body. The same request is refused when it is sent twice.
 */
export function signedHeaders({ appKey, secret }, method, path, body, at = Date.now(), nonce = randomUUID()) {
  const digest = createHash('sha256').update(body).digest('hex');
  const text = [method.toUpperCase(), path, String(at), nonce, digest].join('\n');
  return {
    'X-App-Key': appKey,
    'X-Timestamp': String(at),
    'X-Nonce': nonce,
    'X-Signature': createHmac('sha256', secret).update(text).digest('hex'),
  };
}

/** Sends one signed request with a JSON body; resolves with the response as fetch gives it. */
export function signedFetch(baseUrl, businessSystem, method, path, body) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = signedHeaders(businessSystem, method, path, text);
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return fetch(`${baseUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body: text }) });
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An identity card number that belongs to nobody we know of: random birthday and sequence, valid check digit (GB 11643). */
export function randomIdentityNumber() {
  const two = (number) => String(number).padStart(2, '0');
  const birthday = `${randomInt(1950, 2005)}${two(randomInt(1, 13))}${two(randomInt(1, 29))}`;
  const body = `350404${birthday}${String(randomInt(1, 1000)).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * WEIGHTS[index], 0);
  return body + '10X98765432'[sum % 11];
}

/** Rows of one of our own directory files: no quotes or line breaks in them (a test of the data sees to that). */
async function directoryRows(name) {
  const text = await readFile(join(ROOT, 'server/data/sanming', name), 'utf8');
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell])));
}

/** An item with a window that handles it and a person who sits there, out of the Sanming directory. */
async function demoPlace() {
  const [items, windows, staff] = await Promise.all(
    ['items.csv', 'windows.csv', 'staff.csv'].map(directoryRows),
  );
  for (const person of staff) {
    const window = windows.find((row) => row['编码'] === person['窗口编码']);
    const departments = (window?.['可受理部门编码'] ?? '').split('；');
    const item = items.find((row) => departments.includes(row['实施部门编码']));
    if (window && item) return { item, window, person };
  }
  throw new Error('示范目录里没有一个窗口配有人员和可办事项，请检查 server/data/sanming');
}

/**
 * A made-up transaction of a made-up applicant at a real place of the directory, as a business system would post it:
 * finished a minute ago, first service. `changes` replaces top-level fields, `eventChanges` fields of the service event.
 */
export async function demoTransaction(changes = {}, eventChanges = {}) {
  const { item, window, person } = await demoPlace();
  const now = Date.now();
  const ago = (minutes) => new Date(now - minutes * 60_000).toISOString();
  return {
    projectNo: `DEMO-${now}-${randomInt(1000, 10_000)}`,
    projectName: `${item['名称']}（演示）`,
    taskCode: item['实施编码'],
    regionCode: item['区划编码'],
    institutionCode: item['实施部门编码'],
    applicant: {
      kind: 'person',
      userProp: '1',
      name: '演示申请人',
      certType: '111',
      certNumber: randomIdentityNumber(),
      phone: `139${String(randomInt(0, 100_000_000)).padStart(8, '0')}`,
    },
    event: {
      serviceNumber: 1,
      nodeName: '办结',
      proStatus: '3',
      acceptedAt: ago(90),
      servedAt: ago(2),
      finishedAt: ago(1),
      windowCode: window['编码'],
      staffCode: person['工号'],
      ...eventChanges,
    },
    channel: 'qr',
    ...changes,
  };
}
