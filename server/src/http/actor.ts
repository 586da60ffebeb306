import type { StaffRole } from '@haochaping/shared/contracts';
import type { Assurance } from '@haochaping/shared/domain';

/** Who speaks in a request. */
export type Actor =
  | { kind: 'anyone' }
  | { kind: 'visitor'; evaluator: Extract<Actor, { kind: 'evaluator' }> | null }
  | {
      kind: 'evaluator';
      /** Also the evaluator under which what this person does is kept. */
      accountId: string;
      /** Every evaluator this person is: the account, and those of transactions that it has proven to be theirs. */
      evaluatorIds: string[];
      assurance: Assurance;
      sessionId: string;
    }
  | { kind: 'businessSystem'; appKey: string; name: string; institutionCodes: string[] }
  | { kind: 'ratingDevice'; deviceId: string; windowCode: string; terminal: boolean }
  | { kind: 'smsGateway' }
  | {
      kind: 'staff';
      accountId: string;
      username: string;
      displayName: string;
      role: StaffRole;
      institutionCode: string;
      regionCodes: string[];
      /** Who they are in the directory, and the window they sit at; null where nobody named it. */
      staffCode: string | null;
      windowCode: string | null;
      /** The account says that its owner serves at no window. */
      offWindow: boolean;
      sessionId: string;
      /** A second factor was shown, or the account is one of the demo. */
      secondFactor: boolean;
    };

export type EvaluatorActor = Extract<Actor, { kind: 'evaluator' }>;
export type VisitorActor = Extract<Actor, { kind: 'visitor' }>;
export type StaffActor = Extract<Actor, { kind: 'staff' }>;
export type BusinessSystemActor = Extract<Actor, { kind: 'businessSystem' }>;
export type DeviceActor = Extract<Actor, { kind: 'ratingDevice' }>;

/**
 * Who may call a route. `authenticate` says how the caller proves who it is; `allows` decides.
 * The name stands in the API description and in the authorization matrix.
 */
export interface Policy<A extends Actor = Actor> {
  name: string;
  authenticate: A['kind'];
  allows(actor: A): boolean;
  /** Only for sessions that were opened with a second factor. */
  secondFactor?: boolean;
}

/** Open to everybody, signed in or not. */
export const anyone: Policy<Extract<Actor, { kind: 'anyone' }>> = {
  name: 'anyone',
  authenticate: 'anyone',
  allows: () => true,
};

/** Open to everybody; whoever is signed in is known. A sign-in that ran out is no reason to turn anybody away. */
export const visitor: Policy<VisitorActor> = {
  name: 'visitor',
  authenticate: 'visitor',
  allows: () => true,
};

/** A signed-in evaluator, for what is their own. */
export const evaluator: Policy<EvaluatorActor> = {
  name: 'evaluator',
  authenticate: 'evaluator',
  allows: () => true,
};

/** A business system that signs its requests with its own key. */
export const businessSystem: Policy<BusinessSystemActor> = {
  name: 'businessSystem',
  authenticate: 'businessSystem',
  allows: () => true,
};

/** A rating device that was bound to a window. */
export const ratingDevice: Policy<DeviceActor> = {
  name: 'ratingDevice',
  authenticate: 'ratingDevice',
  allows: () => true,
};

/** The SMS gateway, which signs what it tells with the key it knows us by. */
export const smsGateway: Policy<Extract<Actor, { kind: 'smsGateway' }>> = {
  name: 'smsGateway',
  authenticate: 'smsGateway',
  allows: () => true,
};

/** Signed-in staff of the named roles; no role named means every role. */
export function staff(...roles: StaffRole[]): Policy<StaffActor> {
  return {
    name: roles.length === 0 ? 'staff' : `staff:${roles.join('|')}`,
    authenticate: 'staff',
    allows: (actor) => roles.length === 0 || roles.includes(actor.role),
  };
}

/** Signed-in staff of the named roles who showed a second factor: for what grants, reveals or decides. */
export function staffWithSecondFactor(...roles: StaffRole[]): Policy<StaffActor> {
  const policy = staff(...roles);
  return { ...policy, name: `${policy.name}+second_factor`, secondFactor: true };
}
