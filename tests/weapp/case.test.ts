import { ANSWER, CALLED, FOUND, giveToDepartment, stepCase } from '../support/cases.js';
import { collection } from '../support/evaluator.js';
import { eventually } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { Phone, putAwayWell } from './support/phone.js';
import { openPlace, type Place } from './support/place.js';

// A poor rating becomes an answer, as the one who gave it lives it in the mini-program; its people act over HTTP.
// Source: 方案 二(三)1; FA-2.3.1-d FA-2.3.1-k FA-2.3.1-l FA-3.3-g.

let place: Place;
let phone: Phone;
let center: StaffClient;
let department: StaffClient;
let efficiency: StaffClient;

beforeAll(async () => {
  place = await openPlace();
  center = await signInStaff(place.system, 'center');
  department = await signInStaff(place.system, 'department');
  efficiency = await signInStaff(place.system, 'efficiency_office');
}, 90_000);
beforeEach(async () => {
  phone = await Phone.take(place.system.baseUrl);
});
afterEach(() => putAwayWell(phone));
afterAll(() => place?.close());

/** Somebody rates poorly and says why; the case is open, and with its department. */
async function poorRating(said: string): Promise<{ link: string; id: string }> {
  const { link, projectNo } = await place.serve();
  await phone.scan(link);
  await phone.tapFace(1);
  await phone.tap(/^送出/);
  await phone.see('收到了。');
  await phone.write(said);
  await phone.tap('说完了');
  const { _id } = await stored('ratings', { projectNo });
  const { _id: id } = await stored('cases', { ratingId: String(_id) });
  await giveToDepartment(place.system, center, String(id));
  return { link, id: String(id) };
}
const stored = (name: string, filter: object) =>
  eventually(`it is among the ${name}`, () =>
    collection(place.system, name, async (all) => (await all.findOne(filter)) ?? undefined),
  );

/** What 我评过的 says of it in one line. */
async function seeInList(words: string): Promise<void> {
  await phone.goTo('/pages/mine/index');
  await phone.see(words);
}

test('answered → 不满意 → supervised → answered again → 满意 → 追评', async () => {
  const { link, id } = await poorRating('让我跑了三趟，材料一次没有说清楚');
  await seeInList('中心在回访核实，最晚');
  await phone.scan(link);
  await phone.see('差评办到哪一步了');
  const words = await phone.words();
  expect(words.indexOf('让我跑了三趟')).toBeGreaterThan(-1);
  expect(words.indexOf('让我跑了三趟')).toBeLessThan(words.indexOf('差评办到哪一步了'));

  await stepCase(center, id, CALLED);
  await stepCase(center, id, FOUND);
  await stepCase(department, id, ANSWER);
  await seeInList('有答复了，请您看看');
  await phone.scan(link);
  await phone.see(ANSWER.text);
  await phone.tap('不满意');
  await phone.write('还是要跑两趟');
  await phone.tap('不满意');
  await phone.see(/重新办理，并答复您/);

  await stepCase(efficiency, id, { type: 'supervise', instruction: '请到现场把材料清单再对一遍' });
  const second = '现场对过清单，少了两样材料，以后跑一次就行。';
  await stepCase(department, id, { ...ANSWER, text: second });
  await phone.scan(link);
  await phone.see(second);
  await phone.tap('不满意');
  await phone.see('再说不满意，会如实记下“仍不满意”并办结，不再重新办理。');
  await phone.tap('先不说');
  await phone.tap('满意');
  await phone.see('先不说');
  await phone.tap('满意');
  await phone.see('这件差评办结了。');
  await seeInList('办结了，您说满意');

  await phone.scan(link);
  await phone.tap('追评：再评一次');
  await phone.see('先不评');
  await phone.tap('满意');
  await phone.tap('送出追评：满意');
  await phone.see('追评记下了，原来的评价不变。');
  await phone.scan(link);
  await phone.see('追评了：满意。');
});

test('revoked → 不同意撤销，提异议 → upheld: the rating counts again', async () => {
  const { link, id } = await poorRating('窗口的人一直在打电话');
  await stepCase(center, id, CALLED);
  await stepCase(center, id, { type: 'verify', finding: 'mistaken', facts: '本人说是点错了，想点满意' });
  await stepCase(efficiency, id, { type: 'confirm_revocation', reason: '听了录音，确认点错了' });
  await seeInList('这条评价撤销了，不同意可以提异议');
  await phone.scan(link);
  await phone.see('听了录音，确认点错了');
  await phone.tap('不同意撤销，提异议');
  await phone.write('我没有点错，就是等得太久');
  await phone.tap('不同意撤销，提异议');
  await phone.see('您对撤销提了异议');

  const reform = await signInStaff(place.system, 'reform_office');
  await stepCase(reform, id, { type: 'uphold_contest', reason: '录音里本人说的是等得太久' });
  await phone.scan(link);
  await phone.see('您的异议成立，评价恢复了，正在整改');
  await seeInList('在整改，最晚');
});
