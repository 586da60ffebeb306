import { BusinessView, HandlerInvitationIssued } from '@haochaping/shared/contracts';
import { atSandbox, randomUscc, signInEvaluator, type EvaluatorClient, type Who } from './evaluator.js';
import { expectStatus, randomIdentityNumber } from './journey.js';
import type { System } from './system.js';

const BUSINESSES = '/api/v1/me/businesses';
export const BUSINESS_NAME = '三明小满商贸有限公司';

interface Person {
  name: string;
  certNumber: string;
}
type Licence = Pick<BusinessView, 'uscc' | 'name'>;

/** A business, and its legal representative. */
export interface Owner {
  client: EvaluatorClient;
  person: Person;
  business: BusinessView;
}
/** Who may invite: a business is known by its id alone. */
type Inviting = Pick<Owner, 'client'> & { business: Pick<BusinessView, 'id'> };

/** The register of businesses knows this one, and this person as its representative. */
export const enterRegister = (
  { peers }: Pick<System, 'peers'>,
  { uscc, name }: Licence,
  person: Person,
): Promise<unknown> =>
  atSandbox(peers.realname, 'POST', 'businesses', {
    uscc,
    name,
    representativeName: person.name,
    representativeCertNumber: person.certNumber,
  });

/** One more business of this person. */
export async function oneMoreBusiness(
  system: System,
  { client, person }: Pick<Owner, 'client' | 'person'>,
  { uscc, name }: Licence = { uscc: randomUscc(), name: BUSINESS_NAME },
): Promise<BusinessView> {
  await enterRegister(system, { uscc, name }, person);
  const answer = await client.send('POST', BUSINESSES, { uscc, name });
  return BusinessView.parse(await expectStatus(answer, 201));
}

/** A new person with a business of theirs. @param business one that the register knows already, with another before */
export async function representative(
  system: System,
  { who, business }: { who?: Who; business?: Licence } = {},
): Promise<Owner> {
  const person = { name: '林小满', certNumber: randomIdentityNumber() };
  const client = await signInEvaluator(system, { ...who, verified: person });
  return { client, person, business: await oneMoreBusiness(system, { client, person }, business) };
}

/** An authorisation code for whoever is to act for the business. @param until the last instant of it, or for good */
export const inviteHandler = async (
  { client, business }: Inviting,
  until: string | null = null,
): Promise<HandlerInvitationIssued> =>
  HandlerInvitationIssued.parse(
    await expectStatus(
      await client.send('POST', `${BUSINESSES}/${business.id}/handler-invitations`, { until }),
      201,
    ),
  );

export const acceptInvitation = (client: EvaluatorClient, code: string): Promise<Response> =>
  client.send('POST', '/api/v1/me/handler-invitations/accept', { code });

/** Somebody the representative has authorised. @param given.phone a number they have proven */
export async function handlerOf(
  system: System,
  owner: Inviting,
  { until, phone }: { until?: string; phone?: string } = {},
): Promise<EvaluatorClient> {
  const handler = await signInEvaluator(system, { verified: true, ...(phone ? { phone } : {}) });
  const { code } = await inviteHandler(owner, until);
  await expectStatus(await acceptInvitation(handler, code), 200);
  return handler;
}
