import { BusinessView, HandlerInvitationIssued, Receipt, StaticCodeView } from '@haochaping/shared/contracts';
import { atSandbox, randomUscc, signInEvaluator, type EvaluatorClient } from '../support/evaluator.js';
import { expectStatus, randomIdentityNumber } from '../support/journey.js';
import type { System } from '../support/system.js';

const BUSINESSES = '/api/v1/me/businesses';

/** A business, and its legal representative. */
export interface Owner {
  client: EvaluatorClient;
  business: BusinessView;
}

export async function representative(system: System): Promise<Owner> {
  const person = { name: '林小满', certNumber: randomIdentityNumber() };
  const client = await signInEvaluator(system, { verified: person });
  const uscc = randomUscc();
  const name = '三明小满商贸有限公司';
  await atSandbox(system.peers.realname, 'POST', 'businesses', {
    uscc,
    name,
    representativeName: person.name,
    representativeCertNumber: person.certNumber,
  });
  const answer = await client.send('POST', BUSINESSES, { uscc, name });
  return { client, business: BusinessView.parse(await expectStatus(answer, 201)) };
}

/** Somebody the representative has authorised. @param phone a number they have proven */
export async function handlerOf(
  system: System,
  { client, business }: Owner,
  phone?: string,
): Promise<EvaluatorClient> {
  const path = `${BUSINESSES}/${business.id}/handler-invitations`;
  const issued = await expectStatus(await client.send('POST', path, { until: null }), 201);
  const handler = await signInEvaluator(system, { verified: true, ...(phone ? { phone } : {}) });
  const { code } = HandlerInvitationIssued.parse(issued);
  await expectStatus(await handler.send('POST', '/api/v1/me/handler-invitations/accept', { code }), 200);
  return handler;
}

/** A poor rating at a printed code, which its giver says was the business's matter. */
export async function poorForBusiness(
  system: System,
  client: EvaluatorClient,
  business: string,
  window: string,
): Promise<Receipt> {
  const code = await fetch(`${system.baseUrl}/api/v1/places/window/${window}/static-code`);
  const answer = await client.send('POST', '/api/v1/ratings', {
    intakeId: crypto.randomUUID(),
    level: 1,
    staticCode: StaticCodeView.parse(await code.json()).code,
    business,
  });
  return Receipt.parse(await expectStatus(answer, 201));
}
