import type { FormCheckInput, FormToCheck } from '@haochaping/shared/contracts';
import { dayOf, LEVEL_NAMES, optionSetOf } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { countUpTo, pageOfRecords, type PageAsked } from '../../../paging.js';
import type { Attachments } from '../../attachments/index.js';
import { auditEvent } from '../../audit/index.js';
import { RatingModel, type RatingRecord } from '../../ratings/index.js';
import { staffNames } from '../../staff/index.js';
import { FormModel, type FormRecord } from './model.js';
import { formsOfOthers } from './printing.js';

const waiting = (actor: StaffActor) => ({
  $and: [
    formsOfOthers(actor),
    { check: { $ne: null }, 'check.verdict': null, 'entered.by': { $ne: actor.accountId } },
  ],
});

/** How many wait for this person to compare them. */
export const countToCheck = (actor: StaffActor): Promise<number> => countUpTo(FormModel, waiting(actor));

/** The forms that wait to be compared by somebody else than who wrote them down, oldest first. */
export async function listToCheck(
  attachments: Attachments,
  actor: StaffActor,
  asked: PageAsked,
): Promise<{ items: FormToCheck[]; total: number }> {
  const order = { 'entered.ratedAt': 1, _id: 1 } as const;
  const { records, total } = await pageOfRecords<FormRecord>(FormModel, waiting(actor), order, asked);
  const ids = records.flatMap(({ entered }) => entered?.ratingId ?? []);
  const ratings = await RatingModel.find({ _id: { $in: ids } }).lean<RatingRecord[]>();
  const [names, photos] = await Promise.all([
    staffNames(records.flatMap(({ entered }) => entered?.by ?? [])),
    attachments.describe(ratings.flatMap(({ entered }) => entered?.evidence ?? [])),
  ]);
  const byId = new Map(ratings.map((rating) => [rating._id, rating]));
  const items = records.flatMap((form): FormToCheck[] => {
    const rating = form.entered && byId.get(form.entered.ratingId);
    if (!form.entered || !rating) return [];
    const { number, title, place, entered } = form;
    return [
      {
        number,
        title,
        place,
        ratedOn: dayOf(rating.ratedAt),
        level: rating.level,
        levelName: LEVEL_NAMES[rating.level],
        ...saidOnForm(rating),
        enteredBy: names.get(entered.by) ?? '',
        enteredAt: entered.at.toISOString(),
        photos: (rating.entered?.evidence ?? []).flatMap((id) => photos.get(id) ?? []),
      },
    ];
  });
  return { items, total };
}

/** What was written down with the level. */
function saidOnForm({ details: [said], optionSetVersion, level }: RatingRecord) {
  const known = optionSetOf(optionSetVersion)?.byLevel[level] ?? [];
  const options = (said?.options ?? []).map((code) => known.find((one) => one.code === code)?.label ?? code);
  return { options, text: said?.text ?? '' };
}

/**
 * Keeps what comparing with the paper found; the rating stays as it is.
 * @throws AppError `conflict` where it does not wait for this person
 */
export async function checkForm(
  actor: StaffActor,
  number: string,
  { verdict, note }: FormCheckInput,
  now: Date,
): Promise<void> {
  const form = await FormModel.findOne({ $and: [{ number }, waiting(actor)] }).lean<FormRecord>();
  const event =
    form &&
    auditEvent({
      at: now,
      action: 'form.checked',
      actor: { kind: 'staff', id: actor.accountId },
      subject: { kind: 'ratingForm', id: form._id },
      detail: { ratingId: form.entered?.ratingId ?? '', verdict },
    });
  const done =
    form &&
    (await FormModel.updateOne(
      { _id: form._id, 'check.verdict': null },
      {
        $set: { check: { verdict, note, by: actor.accountId, at: now } },
        $push: { trail: event, pending: effect('audit', now) },
      },
    ));
  if (done?.modifiedCount !== 1)
    throw new AppError('conflict', { message: '这张表不等您复核：别人看过了，或者就是您录的' });
}
