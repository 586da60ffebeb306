import type { FormEntered, FormEntryInput } from '@haochaping/shared/contracts';
import {
  dayOf,
  dayPlus,
  dayStart,
  ENTERED_WITHIN_DAYS,
  isCompared,
  isRatedStaff,
  LEVEL_NAMES,
  type Attribution,
} from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { auditEvent } from '../../audit/index.js';
import { describePlace } from '../../channels/index.js';
import { acceptRating, refuseRatedWriter, saidWith, type RatingRecord } from '../../ratings/index.js';
import type { EntriesOptions } from '../options.js';
import { homeOf } from './files.js';
import { FormModel, type FormRecord } from './model.js';

/** What a form rates, in names of the day it was filled in. */
async function ratedBy({ kind, code }: FormRecord, at: Date, now: Date) {
  const place = (await describePlace(kind, code, at)) ?? (await describePlace(kind, code, now));
  if (!place) throw new AppError('conflict', { message: '目录里已经没有这个地方，请先请系统管理员核对目录' });
  return place;
}

/** Why somebody may not write this form down; null where they may. */
export function refusedToEnter(form: FormRecord, actor: StaffActor): string | null {
  const { kind, code, title: name, institutionCode, regionCode } = form;
  const attribution: Attribution = {
    scope: 'place',
    targets: [{ kind, code, name, institutionCode, regionCode }],
  };
  return isRatedStaff(attribution, actor) ? '评的是您自己单位的服务，不能由您录入，请交给上级中心' : null;
}

/** The noon of the day on the form: nobody writes the hour. */
function instantOf(ratedOn: string, { printedAt }: FormRecord, now: Date): Date {
  if (ratedOn > dayOf(now)) throw wrongField('ratedOn', '那天还没有到，请再看一下日期');
  if (ratedOn < dayOf(printedAt))
    throw wrongField('ratedOn', `这张表 ${dayOf(printedAt)} 才印出来，请再看一下日期`);
  if (ratedOn < dayPlus(dayOf(now), -ENTERED_WITHIN_DAYS))
    throw wrongField('ratedOn', '已经过了一年，不能再录');
  const noon = dayStart(ratedOn).getTime() + 12 * 3_600_000;
  return new Date(Math.min(noon, now.getTime()));
}

/**
 * Writes down what a form says, with its photo and who wrote it down. The same again changes nothing.
 * @throws AppError `rated_staff` for the rated side, `conflict` for a form that was used, `invalid_input`
 */
export async function enterForm(
  { intake, texts, attachments }: EntriesOptions,
  { actor, network }: { actor: StaffActor; network: string },
  form: FormRecord,
  input: FormEntryInput,
  now: Date,
): Promise<FormEntered> {
  if (form.entered)
    throw new AppError('conflict', { message: `${form.number} 已经录过了，一张表只录一次；没有再记` });
  const ratedAt = instantOf(input.ratedOn, form, now);
  const place = await ratedBy(form, ratedAt, now);
  await refuseRatedWriter(place.attribution, actor, now);
  const files = [...new Set(input.files)];
  const { accountId } = actor;
  await attachments.check({ home: homeOf(form._id), accountId, ids: files, field: 'files' }, now);
  const { rating } = await acceptRating(
    intake,
    {
      intakeId: `form:${form._id}`,
      level: input.level,
      channel: 'paper',
      pageSource: 'own',
      title: place.title,
      place: place.place,
      occasion: null,
      attribution: place.attribution,
      assurance: 'anonymous',
      evaluatorId: null,
      accountId: null,
      agent: null,
      handler: null,
      event: null,
      invitation: null,
      staticCode: null,
      openedAt: null,
      ratedAt,
      deviceId: null,
      network,
      entered: {
        by: { kind: 'staff', id: accountId },
        source: form.number,
        evidence: files,
        said: saidWith(texts, input, now),
      },
    },
    now,
  );
  await keepEntered(form, rating, now);
  await attachments.named(files);
  return { number: rating.number, ratingId: rating._id, levelName: LEVEL_NAMES[rating.level] };
}

/** The form is used. A crash before this leaves the rating, which the same entry again finds. */
async function keepEntered(form: FormRecord, rating: RatingRecord, now: Date): Promise<void> {
  const by = rating.entered?.by.id ?? '';
  const event = auditEvent({
    at: now,
    action: 'form.entered',
    actor: { kind: 'staff', id: by },
    subject: { kind: 'ratingForm', id: form._id },
    detail: { ratingId: rating._id, level: rating.level },
  });
  await FormModel.updateOne(
    { _id: form._id, entered: null },
    {
      $set: {
        entered: { ratingId: rating._id, by, at: now, ratedAt: rating.ratedAt },
        ...(isCompared(rating._id) ? { check: { verdict: null, note: '', by: null, at: null } } : {}),
      },
      $push: { trail: event, pending: effect('audit', now) },
    },
  );
}
