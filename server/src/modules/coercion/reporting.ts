import type { CoercionInput } from '@haochaping/shared/contracts';
import { answeringInstitutions } from '@haochaping/shared/domain';
import { MOST_COERCION_REPORTS } from '@haochaping/shared/domain/coercion';
import { isDuplicateKey } from '../../database.js';
import { AppError } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { officesFor } from '../ratings/index.js';
import type { PressedAbout } from './about.js';
import { CoercionModel, type CoercionRecord } from './model.js';

/** The reports about one rating or complaint, in order. */
export const reportsAbout = (aboutId: string): Promise<CoercionRecord[]> =>
  CoercionModel.find({ aboutId }).sort({ at: 1 }).lean<CoercionRecord[]>().exec();

/**
 * Keeps a report, in one write with its audit entry, which tells none of its words. The same report again changes nothing.
 * @param accountId who was signed in; null with the receipt alone
 * @throws AppError `conflict` when there are too many about it already, or the number belongs to a report about something else
 */
export async function report(
  about: PressedAbout,
  input: CoercionInput,
  accountId: string | null,
  now: Date,
): Promise<void> {
  const before = await reportsAbout(about._id);
  if (before.some(({ _id }) => _id === input.reportId)) return;
  if (before.length >= MOST_COERCION_REPORTS)
    throw new AppError('conflict', { message: '这一条您反映过好几次了，效能办都收到了；急事请拨打 12345' });
  const { attribution, number, title, place } = about;
  const offices = await officesFor(attribution, now);
  const record: CoercionRecord = {
    _id: input.reportId,
    aboutId: about._id,
    accountId,
    number,
    title,
    place,
    text: input.text,
    state: 'new',
    version: 1,
    steps: [],
    jurisdictions: [...new Set(offices.map(({ jurisdiction }) => jurisdiction))],
    institutionCodes: answeringInstitutions(attribution),
    staffCodes: attribution.targets.filter(({ kind }) => kind === 'staff').map(({ code }) => code),
    at: now,
    trail: [
      auditEvent({
        at: now,
        action: 'coercion.reported',
        actor: { kind: 'evaluator', id: 'unnamed' },
        subject: { kind: 'coercion', id: input.reportId },
        detail: { words: input.text.length },
      }),
    ],
    pending: [effect('audit', now)],
    dead: [],
  };
  try {
    await CoercionModel.create([record]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    if (!(await CoercionModel.exists({ _id: record._id, aboutId: about._id })))
      throw new AppError('conflict', { message: '没有送出去，请回到上一页，重新点开再写一次' });
  }
}
