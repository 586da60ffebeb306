import type { StaffRole } from '@haochaping/shared/contracts';

/** Who speaks in a request. */
export type Actor =
  | { kind: 'anyone' }
  | { kind: 'businessSystem'; appKey: string; name: string; institutionCodes: string[] }
  | {
      kind: 'staff';
      accountId: string;
      username: string;
      displayName: string;
      role: StaffRole;
      institutionCode: string;
      regionCodes: string[];
    };

export type StaffActor = Extract<Actor, { kind: 'staff' }>;
export type BusinessSystemActor = Extract<Actor, { kind: 'businessSystem' }>;

/**
 * Who may call a route. `authenticate` says how the caller proves who it is; `allows` decides.
 * The name stands in the API description and in the authorization matrix.
 */
export interface Policy<A extends Actor = Actor> {
  name: string;
  authenticate: A['kind'];
  allows(actor: A): boolean;
}

/** Open to everybody, signed in or not. */
export const anyone: Policy<Extract<Actor, { kind: 'anyone' }>> = {
  name: 'anyone',
  authenticate: 'anyone',
  allows: () => true,
};

/** A business system that signs its requests with its own key. */
export const businessSystem: Policy<BusinessSystemActor> = {
  name: 'businessSystem',
  authenticate: 'businessSystem',
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
