import { NATIONAL_OPTIONS, LEVELS, LEVEL_NAMES, invitationState } from '@haochaping/shared/domain';
import type { InvitationIssued, RatingPageView, StaticCodeView } from '@haochaping/shared/contracts';
import type { Issued } from './invitations.js';
import type { InvitationRecord, StaticCodeRecord } from './model.js';
import type { Described } from './attribution.js';
import type { DescribedStaticCode } from './static-codes.js';
import { INVITATION_TOKEN_LENGTH } from './tokens.js';

/** Addresses a phone opens. They are short on purpose: an SMS is charged by its length, a QR code read by its coarseness. */
export function shortLink(baseUrl: string, token: string): string {
  return `${baseUrl}/r/${token}`;
}
/** One as long as any that shows what a message looks like: no token holds a zero, so it opens nothing. */
export const sampleLink = (baseUrl: string): string =>
  shortLink(baseUrl, '0'.repeat(INVITATION_TOKEN_LENGTH));
export function staticLink(baseUrl: string, code: string): string {
  return `${baseUrl}/s/${code}`;
}

export function presentIssued(
  baseUrl: string,
  { invitation, token, replayed, doubts }: Issued,
): InvitationIssued {
  const api = `${baseUrl}/api/v1/invitations/${token}`;
  return {
    invitation: {
      token,
      link: shortLink(baseUrl, token),
      qrSvg: `${api}/qr.svg`,
      qrPng: `${api}/qr.png`,
      issuedAt: invitation.issuedAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
      pageSource: invitation.pageSource,
    },
    replayed,
    doubts,
  };
}

function options(): RatingPageView['options'] {
  return {
    version: NATIONAL_OPTIONS.version,
    levels: LEVELS.map((level) => ({
      level,
      name: LEVEL_NAMES[level],
      options: [...NATIONAL_OPTIONS.byLevel[level]],
    })),
  };
}

/** Staff are never named on the page a citizen opens: the question is how it was, not who it was. */
function targets(described: Pick<Described, 'attribution'>): RatingPageView['targets'] {
  return described.attribution.targets
    .filter((target) => target.kind !== 'staff')
    .map(({ kind, name }) => ({ kind, name }));
}

/**
 * The rating page of an invitation, the same whether it was used or not: whoever was given the link, the business system
 * among them, would learn who rated and when. A second rating is refused when it is sent.
 */
export function presentInvitation(
  invitation: InvitationRecord,
  questionnaire: RatingPageView['questionnaire'],
  now: Date,
): RatingPageView {
  return {
    source: 'invitation',
    state: invitationState(invitation, now),
    title: invitation.title,
    place: invitation.place,
    occasion: invitation.occasion,
    servedAt: invitation.servedAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    scope: invitation.attribution.scope,
    targets: targets(invitation),
    options: options(),
    questionnaire,
  };
}

export function presentStaticPage(
  described: DescribedStaticCode,
  questionnaire: RatingPageView['questionnaire'],
): RatingPageView {
  return {
    source: 'static',
    state: 'open',
    title: described.title,
    place: described.place,
    occasion: null,
    servedAt: null,
    expiresAt: null,
    scope: 'place',
    targets: targets(described),
    options: options(),
    questionnaire,
  };
}

/** `described` is null for a code whose target is no longer in the directory. */
export function presentStaticCode(
  baseUrl: string,
  record: StaticCodeRecord,
  described: Described | null,
): StaticCodeView {
  const api = `${baseUrl}/api/v1/static-codes/${record._id}`;
  return {
    code: record._id,
    targetKind: record.targetKind,
    targetCode: record.targetCode,
    targetName: described?.title ?? '（目录中已停用）',
    place: described?.place ?? '',
    link: staticLink(baseUrl, record._id),
    qrSvg: `${api}/qr.svg`,
    qrPng: `${api}/qr.png`,
    createdAt: record.createdAt.toISOString(),
  };
}
