import {
  mostSpecific,
  narrowedForm,
  SCOPE_KINDS,
  scopesOf,
  versionInForce,
  type Attribution,
  type Channel,
  type Form,
  type QuestionnaireScope,
} from '@haochaping/shared/domain';
import type { QuestionnaireView } from '@haochaping/shared/contracts';
import { QuestionnaireModel, type PublishedVersion, type QuestionnaireRecord } from './model.js';

/** A version with the questionnaire it belongs to. */
export interface KnownVersion {
  questionnaireId: string;
  scope: QuestionnaireScope;
  version: PublishedVersion;
}

/** What about a rating's targets decides what is asked. */
export const askedOf = ({ targets }: Attribution) => ({
  itemCodes: targets.filter(({ kind }) => kind === 'item').map(({ code }) => code),
  kinds: [...new Set(targets.map(({ kind }) => kind))],
});

/**
 * The questions shown below the level for what is rated: of the most specific questionnaire in use, without what cannot be
 * asked here. Null when there is none, or nothing of it applies. FA-2.2.3-b.
 * @param channel null where the page will tell
 */
export async function questionnaireFor(
  attribution: Attribution,
  channel: Channel | null,
  now: Date,
): Promise<QuestionnaireView | null> {
  const scopes = scopesOf(attribution).map(({ kind, code }) => ({ 'scope.kind': kind, 'scope.code': code }));
  const records = await QuestionnaireModel.find(
    { use: 'rating', archivedAt: null, $or: scopes },
    { scope: 1, versions: 1 },
  ).lean<Pick<QuestionnaireRecord, '_id' | 'scope' | 'versions'>[]>();
  const inUse = records.flatMap(({ scope, versions }) => {
    const version = versionInForce(versions, now);
    return version ? [{ scope, version }] : [];
  });
  const found = mostSpecific(inUse, attribution);
  if (!found) return null;
  const form = narrowedForm(found.version.form, { ...askedOf(attribution), channel });
  return form.questions.length > 0 ? { version: found.version.id, ...form } : null;
}

/** These versions, by their ids; those nobody published are missing. */
export async function versionsOf(ids: readonly string[]): Promise<Map<string, KnownVersion>> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return new Map();
  const records = await QuestionnaireModel.find(
    { 'versions.id': { $in: [...wanted] } },
    { scope: 1, versions: 1 },
  ).lean<Pick<QuestionnaireRecord, '_id' | 'scope' | 'versions'>[]>();
  return new Map(
    records.flatMap(({ _id, scope, versions }) =>
      versions
        .filter(({ id }) => wanted.has(id))
        .map((version): [string, KnownVersion] => [version.id, { questionnaireId: _id, scope, version }]),
    ),
  );
}

/** A questionnaire as it is asked now. */
export interface InUse {
  questionnaireId: string;
  scope: QuestionnaireScope;
  form: Form;
}

/** All questionnaires of ratings with the form that is asked now, the most general first. */
export async function questionnairesInUse(now: Date): Promise<InUse[]> {
  const records = await QuestionnaireModel.find(
    { use: 'rating', archivedAt: null },
    { scope: 1, versions: 1 },
  )
    .sort({ createdAt: 1, _id: 1 })
    .lean<Pick<QuestionnaireRecord, '_id' | 'scope' | 'versions'>[]>();
  return records
    .flatMap(({ _id, scope, versions }) => {
      const version = versionInForce(versions, now);
      return version ? [{ questionnaireId: _id, scope, form: version.form }] : [];
    })
    .sort((a, b) => SCOPE_KINDS.indexOf(a.scope.kind) - SCOPE_KINDS.indexOf(b.scope.kind));
}

/** The version in force of the questionnaire for whatever has none of its own; null without one. */
export async function generalQuestionnaire(now: Date): Promise<string | null> {
  const record = await QuestionnaireModel.findOne(
    { use: 'rating', archivedAt: null, 'scope.kind': 'all' },
    { versions: 1 },
  ).lean<Pick<QuestionnaireRecord, 'versions'>>();
  return (record && versionInForce(record.versions, now)?.id) ?? null;
}

/** Every version of these questionnaires, with the questionnaire it belongs to. */
export async function versionsOfQuestionnaires(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const records = await QuestionnaireModel.find(
    { _id: { $in: [...new Set(ids)] } },
    { 'versions.id': 1 },
  ).lean<Pick<QuestionnaireRecord, '_id' | 'versions'>[]>();
  return new Map(
    records.flatMap(({ _id, versions }) => versions.map(({ id }): [string, string] => [id, _id])),
  );
}
