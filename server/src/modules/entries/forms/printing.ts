import { randomUUID } from 'node:crypto';
import { CITY } from '@haochaping/shared/domain';
import type { FormsInput } from '@haochaping/shared/contracts';
import type { QueryFilter } from 'mongoose';
import { isDuplicateKey } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { readableNumber } from '../../../numbers.js';
import { auditEvent } from '../../audit/index.js';
import { describePlace } from '../../channels/index.js';
import { FormModel, type FormRecord } from './model.js';

/** The city's centre looks after all forms, a county's after its own. */
const lookedAfter = ({ regionCodes }: StaffActor): QueryFilter<FormRecord> =>
  regionCodes.includes(CITY) ? {} : { regionCode: { $in: regionCodes } };

/** Forms of which somebody is not the rated side: those they may write down and compare. */
export const formsOfOthers = (actor: StaffActor): QueryFilter<FormRecord> => ({
  $and: [lookedAfter(actor), { institutionCode: { $ne: actor.institutionCode } }],
});

/**
 * Makes forms for one place, each with a number of its own.
 * @throws AppError `invalid_input` for a place the directory does not know, `not_allowed` for one of another county
 */
export async function makeForms(actor: StaffActor, input: FormsInput, now: Date): Promise<FormRecord[]> {
  const { kind, code, count } = input;
  const place = await describePlace(kind, code, now);
  const target = place?.attribution.targets[0];
  if (!place || !target) throw wrongField('code', `目录里没有 ${code}，请核对`);
  const { regionCode, institutionCode } = target;
  if (!actor.regionCodes.includes(CITY) && !actor.regionCodes.includes(regionCode))
    throw new AppError('not_allowed', { message: '这个地方归别的区县的中心管，请他们印' });
  const batch = randomUUID();
  const forms = Array.from({ length: count }, (): FormRecord => {
    const _id = randomUUID();
    const printed = auditEvent({
      at: now,
      action: 'form.printed',
      actor: { kind: 'staff', id: actor.accountId },
      subject: { kind: 'ratingForm', id: _id },
      detail: { kind, code },
    });
    return {
      _id,
      number: readableNumber('ZB'),
      batch,
      kind,
      code,
      title: place.title,
      place: place.place,
      institutionCode,
      regionCode,
      printedAt: now,
      printedBy: actor.accountId,
      trail: [printed],
      pending: [effect('audit', now)],
      dead: [],
    };
  });
  try {
    await FormModel.insertMany(forms);
  } catch (error) {
    // Two of the same number in a life of the city: what was made of the batch is never printed.
    if (!isDuplicateKey(error)) throw error;
    return makeForms(actor, input, now);
  }
  return forms;
}

/** The forms printed together. @throws AppError `not_found` */
export async function formsOfBatch(actor: StaffActor, batch: string): Promise<FormRecord[]> {
  const found = await FormModel.find({ batch, ...lookedAfter(actor) })
    .sort({ _id: 1 })
    .lean<FormRecord[]>();
  if (found.length === 0) throw new AppError('not_found', { message: '没有找到这一批评价表' });
  return found;
}

/** The form of a number. @throws AppError `not_found` */
export async function formOf(actor: StaffActor, number: string): Promise<FormRecord> {
  const found = await FormModel.findOne({ number, ...lookedAfter(actor) }).lean<FormRecord>();
  if (!found)
    throw new AppError('not_found', {
      message: '没有这个编号的评价表，或者它是别的区县的；请对照表上的编号再输一遍',
    });
  return found;
}
