import type { QuestionnaireDetail, QuestionnaireRow } from '@haochaping/shared/contracts';
import {
  formProblems,
  questionnaireState,
  RATED_CLASS_NAMES,
  versionInForce,
  type QuestionnaireScope,
  type RatedClass,
} from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import type { StaffNames } from '../audit/index.js';
import { lookUp } from '../directory/index.js';
import type { QuestionnaireRecord } from './model.js';
import { mayEdit } from './policy.js';
import { changesOf, newestVersion } from './writing.js';

/** What a questionnaire is for, in words. */
async function scopeName({ kind, code }: QuestionnaireScope, now: Date): Promise<string> {
  switch (kind) {
    case 'all':
      return '所有评价';
    case 'class':
      return `评${RATED_CLASS_NAMES[code as RatedClass]}`;
    case 'institution':
      return (await lookUp('institutions', code, now))?.data.name ?? code;
    case 'item':
      return (await lookUp('items', code, now))?.data.name ?? code;
  }
}

export async function presentQuestionnaireRow(
  actor: StaffActor,
  record: QuestionnaireRecord,
  now: Date,
): Promise<QuestionnaireRow> {
  const shown = versionInForce(record.versions, now);
  const newest = newestVersion(record);
  return {
    id: record._id,
    title: record.draft.title || newest?.form.title || '（还没有名称）',
    scope: record.scope,
    scopeName: await scopeName(record.scope, now),
    state: questionnaireState(record, now),
    version: shown?.number ?? null,
    from: (shown ?? newest)?.from.toISOString() ?? null,
    questions: (shown?.form ?? record.draft).questions.length,
    mayEdit: !record.archivedAt && (await mayEdit(actor, record.scope, now)),
  };
}

export async function presentQuestionnaire(
  actor: StaffActor,
  record: QuestionnaireRecord,
  namesOf: StaffNames,
  now: Date,
): Promise<QuestionnaireDetail> {
  const names = await namesOf(record.versions.map(({ publishedBy }) => publishedBy));
  return {
    ...(await presentQuestionnaireRow(actor, record, now)),
    draft: record.draft,
    revision: record.revision,
    problems: formProblems(record.draft, record.use),
    changes: changesOf(record),
    versions: [...record.versions].reverse().map((version) => ({
      id: version.id,
      number: version.number,
      from: version.from.toISOString(),
      publishedAt: version.publishedAt.toISOString(),
      publishedByName: names.get(version.publishedBy) ?? '随系统带来',
      changes: version.changes,
      form: version.form,
    })),
  };
}
