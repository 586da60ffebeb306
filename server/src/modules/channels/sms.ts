import { invitationState } from '@haochaping/shared/domain';
import type { Config } from '../../config/config.js';
import { effect, effectSource, type EffectOutcome, type EffectSource } from '../../jobs/effects.js';
import type { Keys } from '../../keys.js';
import { sealing } from '../audit/index.js';
import { InvitationModel, type InvitationRecord, type InvitationSms } from './model.js';
import { shortLink } from './presenter.js';
import { smsToken } from './tokens.js';

/** What became of one SMS; `later` at night, and while the gateway is in trouble it throws. */
export type SmsOutcome = 'sent' | 'unreachable' | { refused: string } | { later: Date };

/** Writes to the applicant of a service that they may rate it; lent by the notifications. The same `requestId` is sent once. */
export type InviteByPhone = (
  told: { applicantId: string; invitationId: string; link: string; requestId: string },
  now: Date,
) => Promise<SmsOutcome>;

interface Sending {
  config: Pick<Config, 'publicBaseUrl' | 'SMS_REMIND_DAYS'>;
  keys: Keys;
  inviteByPhone: InviteByPhone;
}

/** What follows from an invitation. Source: FA-2.2.1-h FA-A-d. */
export function invitationEffects(sending: Sending): EffectSource {
  return effectSource<InvitationRecord>({
    name: 'invitations',
    model: InvitationModel,
    performers: {
      audit: sealing(({ trail }) => trail),
      sms: (invitation, now) => sendFirst(sending, invitation, now),
      sms_again: (invitation, now) => remind(sending, invitation, now),
    },
    together: ['audit'],
    kindNames: { audit: '记入审计日志', sms: '发短信请人评价', sms_again: '再发一次短信请人评价' },
  });
}

const DAY_MS = 86_400_000;

/** Whoever has rated, or cannot any more, is not written to. */
const needless = ({ answeredAt, expiresAt }: InvitationRecord, now: Date): boolean =>
  Boolean(answeredAt) || invitationState({ expiresAt }, now) === 'expired';

async function sendFirst(sending: Sending, invitation: InvitationRecord, now: Date): Promise<EffectOutcome> {
  const { _id, sms } = invitation;
  if (sms?.state !== 'waiting') return 'done';
  const end = async (ended: Partial<InvitationSms>) => {
    const { SMS_REMIND_DAYS: days } = sending.config;
    const again = ended.state === 'sent' && days > 0;
    await InvitationModel.updateOne(
      { _id, 'sms.state': 'waiting' },
      {
        // Field by field: a receipt may be there before the gateway's answer was written down.
        $set: Object.fromEntries(
          Object.entries({ ...ended, at: now }).map(([name, value]) => [`sms.${name}`, value]),
        ),
        ...(again
          ? { $push: { pending: effect('sms_again', new Date(now.getTime() + days * DAY_MS)) } }
          : {}),
      },
    );
    return 'done' as const;
  };
  if (needless(invitation, now)) return end({ state: 'unneeded' });
  if (await earlierOfService(invitation)) return end({ state: 'merged' });
  const outcome = await invite(sending, invitation, _id, now);
  if (typeof outcome === 'object')
    return 'later' in outcome ? outcome : end({ state: 'failed', words: outcome.refused });
  return end({ state: outcome });
}

/** One message a service: the first invitation that was asked to be sent goes, however often the service is reported. */
async function earlierOfService({
  _id,
  projectNo,
  serviceNumber,
  issuedAt,
}: InvitationRecord): Promise<boolean> {
  const others = await InvitationModel.exists({
    projectNo,
    serviceNumber,
    'sms.state': { $in: ['waiting', 'sent'] },
    $or: [{ issuedAt: { $lt: issuedAt } }, { issuedAt, _id: { $lt: _id } }],
  });
  return others !== null;
}

async function remind(sending: Sending, invitation: InvitationRecord, now: Date): Promise<EffectOutcome> {
  const { _id, sms } = invitation;
  if (sms?.state !== 'sent' || sms.remindedAt || needless(invitation, now)) return 'done';
  const outcome = await invite(sending, invitation, `${_id}-again`, now);
  if (typeof outcome === 'object' && 'later' in outcome) return outcome;
  await InvitationModel.updateOne({ _id }, { $set: { 'sms.remindedAt': now } });
  return 'done';
}

const invite = (
  { config, keys, inviteByPhone }: Sending,
  { _id, sms }: InvitationRecord,
  requestId: string,
  now: Date,
): Promise<SmsOutcome> =>
  inviteByPhone(
    {
      applicantId: sms?.applicantId ?? '',
      invitationId: _id,
      link: shortLink(config.publicBaseUrl, smsToken(keys, _id)),
      requestId,
    },
    now,
  );
