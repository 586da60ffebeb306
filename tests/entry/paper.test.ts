import { execFileSync } from 'node:child_process';
import {
  FormEntered,
  FormsToCheck,
  OversightFigures,
  OwnFormView,
  PaperFormView,
  StaffRatingView,
} from '@haochaping/shared/contracts';
import { dayOf, dayPlus, isCompared } from '@haochaping/shared/domain';
import { audited, collection, errorOf } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { enterForm, FORMS, OWN_WINDOW, printForms, uploadPhoto } from './support.js';

// Paper forms: printed with a number each, written down by the centre with a photo, compared by somebody else. FA-2.2.1-b.

let system: System;
let center: StaffClient;
let colleague: StaffClient;
beforeAll(async () => {
  system = await sharedSystem();
  [center, colleague] = await Promise.all([signInStaff(system, 'center'), signInStaff(system, 'center', 2)]);
});

const own = async (number: string) =>
  OwnFormView.parse(await expectStatus(await fetch(`${system.baseUrl}/api/v1/rating-forms/${number}`), 200));

test('the printed forms: A5, one a page, the five levels, the reasons, a number of its own on form and stub', async () => {
  const { numbers, text, file } = await printForms(center, 3);
  expect(numbers).toHaveLength(3);
  for (const number of numbers) expect(text.split(`编号 ${number}`)).toHaveLength(3);
  for (const words of ['非常满意', '基本满意', '非常不满意', '窗口人员业务不熟练', '从这里撕下'])
    expect(text).toContain(words);
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  expect(info).toMatch(/Pages:\s+3/);
  expect(info).toMatch(/419\.\d+ x 595\.\d+ pts/);
});

test('a form is written down once, with its day, photo and writer; the stub shows how far it came', async () => {
  const { numbers } = await printForms(center, 1);
  const [number = ''] = numbers;
  expect((await own(number)).entered).toBeNull();
  const bare = await errorOf(
    await center.send('POST', `${FORMS}/${number}/entry`, {
      ratedOn: dayOf(new Date()),
      level: 2,
      files: [],
    }),
  );
  expect(JSON.stringify(bare)).toContain('请先拍下评价表');
  const early = await errorOf(
    await enterForm(system, center, number, { ratedOn: dayPlus(dayOf(new Date()), -1) }),
  );
  expect(JSON.stringify(early)).toContain('才印出来');
  const entered = FormEntered.parse(await expectStatus(await enterForm(system, center, number), 201));
  expect((await uploadPhoto(system, center, number)).status).toBe(409);

  const view = StaffRatingView.parse(
    await expectStatus(await center.get(`/api/v1/staff/ratings/${entered.ratingId}`), 200),
  );
  expect(view).toMatchObject({
    level: 2,
    channel: 'paper',
    assurance: 'anonymous',
    entered: { source: number, photos: 1, daysLate: 0, byName: center.session.displayName },
    details: [{ text: '等了一上午', options: [{ code: '207' }] }],
  });
  const form = await expectStatus(
    await center.get(`${FORMS}/${number.toLowerCase().replace('-', ' ')}`),
    200,
  );
  expect(PaperFormView.parse(form).ratingId).toBe(entered.ratingId);
  await eventually('the case is told on the stub', async () => {
    const { entered: told } = await own(number);
    expect(told).toMatchObject({ level: 2, levelName: '不满意' });
    return told?.way ?? undefined;
  });
  expect(
    await audited(system, { action: 'form.entered', 'detail.ratingId': entered.ratingId }),
  ).toBeDefined();
});

test('whoever is rated does not write it down, and that they tried is in the audit log; others may not at all', async () => {
  const { numbers } = await printForms(center, 1, OWN_WINDOW);
  const [number = ''] = numbers;
  const form = PaperFormView.parse(await expectStatus(await center.get(`${FORMS}/${number}`), 200));
  expect(form.refused).toContain('您自己单位');
  const input = {
    ratedOn: dayOf(new Date()),
    level: 5,
    files: ['7b4c3b0e-5f0a-4f61-9a8b-3a0d0f3f2f11'],
  };
  const before = (await audited(system, { action: 'rating.refused_staff' })).length;
  expect(await errorOf(await center.send('POST', `${FORMS}/${number}/entry`, input))).toMatchObject({
    status: 403,
    code: 'rated_staff',
  });
  await eventually('the try is recorded', async () =>
    (await audited(system, { action: 'rating.refused_staff' })).length > before ? true : undefined,
  );
  const clerk = await signInStaff(system, 'window_clerk');
  expect((await clerk.send('POST', `${FORMS}/${number}/entry`, input)).status).toBe(403);
});

test('one in ten is compared by somebody else; wrong stands beside the rating, which stays, and in the figures', async () => {
  const ids = Array.from({ length: 2000 }, (_, at) => `${at.toString(16).padStart(8, '0')}-0000-4000-8000-0`);
  const compared = ids.filter(isCompared).length;
  expect(compared).toBeGreaterThan(120);
  expect(compared).toBeLessThan(280);

  const { numbers } = await printForms(center, 1);
  const [number = ''] = numbers;
  const { ratingId } = FormEntered.parse(await expectStatus(await enterForm(system, center, number), 201));
  // Drawn, whatever its id.
  await collection(system, 'rating_forms', (all) =>
    all.updateOne({ number }, { $set: { check: { verdict: null, note: '', by: null, at: null } } }),
  );
  const check = { verdict: 'wrong', note: '表上勾的是满意' };
  expect((await center.send('POST', `${FORMS}/${number}/check`, check)).status).toBe(409);
  const listed = async (by: StaffClient) =>
    FormsToCheck.parse(await expectStatus(await by.get(`${FORMS}?pageSize=100`), 200)).items.find(
      (one) => one.number === number,
    );
  expect(await listed(center)).toBeUndefined();
  const other = colleague;
  const waiting = await listed(other);
  expect(waiting).toMatchObject({ level: 2, text: '等了一上午', options: ['没有提供材料样本'] });
  const [file] = waiting?.photos ?? [];
  expect((await other.get(`${FORMS}/${number}/files/${file?.id}`)).status).toBe(200);
  expect((await other.send('POST', `${FORMS}/${number}/check`, { verdict: 'wrong' })).status).toBe(400);
  expect((await other.send('POST', `${FORMS}/${number}/check`, check)).status).toBe(204);
  expect((await other.send('POST', `${FORMS}/${number}/check`, check)).status).toBe(409);

  const rating = StaffRatingView.parse(
    await expectStatus(await center.get(`/api/v1/staff/ratings/${ratingId}`), 200),
  );
  expect(rating.level).toBe(2);
  const overseer = await signInStaff(system, 'efficiency_office');
  const today = dayOf(new Date());
  const { forms } = OversightFigures.parse(
    await expectStatus(await overseer.get(`/api/v1/staff/oversight/figures?from=${today}&to=${today}`), 200),
  );
  expect(forms.wrong).toBeGreaterThan(0);
  expect(forms.entered).toBeGreaterThanOrEqual(forms.checked);
});
