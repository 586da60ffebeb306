import type { OwnRatingView, RatingAgainInput } from '@haochaping/shared/contracts';
import type { EvaluatorActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { questionnaireFor } from '../../questionnaires/index.js';
import { acceptRating, type Accepted, type IntakeSettings } from '../intake.js';
import { RatingModel, type RatingRecord } from '../model.js';
import type { CasesOfRatings } from '../options.js';
import { refuseRatedStaff } from '../speaker.js';

/** The supplementary rating (追评) of a rating; null when there is none. */
export const supplementOf = (ratingId: string): Promise<RatingRecord | null> =>
  RatingModel.findOne({ supplements: ratingId }).lean<RatingRecord>().exec();

/** What is asked with a supplementary rating that nobody answered yet: the same form as with a first one of the same. Null when nothing. */
export async function askedAgain(
  { kind, attribution, channel, details }: RatingRecord,
  now: Date,
): Promise<OwnRatingView['asked']> {
  if (kind !== 'supplementary' || details.some(({ questionnaire }) => questionnaire)) return null;
  const form = await questionnaireFor(attribution, channel, now);
  return form && { form, channel };
}

/** Who gives it, and from where. */
interface From {
  visitor: EvaluatorActor | null;
  network: string;
}

/**
 * Takes in the evaluator's later rating of the same service: a fact of its own beside the first, about the same and by the same
 * evaluator, which changes nothing of it. Sent again with the same `intakeId` it gives the same receipt. Source: domain.md §2; adr/027.
 * @param first known to be the speaker's own
 * @throws AppError `conflict` (not now, in words for the evaluator), `already_rated` (given before), `rated_staff`
 */
export async function rateAgain(
  settings: IntakeSettings,
  cases: Pick<CasesOfRatings, 'refusedAgain'>,
  first: RatingRecord,
  { intakeId, level, channel, deviceId }: RatingAgainInput,
  { visitor, network }: From,
  now: Date,
): Promise<Accepted> {
  if (first.kind === 'supplementary')
    throw new AppError('conflict', { message: '这已经是追评了，一次服务只追评一次；有话可以补充在追评里' });
  const given = await supplementOf(first._id);
  const refused = given ? null : await cases.refusedAgain(first._id);
  if (refused) throw new AppError('conflict', { message: refused });
  await refuseRatedStaff(first.attribution, visitor, first.evaluatorId ?? null, now);
  const { projectNo, serviceNumber } = first;
  return acceptRating(
    settings,
    {
      intakeId,
      level,
      channel,
      pageSource: 'own',
      title: first.title,
      place: first.place,
      occasion: first.occasion ?? null,
      attribution: first.attribution,
      assurance: first.assurance,
      evaluatorId: first.evaluatorId ?? null,
      accountId: first.accountId ?? null,
      agent: first.agent ?? null,
      handler: first.handler ?? null,
      event: projectNo && serviceNumber ? { projectNo, serviceNumber } : null,
      invitation: null,
      staticCode: null,
      supplements: { ratingId: first._id, claims: first.claims ?? [] },
      openedAt: null,
      ratedAt: now,
      deviceId: deviceId ?? null,
      network,
    },
    now,
  );
}
