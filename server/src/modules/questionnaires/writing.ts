import { randomUUID } from 'node:crypto';
import type {
  QuestionnaireCreateInput,
  QuestionnaireDraftInput,
  QuestionnairePublishInput,
} from '@haochaping/shared/contracts';
import {
  formChanges,
  formProblems,
  RATED_CLASSES,
  type Form,
  type QuestionnaireScope,
  type RatedClass,
} from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../database.js';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { lookUp } from '../directory/index.js';
import { QuestionnaireModel, type PublishedVersion, type QuestionnaireRecord } from './model.js';
import { mayEdit } from './policy.js';

/** The questionnaire with this id. @throws AppError `not_found` */
export async function findQuestionnaire(id: string): Promise<QuestionnaireRecord> {
  const record = await QuestionnaireModel.findById(id).lean<QuestionnaireRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这份问卷' });
  return record;
}

/** What was published last, scheduled or not; what is being written is compared with it. */
export const newestVersion = ({ versions }: Pick<QuestionnaireRecord, 'versions'>): PublishedVersion | null =>
  [...versions].sort((a, b) => b.number - a.number)[0] ?? null;

const EMPTY: Form = { title: '', questions: [] };

/** What publishing the draft now would change. */
export const changesOf = (record: QuestionnaireRecord): string[] =>
  formChanges(newestVersion(record)?.form ?? EMPTY, record.draft);

/**
 * Begins a questionnaire, empty or as a copy of another.
 * @throws AppError `invalid_input` (no such scope), `not_allowed`, `conflict` (the scope has one)
 */
export async function createQuestionnaire(
  actor: StaffActor,
  { scope, copyOf }: QuestionnaireCreateInput,
  now: Date,
): Promise<QuestionnaireRecord> {
  await checkScope(scope, now);
  await checkMayEdit(actor, scope, now);
  const copied = copyOf ? await findQuestionnaire(copyOf) : null;
  const record: QuestionnaireRecord = {
    _id: randomUUID(),
    use: 'rating',
    scope,
    draft: copied?.draft ?? EMPTY,
    revision: 0,
    versions: [],
    createdAt: now,
    archivedAt: null,
    trail: [],
    pending: [effect('audit', now)],
    dead: [],
  };
  record.trail.push(told('questionnaire.created', actor.accountId, record._id, now));
  try {
    await QuestionnaireModel.create([record]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', {
      message: '这个范围已经有一份问卷了，请改那一份；每个范围同时只用一份。',
    });
  }
  return record;
}

/** @throws AppError `invalid_input` when there is nothing of that code */
async function checkScope({ kind, code }: QuestionnaireScope, now: Date): Promise<void> {
  const known =
    kind === 'all'
      ? code === ''
      : kind === 'class'
        ? RATED_CLASSES.includes(code as RatedClass)
        : kind === 'institution'
          ? await lookUp('institutions', code, now)
          : await lookUp('items', code, now);
  if (!known)
    throw new AppError('invalid_input', {
      details: [{ field: 'scope.code', message: '目录里没有这个单位或事项，请重新选' }],
    });
}

async function checkMayEdit(actor: StaffActor, scope: QuestionnaireScope, now: Date): Promise<void> {
  if (!(await mayEdit(actor, scope, now)))
    throw new AppError('not_allowed', { message: '这份问卷由市行政服务中心管委会编，您可以看，不能改' });
}

const told = (action: string, by: string, id: string, at: Date, detail?: Record<string, string | number>) =>
  auditEvent({
    at,
    action,
    actor: { kind: 'staff', id: by },
    subject: { kind: 'questionnaire', id },
    ...(detail ? { detail } : {}),
  });

/** Changes a questionnaire that is still as it was seen, in one write. @throws AppError `conflict` */
async function change(
  record: QuestionnaireRecord,
  seen: number,
  update: { set?: Partial<QuestionnaireRecord>; push?: Record<string, unknown> },
): Promise<QuestionnaireRecord> {
  const changed = await QuestionnaireModel.findOneAndUpdate(
    { _id: record._id, revision: seen, archivedAt: null },
    { $set: { ...update.set, revision: seen + 1 }, ...(update.push ? { $push: update.push } : {}) },
    { returnDocument: 'after' },
  ).lean<QuestionnaireRecord>();
  if (!changed)
    throw new AppError('conflict', {
      message: record.archivedAt
        ? '这份问卷已经停用，不能再改；可以照着它做一份新的。'
        : '这份问卷刚刚有人改过，请刷新看过再改；您写的还在页面上，没有存下。',
    });
  return changed;
}

/** Keeps what is being written, unfinished as it may be. @throws AppError `not_allowed`, `conflict` */
export async function saveDraft(
  actor: StaffActor,
  id: string,
  { seen, draft }: QuestionnaireDraftInput,
  now: Date,
): Promise<QuestionnaireRecord> {
  const record = await findQuestionnaire(id);
  await checkMayEdit(actor, record.scope, now);
  return change(record, seen, { set: { draft } });
}

/**
 * Publishes what is written as the next version; from its instant on it is shown, and never changes again.
 * @throws AppError `not_allowed`, `invalid_input` (problems, nothing changed, or an instant that has gone), `conflict`
 */
export async function publishDraft(
  actor: StaffActor,
  id: string,
  { seen, from }: QuestionnairePublishInput,
  now: Date,
): Promise<QuestionnaireRecord> {
  const record = await findQuestionnaire(id);
  await checkMayEdit(actor, record.scope, now);
  const problems = formProblems(record.draft, record.use);
  const changes = changesOf(record);
  const begins = from ? new Date(from) : now;
  const details = [
    ...problems.map(({ question, message }) => ({ field: question ?? 'draft', message })),
    ...(changes.length === 0 ? [{ field: 'draft', message: '和上一版一样，不用再发布' }] : []),
    ...(begins < now ? [{ field: 'from', message: '开始的时间已经过去了，请改成以后，或现在就发布' }] : []),
  ];
  if (details.length > 0)
    throw new AppError('invalid_input', { message: '还不能发布，请按提示改好；写的都还在。', details });
  const number = (newestVersion(record)?.number ?? 0) + 1;
  const version: PublishedVersion = {
    id: randomUUID(),
    number,
    form: record.draft,
    from: begins,
    publishedAt: now,
    publishedBy: actor.accountId,
    changes,
  };
  return change(record, seen, {
    push: {
      versions: version,
      trail: told('questionnaire.published', actor.accountId, id, now, { version: number }),
      pending: effect('audit', now),
    },
  });
}

/** Takes a questionnaire out of use; a more general one takes its place. Its answers stay. @throws AppError `not_allowed`, `conflict` */
export async function archiveQuestionnaire(
  actor: StaffActor,
  id: string,
  seen: number,
  now: Date,
): Promise<QuestionnaireRecord> {
  const record = await findQuestionnaire(id);
  await checkMayEdit(actor, record.scope, now);
  return change(record, seen, {
    set: { archivedAt: now },
    push: { trail: told('questionnaire.archived', actor.accountId, id, now), pending: effect('audit', now) },
  });
}
