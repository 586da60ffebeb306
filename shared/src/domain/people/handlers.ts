/**
 * Who may act for a business (法人): its legal representative, and the handlers (经办人) the representative has authorised,
 * each until taken away or run out. Pure rules: the instant is an argument. Source: 方案 三(三); FA-3.3-a.
 */

export const HANDLER_STATES = ['active', 'expired', 'removed'] as const;
export type HandlerState = (typeof HANDLER_STATES)[number];

export interface Authorisation {
  /** Its last instant; null for one without an end. */
  until?: Date | null | undefined;
  removedAt?: Date | null | undefined;
}

/** A removed handler stays removed, also after the end of its authorisation; the last instant still counts. */
export function handlerState(authorisation: Authorisation, now: Date): HandlerState {
  if (authorisation.removedAt) return 'removed';
  const { until } = authorisation;
  return until && now.getTime() > until.getTime() ? 'expired' : 'active';
}

/** Whether somebody may act for the business at this instant. */
export const mayAct = (authorisation: Authorisation, now: Date): boolean =>
  handlerState(authorisation, now) === 'active';

/**
 * Why somebody may not speak for a business at this instant, in a sentence for the rating page.
 * @param authorisations what this person was ever given for this business, of whatever kind
 * @returns null when one of them is in force
 */
export function refusedToSpeakFor(authorisations: readonly Authorisation[], now: Date): string | null {
  const states = authorisations.map((authorisation) => handlerState(authorisation, now));
  if (states.includes('active')) return null;
  return states.includes('expired')
    ? '您替这家企业办事的授权已经到期，请选“我自己的”再送出，或请法定代表人再授权'
    : '您现在不能替这家企业评价，请选“我自己的”再送出';
}

/** How many handlers a business may have at one time; a hall's largest agency needs a dozen. */
export const MAX_HANDLERS = 50;
/** The longest authorisation, in days: afterwards the representative says again who acts. */
export const MAX_AUTHORISATION_DAYS = 3 * 366;

/**
 * Judges the end of an authorisation.
 * @returns a sentence for the form, or null when it is fine
 */
export function refusedUntil(until: Date, now: Date): string | null {
  if (until.getTime() <= now.getTime()) return '授权到期时间要在现在之后';
  if (until.getTime() > now.getTime() + MAX_AUTHORISATION_DAYS * 86_400_000)
    return '授权最长三年，到期后可以再授权';
  return null;
}

export type HandlerInvitationState = 'open' | 'accepted' | 'withdrawn' | 'expired';

/** What may still be done with an invitation to act for a business: it is good once, and for a short time. */
export function handlerInvitationState(
  invitation: { expiresAt: Date; acceptedAt?: Date | null; withdrawnAt?: Date | null },
  now: Date,
): HandlerInvitationState {
  if (invitation.acceptedAt) return 'accepted';
  if (invitation.withdrawnAt) return 'withdrawn';
  return now.getTime() > invitation.expiresAt.getTime() ? 'expired' : 'open';
}

/** 16 characters of base58, as of a rating's invitation: short enough to send on, too many to guess. */
export const HANDLER_INVITATION_CODE = /^[1-9A-HJ-NP-Za-km-z]{16}$/;
