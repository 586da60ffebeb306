import { BusinessCasePage, HandlerList, Receipt, StaticCodeView } from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import { handlerOf, representative } from '../support/businesses.js';
import { ANSWER, CALLED, caseOfReceipt, FOUND, poorRating, sayOnCase, stepCase } from '../support/cases.js';
import { collection, errorOf, randomPhone, type EvaluatorClient } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';
import { rowsOf } from '../support/workbooks.js';

/** A business sees what became of the poor ratings given for it: the representative all of them, a handler their own (FA-3.3-a). */
let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

/** A poor rating at a printed code, which its giver says was the business's matter. */
async function poorForBusiness(client: EvaluatorClient, business: string, window: string): Promise<Receipt> {
  const code = await fetch(`${system.baseUrl}/api/v1/places/window/${window}/static-code`);
  const answer = await client.send('POST', '/api/v1/ratings', {
    intakeId: crypto.randomUUID(),
    level: 1,
    staticCode: StaticCodeView.parse(await code.json()).code,
    business,
  });
  return Receipt.parse(await expectStatus(answer, 201));
}

const pathOf = (business: string) => `/api/v1/me/businesses/${business}/cases`;
async function listOf(client: EvaluatorClient, business: string, query = ''): Promise<BusinessCasePage> {
  return BusinessCasePage.parse(await expectStatus(await client.get(`${pathOf(business)}${query}`), 200));
}
const numbers = ({ items }: BusinessCasePage) => items.map(({ number }) => number);

test('the representative sees those of all handlers, a handler their own; by handler, by time, by how far it is', async () => {
  const owner = await representative(system);
  const { id } = owner.business;
  const [first, second] = [await handlerOf(system, owner), await handlerOf(system, owner)];
  const of = {
    first: await poorForBusiness(first, id, '350400-W001'),
    second: await poorForBusiness(second, id, '350400-W002'),
  };
  for (const receipt of [of.first, of.second]) await caseOfReceipt(system, receipt);

  const all = await listOf(owner.client, id);
  expect(numbers(all)).toEqual([of.second.number, of.first.number]);
  expect(all.counts).toEqual({ open: 2, yours: 0, closed: 0 });
  expect(all.items[0]).toMatchObject({
    handlerName: expect.stringContaining('*') as string,
    way: { text: expect.stringContaining('在核实情况，最晚') as string, yours: false },
    letter: false,
  });
  expect((await listOf(first, id)).items).toMatchObject([{ number: of.first.number, handlerName: '您' }]);

  const way = (client: typeof first) => client.get(`/api/v1/me/ratings/${of.second.number}/case`);
  expect([(await way(first)).status, (await way(second)).status, (await way(owner.client)).status]).toEqual([
    404, 200, 200,
  ]);
  const handlers = await owner.client.get(`/api/v1/me/businesses/${id}/handlers`);
  const [latest] = HandlerList.parse(await expectStatus(handlers, 200)).items;
  const bySecond = `?handler=${latest?.id ?? ''}`;
  expect(numbers(await listOf(owner.client, id, bySecond))).toEqual([of.second.number]);
  expect(await errorOf(await first.get(`${pathOf(id)}${bySecond}`))).toMatchObject({ status: 403 });

  const today = dayOf(new Date());
  expect(numbers(await listOf(owner.client, id, `?from=${today}&to=${today}`))).toHaveLength(2);
  expect(numbers(await listOf(owner.client, id, `?from=${dayPlus(today, 1)}`))).toEqual([]);
  expect(numbers(await listOf(owner.client, id, `?to=${dayPlus(today, -1)}`))).toEqual([]);

  await sayOnCase(system, of.first, { type: 'settle', said: '窗口当天就改好了' });
  expect(numbers(await listOf(owner.client, id, '?list=closed'))).toEqual([of.first.number]);
  expect(numbers(await listOf(owner.client, id))).toEqual([of.second.number]);
  expect(numbers(await listOf(owner.client, id, '?list=closed&page=2'))).toEqual([]);
});

test('whoever may not act for it, or no longer, finds nothing', async () => {
  const owner = await representative(system);
  const { id } = owner.business;
  const handler = await handlerOf(system, owner);
  expect((await handler.get(pathOf(id))).status).toBe(200);
  await expectStatus(await handler.send('DELETE', `/api/v1/me/businesses/${id}`), 204);
  const stranger = await representative(system);
  for (const client of [handler, stranger.client])
    for (const path of [pathOf(id), `${pathOf(id)}/export.xlsx`])
      expect((await client.get(path)).status).toBe(404);
});

test('what was told with a handler’s own number waits for them first, with its letter; the representative was told no number', async () => {
  const owner = await representative(system);
  const { id, name, uscc } = owner.business;
  const phone = randomPhone();
  const handler = await handlerOf(system, owner, { phone });
  await poorForBusiness(handler, id, '350400-W003');
  const center = await signInStaff(system, 'center');
  const applicant = {
    kind: 'business',
    userProp: '2',
    name,
    certType: '001',
    certNumber: uscc,
    phone,
  } as const;
  const poor = await poorRating(system, center, { applicant });
  await stepCase(center, poor.id, CALLED);
  await stepCase(center, poor.id, FOUND);
  await stepCase(await signInStaff(system, 'department'), poor.id, ANSWER);

  const { number } = poor.receipt;
  const waiting = await listOf(handler, id, '?list=yours');
  expect(waiting.items).toMatchObject([{ number, letter: true, way: { yours: true } }]);
  expect(waiting.items[0]?.way.text).toMatch(/^有答复了，请您看看，最晚\d+月\d+日$/);
  const letter = await handler.get(`/api/v1/me/ratings/${number}/case/letter.pdf`);
  expect(
    Buffer.from(await letter.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(numbers(await listOf(owner.client, id, '?list=yours'))).toEqual([]);
});

test('an export is the list as a workbook, and stands in the audit log', async () => {
  const owner = await representative(system);
  const { id } = owner.business;
  const receipt = await poorForBusiness(owner.client, id, '350400-W001');
  await caseOfReceipt(system, receipt);
  const answer = await owner.client.get(`${pathOf(id)}/export.xlsx?list=open`);
  expect(await rowsOf(answer)).toMatchObject([{ 回执号: receipt.number, 等级: receipt.levelName }]);
  // Told, and soon sealed into the log.
  const told = { action: 'case.exported_by_business', 'subject.id': id };
  await eventually('it stands in the log', () =>
    collection(system, 'audit_entries', async (all) => (await all.findOne(told)) ?? undefined),
  );
});
