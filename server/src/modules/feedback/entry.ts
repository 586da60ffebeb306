import type { FeedbackEntryInput } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import { keyedDigest, type Keys } from '../../keys.js';
import type { Attachments } from '../attachments/index.js';
import { aboutOf } from './about.js';
import { homeOf } from './files/homes.js';
import { keepFeedback } from './intake.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { isOfficeOf } from './policy.js';

/**
 * Writes down what came by a letter, the box or a call, with who entered it and what it was written on. The same entry again
 * changes nothing. Source: 方案 二(二)3; FA-2.2.3-a.
 * @throws AppError `invalid_input` for an unknown place, a day to come, or files that are not there; `conflict` for an id that is
 * taken; `not_allowed` for what is another office's to see to
 */
export async function enterFeedback(
  { keys, attachments }: { keys: Keys; attachments: Attachments },
  actor: StaffActor,
  input: FeedbackEntryInput,
  now: Date,
): Promise<FeedbackRecord> {
  const before = await FeedbackModel.findById(input.entryId).lean<FeedbackRecord>();
  if (before) return sameEntry(before, actor);
  if (input.cameOn > dayOf(now)) throw wrongField('cameOn', '那天还没有到，请再看一下日期');
  const about = await aboutOf(input, now);
  if (!isOfficeOf(actor, about.offices))
    throw new AppError('not_allowed', {
      message: '说的不是您这里管的地方，请转给那里的中心录入；说的是中心自己的，由审改办、效能办办理',
    });
  const { accountId } = actor;
  const files = [...new Set(input.files ?? [])];
  const home = homeOf(input.entryId);
  await attachments.check({ home, accountId, ids: files, field: 'files' }, now);
  const kept = await keepFeedback(
    keys,
    {
      id: input.entryId,
      intakeKey: keyedDigest(keys.digest, 'feedback-entry', input.entryId),
      about,
      input,
      way: input.way,
      cameOn: input.cameOn,
      contact: input.phone ? { phone: input.phone } : null,
      noticeVersion: null,
      by: accountId,
      files,
      mail: null,
    },
    now,
  );
  if (kept) {
    await attachments.named(files);
    return kept;
  }
  const first = await FeedbackModel.findById(input.entryId).lean<FeedbackRecord>();
  if (!first) throw new AppError('conflict', { message: '没有录进去，请再点一次' });
  return sameEntry(first, actor);
}

function sameEntry(record: FeedbackRecord, { accountId }: StaffActor): FeedbackRecord {
  if (record.events[0]?.by !== accountId)
    throw new AppError('conflict', { message: '没有录进去，请重新打开这一页再录一次' });
  return record;
}
