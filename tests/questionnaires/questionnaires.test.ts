import { randomUUID } from 'node:crypto';
import {
  AnswersPage,
  QuestionnaireDetail,
  QuestionnaireList,
  RatingDetailsAnswer,
  RatingPageView,
  StaffRatingView,
  type FormView,
  type Receipt,
} from '@haochaping/shared/contracts';
import { expectStatus, issueInvitation, rate } from '../support/journey.js';
import { postJson, signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { openToRatedSide } from '../support/veil.js';
import { rowsOf } from '../support/workbooks.js';

// A questionnaire from the console to the phone and back, in two versions. FA-2.2.3-b FA-2.2.3-c.
// Its own system: what is published here changes every rating page.

let system: OwnSystem;
let center: StaffClient;

beforeAll(async () => {
  system = await startSystem({ env: { RATED_SIDE_DELAY_DAYS: '0' } });
  center = await signInStaff(system, 'center');
}, 60_000);
afterAll(() => system?.stop());

const PATH = '/api/v1/staff/questionnaires';
const list = async (who = center) =>
  QuestionnaireList.parse(await expectStatus(await who.get(PATH), 200)).items;
const scopeOf = async (kind: string, code: string) =>
  (await list()).find(({ scope }) => scope.kind === kind && scope.code === code)!;
const read = async (id: string) =>
  QuestionnaireDetail.parse(await expectStatus(await center.get(`${PATH}/${id}`), 200));

async function served(): Promise<{ token: string; page: RatingPageView }> {
  const { token } = await issueInvitation(system, {
    projectNo: `ASK-${randomUUID()}`,
    institutionCode: '350400-FGW',
  });
  const response = await fetch(`${system.baseUrl}/api/v1/invitations/${token}`);
  return { token, page: RatingPageView.parse(await expectStatus(response, 200)) };
}

const answer = (receipt: Receipt, version: string, answers: unknown[]) =>
  postJson(`${system.baseUrl}/api/v1/ratings/${receipt.number}/details`, {
    accessKey: receipt.accessKey,
    detailsId: randomUUID(),
    questionnaire: { version, answers },
  });

test('the five themes of the plan are there from the start, and stay voluntary', async () => {
  const { token, page } = await served();
  const asked = page.questionnaire!;
  expect(asked.questions.map(({ id }) => id)).toEqual([
    'guide',
    'process',
    'materials',
    'interface',
    'advice',
  ]);
  expect(asked.questions.every(({ required }) => !required)).toBe(true);
  const receipt = await rate(system.baseUrl, token, 4);
  const response = await answer(receipt, asked.version, [
    { question: 'materials', chosen: ['3'] },
    { question: 'advice', text: '我叫王小明，少要一份复印件' },
  ]);
  const own = RatingDetailsAnswer.parse(await expectStatus(response, 200));
  expect(own.details[0]!.questionnaire).toEqual({
    title: '办事问卷',
    versionNumber: 1,
    answers: [
      { title: '要交的材料多不多？', lines: ['太多'] },
      { title: '您有什么改进的建议？', lines: ['我叫王小明，少要一份复印件'] },
    ],
  });

  // The centre reads it as it was said; the rated side, when it is shown, without the name.
  const rows = (await expectStatus(
    await center.get(`/api/v1/staff/ratings?search=${receipt.number}`),
    200,
  )) as {
    items: { id: string }[];
  };
  const { id } = rows.items[0]!;
  await openToRatedSide(system.mongoUri);
  const seenBy = async (who: StaffClient) =>
    StaffRatingView.parse(await expectStatus(await who.get(`/api/v1/staff/ratings/${id}`), 200)).details[0]!
      .questionnaire!.answers[1]!.lines;
  expect(await seenBy(center)).toEqual(['我叫王小明，少要一份复印件']);
  expect((await seenBy(await signInStaff(system, 'department'))).join('')).not.toContain('王小明');
});

test('answers that do not fit are refused by name, and nothing of them is kept', async () => {
  const { token, page } = await served();
  const receipt = await rate(system.baseUrl, token, 3);
  const { version } = page.questionnaire!;
  const refused = await answer(receipt, version, [
    { question: 'guide', chosen: ['1'] },
    { question: 'process', chosen: ['1', '2'] },
  ]);
  expect(await expectStatus(refused, 400)).toMatchObject({
    error: { details: [{ field: 'questionnaire.answers.1', message: '只能选一个' }] },
  });
  const platform = await read((await scopeOf('class', 'platform')).id);
  expect(await expectStatus(await answer(receipt, platform.versions[0]!.id, []), 400)).toMatchObject({
    error: { details: [{ field: 'questionnaire.version' }] },
  });
  const own = RatingDetailsAnswer.parse(await expectStatus(await answer(receipt, version, []), 200));
  expect(own.details).toEqual([]);
});

test('a new version is written, tried, published; what was answered to the old one stays with it', async () => {
  const before = await served();
  const first = await read((await scopeOf('all', '')).id);
  const draft: FormView = {
    ...first.draft,
    questions: [
      ...first.draft.questions,
      {
        id: 'why',
        kind: 'multiple',
        title: '哪里慢？',
        hint: '',
        choices: [
          { id: 'a', label: '排队' },
          { id: 'b', label: '审批' },
        ],
        rows: [],
        ends: null,
        required: false,
        when: [{ about: 'level', question: null, in: ['1', '2'] }],
      },
    ],
  };
  const path = `${PATH}/${first.id}`;
  const saved = QuestionnaireDetail.parse(
    await expectStatus(await center.send('PUT', `${path}/draft`, { seen: first.revision, draft }), 200),
  );
  expect(saved.changes).toEqual(['新加：哪里慢？']);
  // Not published yet: nobody is asked.
  expect((await served()).page.questionnaire!.version).toBe(first.versions[0]!.id);
  // Somebody who still looks at what was there before overwrites nothing.
  await expectStatus(await center.send('PUT', `${path}/draft`, { seen: first.revision, draft }), 409);
  const published = QuestionnaireDetail.parse(
    await expectStatus(
      await center.send('POST', `${path}/versions`, { seen: saved.revision, from: null }),
      200,
    ),
  );
  expect(published).toMatchObject({ version: 2, changes: [], versions: [{ number: 2 }, { number: 1 }] });
  // Published again without a change: refused.
  await expectStatus(
    await center.send('POST', `${path}/versions`, { seen: published.revision, from: null }),
    400,
  );

  const after = await served();
  expect(after.page.questionnaire!.version).toBe(published.versions[0]!.id);
  const old = await rate(system.baseUrl, before.token, 2);
  await expectStatus(
    await answer(old, before.page.questionnaire!.version, [{ question: 'guide', chosen: ['2'] }]),
    200,
  );
  const poor = await rate(system.baseUrl, after.token, 1);
  await expectStatus(
    await answer(poor, after.page.questionnaire!.version, [
      { question: 'guide', chosen: ['2'] },
      { question: 'why', chosen: ['a', 'b'] },
    ]),
    200,
  );
  const page = async (query: string) =>
    AnswersPage.parse(await expectStatus(await center.get(`${path}/answers${query}`), 200)).items;
  expect((await page('')).slice(0, 2).map(({ versionNumber }) => versionNumber)).toEqual([2, 1]);
  expect(await page(`?version=${published.versions[0]!.id}`)).toMatchObject([
    { versionNumber: 2, answers: [{}, { question: '哪里慢？', lines: ['排队', '审批'] }] },
  ]);
  const [row] = await rowsOf(await center.get(`${path}/answers/export.xlsx`));
  expect(row).toMatchObject({
    问卷第几版: '2',
    '哪里慢？': '排队；审批',
    '办事指南说得清楚吗？': '有的地方不清楚',
  });
});

test('a more specific questionnaire takes the place of the general one until it is archived; a county writes its own alone', async () => {
  const all = await scopeOf('all', '');
  const scope = { kind: 'institution', code: '350400-FGW' };
  const made = QuestionnaireDetail.parse(
    await expectStatus(await center.send('POST', PATH, { scope, copyOf: all.id }), 200),
  );
  expect(made.state).toBe('draft');
  await expectStatus(await center.send('POST', PATH, { scope }), 409);
  const published = QuestionnaireDetail.parse(
    await expectStatus(
      await center.send('POST', `${PATH}/${made.id}/versions`, { seen: made.revision, from: null }),
      200,
    ),
  );
  expect((await served()).page.questionnaire!.version).toBe(published.versions[0]!.id);
  const county = await signInStaff(system, 'center', 1);
  expect((await list(county)).filter(({ mayEdit }) => mayEdit).map(({ id }) => id)).toEqual([]);
  await expectStatus(await county.send('POST', `${PATH}/${made.id}/archive`, { seen: 1 }), 403);
  await expectStatus(
    await county.send('POST', PATH, { scope: { kind: 'institution', code: '350481-XZFW' } }),
    200,
  );
  await expectStatus(
    await center.send('POST', `${PATH}/${made.id}/archive`, { seen: published.revision }),
    200,
  );
  expect((await served()).page.questionnaire!.version).not.toBe(published.versions[0]!.id);
});
