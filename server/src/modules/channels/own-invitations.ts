import { randomUUID } from 'node:crypto';
import type { Attribution, Channel, ParallelWay } from '@haochaping/shared/domain';
import type { Keys } from '../../keys.js';
import { effect } from '../../jobs/effects.js';
import { auditEvent, type AuditEvent } from '../audit/index.js';
import { InvitationModel, TransactionModel, type InvitationRecord } from './model.js';
import { INVITATION_TOKEN_LENGTH, randomBase58, tokenHash } from './tokens.js';

/** So many of the newest are looked through; an event invited again and again stands in it each time. */
const MOST_LOOKED_AT = 300;

/**
 * What these evaluators were served with, may still rate and, as far as is known here, have not: each event once, as it was last asked
 * about, the newest service first.
 */
export async function openInvitations(
  evaluatorIds: readonly string[],
  now: Date,
): Promise<InvitationRecord[]> {
  const records = await InvitationModel.find({
    evaluatorId: { $in: [...evaluatorIds] },
    answeredAt: null,
    expiresAt: { $gt: now },
  })
    .sort({ servedAt: -1 })
    .limit(MOST_LOOKED_AT)
    .lean<InvitationRecord[]>();
  const byEvent = new Map<string, InvitationRecord>();
  for (const record of records) {
    // A part of an event was asked for by its applicant; the event itself is what they were served with.
    if (record.attribution.scope === 'stage') continue;
    const key = `${record.projectNo}#${record.serviceNumber}`;
    const known = byEvent.get(key);
    if (!known || known.issuedAt < record.issuedAt) byEvent.set(key, record);
  }
  return [...byEvent.values()];
}

/**
 * A further link to the right that an invitation gives; the event can still be rated only once.
 * @param asked what will be rated: the invitation's, or a part of it; and who asked for the link, as the audit log names it
 * @returns the token, told once
 */
export async function furtherLink(
  keys: Keys,
  invitation: InvitationRecord,
  { attribution, channel, by }: { attribution: Attribution; channel: Channel; by: AuditEvent['actor'] },
  now: Date,
): Promise<string> {
  const token = randomBase58(INVITATION_TOKEN_LENGTH);
  const _id = randomUUID();
  await InvitationModel.create([
    {
      ...invitation,
      _id,
      tokenHash: tokenHash(keys, token),
      attribution,
      channel,
      pageSource: 'own',
      provinceAddress: null,
      issuedAt: now,
      openedAt: null,
      trail: [
        auditEvent({
          at: now,
          action: 'invitation.issued',
          actor: by,
          subject: { kind: 'invitation', id: _id },
          detail: { channel, serviceNumber: invitation.serviceNumber },
        }),
      ],
      pending: [effect('audit', now)],
      dead: [],
    },
  ]);
  return token;
}

/**
 * Settles how a parallel approval is rated, by its first rating: as a whole, or part by part. The same again changes nothing.
 * @returns false when it is rated the other way
 */
export async function settleRatedAs(
  projectNo: string,
  serviceNumber: number,
  as: ParallelWay,
): Promise<boolean> {
  const settled = await TransactionModel.updateOne(
    { _id: projectNo, events: { $elemMatch: { serviceNumber, ratedAs: { $in: [null, as] } } } },
    { $set: { 'events.$.ratedAs': as } },
  );
  return settled.matchedCount === 1;
}
