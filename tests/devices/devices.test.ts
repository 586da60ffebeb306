import { randomUUID } from 'node:crypto';
import { AskedDays, DevicePage, StaffRatingPage, type StaffRatingRow } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { bind, DEVICES, makeDevice, saidRating, type BoundDevice } from '../support/devices.js';
import { eventually, expectStatus, issueInvitation, rate, sendRating } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// The tablet at a counter: bound with a code, called up when a service is done, its ratings taken in once. FA-A-a FA-2.2.1-a FA-2.2.1-b.

/** The window of the demo clerk and of demo transactions. */
const WINDOW = '350400-W001';

let system: System;
let center: StaffClient;
let clerk: StaffClient;
let device: BoundDevice;
beforeAll(async () => {
  system = await sharedSystem();
  [center, clerk] = await Promise.all([signInStaff(system, 'center'), signInStaff(system, 'window_clerk')]);
  device = await bind(system.baseUrl, (await makeDevice(center, WINDOW)).code);
}, 60_000);

const onTablet = () => issueInvitation(system, { channel: 'tablet' });
const calledUp = async () => {
  const { call } = await device.call();
  if (!call) throw new Error('nothing was called up');
  return call;
};
/** What the centre sees of ratings by tablet, newest first; others may have rated on this system before. */
const all = async (): Promise<StaffRatingRow[]> =>
  StaffRatingPage.parse(
    await expectStatus(await center.get('/api/v1/staff/ratings?channel=tablet&pageSize=100'), 200),
  ).items;
let before: ReadonlySet<string>;
beforeEach(async () => {
  before = new Set((await all()).map(({ id }) => id));
});
const seen = async () => (await all()).filter(({ id }) => !before.has(id));
const outcomes = (results: { outcome: string }[]) => results.map(({ outcome }) => outcome);

test('a code binds once; whoever guesses learns nothing, and a new code puts the old tablet out of use', async () => {
  const made = await makeDevice(center, '350400-W002');
  expect(made.device).toMatchObject({ state: 'unbound', windowCode: '350400-W002', kindName: '窗口评价器' });
  const first = await bind(system.baseUrl, `${made.code.slice(0, 4)} ${made.code.slice(4)}`);
  await expect(bind(system.baseUrl, made.code)).rejects.toThrow('绑定码不对、用过了或过期了');

  const renewed = await center.send('POST', `${DEVICES}/${first.view.id}/code`);
  const { code } = (await expectStatus(renewed, 201)) as { code: string };
  expect((await first.request('GET', '')).status).toBe(200);
  const second = await bind(system.baseUrl, code);
  expect((await first.request('GET', '')).status).toBe(401);
  expect(second.view).toMatchObject({ id: first.view.id, page: { source: 'static' } });
});

test('a service that was just done is called up, rated there or on the phone, once', async () => {
  const { token } = await onTablet();
  const call = await calledUp();
  expect(call.page).toMatchObject({ source: 'invitation', occasion: '办结' });
  expect((await device.call(`?known=${call.mark}`)).call).toBeNull();

  // The phone scans the dynamic code beside, and is first.
  const onPhone = call.link?.split('/').at(-1) ?? '';
  await rate(system.baseUrl, onPhone, 4);
  const late = await device.seal(saidRating({ call: call.id, level: 2 }));
  expect(await device.send([late])).toEqual([
    { id: late.id, outcome: 'already', message: expect.stringContaining('评价过') as string },
  ]);
  const again = await sendRating(system.baseUrl, { invitation: token, level: 1 });
  expect([again.status, ((await again.json()) as { error: { code: string } }).error.code]).toEqual([
    409,
    'already_rated',
  ]);
});

test('a terminal asks about what its own program named, the tablets of the window it was bound to about theirs', async () => {
  const terminal = await bind(system.baseUrl, (await makeDevice(center, WINDOW, 'terminal')).code);
  const { token } = await issueInvitation(system, { channel: 'terminal' });
  const asked = (await terminal.touch(token)).call;
  expect(asked?.page).toMatchObject({ source: 'invitation', occasion: '办结' });
  expect((await device.call()).call?.id).not.toBe(asked?.id);
  await onTablet();
  await calledUp();
  expect((await terminal.call()).call?.id).toBe(asked?.id);
  const sealed = await terminal.seal(saidRating({ call: asked?.id ?? null }));
  expect(outcomes(await terminal.send([sealed]))).toEqual(['kept']);
});

test('what was said on the tablet is a rating by tablet with its words, however often it is sent', async () => {
  await onTablet();
  const call = await calledUp();
  const rating = saidRating({ call: call.id, level: 3 });
  const words = `等了一会儿，但是讲得清楚 ${randomUUID().slice(0, 8)}`;
  const envelopes = [
    await device.seal(rating),
    await device.seal({
      kind: 'details',
      intakeId: rating.intakeId,
      call: call.id,
      detailsId: randomUUID(),
      options: [],
      text: words,
      questionnaire: null,
    }),
  ];
  expect(outcomes(await device.send(envelopes))).toEqual(['kept', 'kept']);
  expect(outcomes(await device.send(envelopes))).toEqual(['kept', 'kept']);
  const rows = (await seen()).filter(({ level }) => level === 3);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ channelName: '窗口评价器', title: call.page.title, hasDetails: true });
  const one = (await (await center.get(`/api/v1/staff/ratings/${rows[0]?.id}`)).json()) as object;
  expect(JSON.stringify(one)).toContain(words);
  // It is done: the screen goes back to waiting.
  expect(await device.call()).toMatchObject({ call: null, current: null });
  // And like every rating it goes to the province.
  await eventually('the rating is at the province', async () =>
    (await seen()).find(({ id, delivery }) => id === rows[0]?.id && delivery === 'sent'),
  );
});

test('a clerk asks with a button and never learns who rated; days are counted, today is not', async () => {
  await expectStatus(await clerk.send('POST', '/api/v1/staff/window/call'), 204);
  const call = await calledUp();
  expect(call).toMatchObject({ link: null, page: { source: 'static', scope: 'place' } });
  expect(outcomes(await device.send([await device.seal(saidRating({ call: call.id, level: 4 }))]))).toEqual([
    'kept',
  ]);
  const asked = AskedDays.parse(await expectStatus(await clerk.get('/api/v1/staff/window/asked'), 200));
  expect(asked.items.map(({ day }) => day)).not.toContain(dayOf(new Date()));
  // Asked again for the next person, the screen is called up again.
  const [first, second] = [await device.touch(), await device.touch()];
  expect(second.call?.id).toBe(first.call?.id);
  expect((await device.call(`?known=${first.current}`)).call?.mark).toBe(second.current);
  // Who comes by without being asked touches the screen.
  expect((await device.touch()).call?.page.source).toBe('static');
});

test('clocks: a tablet hours behind is put right, one that cannot be true stands at its arrival, both say so', async () => {
  const at = Date.now() - 3 * 86_400_000;
  const hours = 5 * 3_600_000;
  // It was five hours behind when it met the server, and somebody set its clock in the meantime.
  const behind = saidRating({ level: 1, ratedAt: new Date(at - hours).toISOString(), behindMs: hours });
  const lost = saidRating({ level: 2, ratedAt: '2019-01-01T08:00:00+08:00', behindMs: 0 });
  const results = await device.send([await device.seal(behind), await device.seal(lost)]);
  expect(outcomes(results)).toEqual(['kept', 'kept']);
  const rows = await seen();
  const corrected = rows.find(({ level }) => level === 1);
  expect(Math.abs(Date.parse(corrected?.ratedOn ?? '') - at)).toBeLessThan(1000);
  const text = async (row: StaffRatingRow | undefined) =>
    (await (await center.get(`/api/v1/staff/ratings/${row?.id}`)).json()) as { deviceNote: string | null };
  expect((await text(corrected)).deviceNote).toMatch(/时钟.*已按服务器的时间改正/);
  expect((await text(rows.find(({ level }) => level === 2))).deviceNote).toMatch(/时间不可信/);
});

test('what is not sealed for this tablet is refused and harms nothing; a lost tablet is put out of use', async () => {
  const lost = await bind(system.baseUrl, (await makeDevice(center, WINDOW)).code);
  const own = await lost.seal(saidRating());
  const other = await device.seal(saidRating());
  const results = await lost.send([
    { id: randomUUID(), sealed: own.sealed },
    { ...own, sealed: own.sealed.slice(0, -6) + 'AAAAAA' },
    other,
    await lost.seal({ ...saidRating(), level: 9 } as never),
    await lost.seal(saidRating({ call: randomUUID() })),
  ]);
  expect(outcomes(results)).toEqual(['refused', 'refused', 'refused', 'refused', 'kept']);

  await lost.call('?waiting=7&refused=4');
  const listed = async () =>
    DevicePage.parse(
      await expectStatus(
        await center.get(`${DEVICES}?search=${encodeURIComponent(WINDOW)}&pageSize=100`),
        200,
      ),
    ).items.find(({ id }) => id === lost.view.id);
  expect(await listed()).toMatchObject({ state: 'bound', waiting: 7, refused: 4, silent: false });
  await expectStatus(await center.send('POST', `${DEVICES}/${lost.view.id}/revocation`), 200);
  expect(
    (await lost.request('POST', '/ratings', { sentAt: new Date().toISOString(), envelopes: [own] })).status,
  ).toBe(401);
  expect(await listed()).toMatchObject({ state: 'revoked' });
});
