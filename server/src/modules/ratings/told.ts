import { invitationState, parallelWay } from '@haochaping/shared/domain';
import { AppError, wrongField } from '../../http/errors.js';
import { settleRatedAs, type InvitationRecord } from '../channels/index.js';
import type { RatingIntake } from './intake.js';
import type { Speaker } from './speaker.js';

/** What a page or device tells, whatever it is about. */
export type Common = Pick<
  RatingIntake,
  'intakeId' | 'level' | 'pageSource' | 'openedAt' | 'ratedAt' | 'deviceId' | 'network'
>;

/** What is rated, without who speaks; `applicantId` is the evaluator behind an invitation. */
export type ToldIntake = Omit<RatingIntake, keyof Speaker> & { applicantId: string | null };

/** A telephone's clock may be slow. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/**
 * What an invitation asks about. What was tapped in time but sent late still counts: the instant of the tap decides.
 * @throws AppError `invitation_expired`, `invalid_input` for a tap before the invitation was issued
 */
export function intakeFromInvitation(invitation: InvitationRecord, common: Common): ToldIntake {
  if (invitationState({ expiresAt: invitation.expiresAt }, common.ratedAt) === 'expired')
    throw new AppError('invitation_expired');
  if (common.ratedAt.getTime() < invitation.issuedAt.getTime() - MAX_CLOCK_SKEW_MS) {
    throw wrongField('ratedAt', '评价时间早于邀请发出的时间，请校准手机时钟');
  }
  const { title, place, occasion, attribution, evaluatorId } = invitation;
  return {
    ...common,
    channel: invitation.channel,
    title,
    place,
    occasion,
    attribution,
    applicantId: evaluatorId,
    event: { projectNo: invitation.projectNo, serviceNumber: invitation.serviceNumber },
    invitation: {
      id: invitation._id,
      issuedAt: invitation.issuedAt,
      openedAt: invitation.openedAt ?? common.openedAt,
    },
    staticCode: null,
  };
}

/** Settles how a parallel approval is rated. @throws AppError `already_rated` where it is rated the other way */
export async function settleParts({
  attribution,
  event,
}: Pick<ToldIntake, 'attribution' | 'event'>): Promise<void> {
  const as = parallelWay(attribution);
  if (!as || !event || (await settleRatedAs(event.projectNo, event.serviceNumber, as))) return;
  throw new AppError('already_rated', {
    message:
      as === 'whole'
        ? '这件事已经分部门评了，请从“我的待评价”里接着一个一个评'
        : '这件事已经一次评了全部部门，不再分开评',
  });
}
