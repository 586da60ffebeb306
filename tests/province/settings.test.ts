import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../server/src/config/config.js';
import {
  ADJUSTABLE_NAMES,
  fujianSettings,
  readAdjustments,
} from '../../server/src/modules/forwarding/fujian/index.js';
import { KEYS } from './support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'province-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fileWith = async (content: string): Promise<string> => {
  const path = join(folder, 'province.json');
  await writeFile(path, content);
  return path;
};
const connection = { baseUrl: 'https://province.example/', ...KEYS, timeoutMs: 1000 };

test('a file changes what it names and leaves everything else at its default', async () => {
  const path = await fileWith('{"pf":{"phone":"7","sms":"6"},"answerCodes":{"duplicate":["501"]}}');
  const settings = fujianSettings(connection, readAdjustments(path));
  expect(settings.pf).toMatchObject({ phone: '7', sms: '6', qr: '3' });
  expect(settings.answerCodes).toMatchObject({ success: ['200'], duplicate: ['501'] });
  expect([settings.cipher, settings.baseUrl]).toEqual(['sm4-ecb', 'https://province.example']);
});

test.each([
  ['an unknown entry', '{"colour":"red"}', 'colour'],
  ['an unknown channel', '{"pf":{"fax":"8"}}', 'pf'],
  ['a wrong value', '{"cipher":"des"}', 'cipher'],
  ['half a file', '{"cipher":', 'province.json'],
])('%s is refused before anything starts, by name', async (_, content, named) => {
  const path = await fileWith(content);
  expect(() => readAdjustments(path)).toThrow(ConfigError);
  expect(() => readAdjustments(path)).toThrow(named);
});

test('every setting stands in the page for those who connect a province', async () => {
  const page = await readFile(new URL('../../server/docs/province.md', import.meta.url), 'utf8');
  expect(ADJUSTABLE_NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
