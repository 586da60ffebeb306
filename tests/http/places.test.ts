import { RatingPageView, StaticCodeView } from '@haochaping/shared/contracts';
import { PlaceSearch } from '@haochaping/shared/contracts/directory';
import { expectStatus, sendRating } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

// Everything can be found and rated by whoever comes by; a person by the number on the badge, never by name.
// FA-1-a FA-2.1.1-b FA-2.1.1-c FA-2.1.1-d.

const PERSON = { code: '350400-P001', name: '林志镕', office: '三明市行政服务中心管理委员会' };

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

const get = (path: string) => fetch(`${system.baseUrl}/api/v1${path}`);
const search = async (q: string, more = '') =>
  PlaceSearch.parse(
    await expectStatus(await get(`/directory/search?q=${encodeURIComponent(q)}${more}`), 200),
  );
const kindsOf = ({ groups }: PlaceSearch) => groups.map(({ kind }) => kind);
const titlesOf = ({ groups }: PlaceSearch) => groups.flatMap(({ items }) => items.map(({ title }) => title));

describe('a search over everything that can be rated', () => {
  test.each([
    '三明市行政服务中心',
    '三明政务中心',
    'smszwzx',
    'smsxzfwzx',
    'sanmingshixingzhengfuwuzhongxin',
  ])('%s finds the hall of the city, before anything that stands in it', async (typed) => {
    const { groups } = await search(typed);
    expect(groups[0]).toMatchObject({ kind: 'hall' });
    expect(groups[0]?.items[0]).toMatchObject({ code: '350400-H01', title: '三明市行政服务中心' });
  });

  test('every kind is found', async () => {
    expect(kindsOf(await search('三明市行政服务中心 A01'))).toContain('window');
    expect(kindsOf(await search('公安局'))).toContain('institution');
    expect(kindsOf(await search('gdzctzxmjnsc'))).toContain('item');
    expect(kindsOf(await search('mzt'))).toContain('platform');
    expect(kindsOf(await search('工号 350400-p001'))).toEqual(['staff']);
  });

  test('a long list comes a page at a time', async () => {
    const first = await search('登记');
    const items = first.groups.find(({ kind }) => kind === 'item');
    expect(items?.items).toHaveLength(5);
    expect(items?.total).toBeGreaterThan(5);
    const second = await search('登记', '&kind=item&page=2&pageSize=5');
    expect(kindsOf(second)).toEqual(['item']);
    expect(titlesOf(second)).not.toEqual(items?.items.map(({ title }) => title));
    expect(second.groups[0]?.total).toBe(items?.total);
  });

  test('what is nowhere is answered with nothing, what cannot be searched with a reason', async () => {
    expect((await search('火星办事处')).groups).toEqual([]);
    expect((await search('—')).groups).toEqual([]);
    expect((await get('/directory/search?q=')).status).toBe(400);
    expect((await get(`/directory/search?q=${'长'.repeat(41)}`)).status).toBe(400);
  });

  test('once read, the directory is searched in a few milliseconds', async () => {
    await search('三明');
    const begun = performance.now();
    for (const typed of ['sms', '不动产登记', 'shehuibaoxian', 'smszwzx']) await search(typed);
    expect((performance.now() - begun) / 4).toBeLessThan(100);
  });
});

describe('a person', () => {
  test('is found by the whole number alone, with the office and without a name', async () => {
    for (const typed of [PERSON.code, '350400P001', 'P001', '工号：P001']) {
      const { groups } = await search(typed, '&pageSize=100');
      const own = groups.find(({ kind }) => kind === 'staff')?.items.find(({ code }) => code === PERSON.code);
      expect(own).toEqual({ code: PERSON.code, title: `工号 ${PERSON.code}`, place: PERSON.office });
    }
    for (const typed of [PERSON.name, '林志', 'linzhirong', 'P00', '350400-P']) {
      const found = await search(typed, '&pageSize=100');
      expect(kindsOf(found)).not.toContain('staff');
      expect(JSON.stringify(found)).not.toContain(PERSON.name);
    }
  });

  test('is rated by the number; page, code and receipt show the office and the number, and ask about a person', async () => {
    const place = await (await get(`/places/staff/${PERSON.code}/static-code`)).text();
    const code = StaticCodeView.parse(JSON.parse(place));
    expect(code).toMatchObject({ targetKind: 'staff', targetName: `工号 ${PERSON.code}` });
    const page = await (await get(`/static-codes/${code.code}`)).text();
    const view = RatingPageView.parse(JSON.parse(page));
    expect(view).toMatchObject({ title: `工号 ${PERSON.code}`, place: code.place, targets: [] });
    const rated = await (await sendRating(system.baseUrl, { staticCode: code.code, level: 5 })).text();
    for (const shown of [place, page, rated]) expect(shown).not.toContain(PERSON.name);

    const hall = StaticCodeView.parse(
      await expectStatus(await get('/places/hall/350400-H01/static-code'), 200),
    );
    const ofHall = RatingPageView.parse(await expectStatus(await get(`/static-codes/${hall.code}`), 200));
    expect(view.questionnaire).not.toBeNull();
    expect(view.questionnaire?.title).not.toBe(ofHall.questionnaire?.title);
  });
});
