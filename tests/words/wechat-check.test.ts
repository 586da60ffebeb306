import { OwnRatingView, Receipt, StaticCodeView } from '@haochaping/shared/contracts';
import { signInEvaluator, type EvaluatorClient } from '../support/evaluator.js';
import { eventually, expectStatus } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

// The words of whoever signed in through WeChat are looked at by WeChat, whoever else wrote something is not named there.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

async function say(who: EvaluatorClient, text: string, extra: Record<string, unknown> = {}): Promise<string> {
  const place = await fetch(`${system.baseUrl}/api/v1/places/window/350400-W001/static-code`);
  const { code } = StaticCodeView.parse(await place.json());
  const body = { intakeId: crypto.randomUUID(), level: 3, staticCode: code, ...extra };
  const { number } = Receipt.parse(await expectStatus(await who.send('POST', '/api/v1/ratings', body), 201));
  const details = { detailsId: crypto.randomUUID(), text };
  await expectStatus(await who.send('POST', `/api/v1/me/ratings/${number}/details`, details), 200);
  return number;
}

const stateOf = async (who: EvaluatorClient, number: string) =>
  OwnRatingView.parse(await (await who.get(`/api/v1/me/ratings/${number}`)).json()).details[0]?.shown;

const becomes = (who: EvaluatorClient, number: string, state: string) =>
  eventually(`the words of ${number} are ${state}`, async () =>
    (await stateOf(who, number)) === state ? true : undefined,
  );

test('what WeChat finds fault with waits for a person, and stays readable for its author', async () => {
  const who = await signInEvaluator(system);
  const [review, risk, fine] = [
    await say(who, '有一个沙箱待审词'),
    await say(who, '有一个沙箱违规词'),
    await say(who, '办得很快'),
  ];
  await becomes(who, review, 'waiting');
  await becomes(who, risk, 'waiting');
  expect(await stateOf(who, fine)).toBe('shown');
});

test('an agent and somebody who signed in by phone are not named to WeChat', async () => {
  const agent = await signInEvaluator(system);
  const forMother = await say(agent, '替母亲写的沙箱违规词', { onBehalf: { relation: 'parent' } });
  const byPhone = await signInEvaluator(system, { client: 'web' });
  const phoned = await say(byPhone, '打电话登录的沙箱违规词');
  const asked = await say(agent, '自己写的沙箱违规词');
  await becomes(agent, asked, 'waiting');
  expect(await stateOf(agent, forMother)).toBe('shown');
  expect(await stateOf(byPhone, phoned)).toBe('shown');
});
