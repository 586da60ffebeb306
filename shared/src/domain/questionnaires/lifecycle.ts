import type { Form } from './form.js';

/** A published form. Nothing in it ever changes: answers belong to it for ever. */
export interface FormVersion {
  id: string;
  /** 1 for the first. */
  number: number;
  form: Form;
  /** From when it is shown; later than `publishedAt` when it was scheduled. */
  from: Date;
  publishedAt: Date;
}

/** The version that is shown at an instant: the latest of those that have begun. */
export function versionInForce<T extends Pick<FormVersion, 'from' | 'number'>>(
  versions: readonly T[],
  at: Date,
): T | null {
  return (
    versions
      .filter(({ from }) => from.getTime() <= at.getTime())
      .sort((a, b) => b.number - a.number)
      .find(() => true) ?? null
  );
}

export const QUESTIONNAIRE_STATES = ['draft', 'scheduled', 'published', 'archived'] as const;
export type QuestionnaireState = (typeof QUESTIONNAIRE_STATES)[number];

export const QUESTIONNAIRE_STATE_NAMES: Readonly<Record<QuestionnaireState, string>> = {
  draft: '还没有发布',
  scheduled: '到时发布',
  published: '正在使用',
  archived: '已停用',
};

/** Where a questionnaire stands at an instant. */
export function questionnaireState(
  {
    versions,
    archivedAt,
  }: { versions: readonly Pick<FormVersion, 'from' | 'number'>[]; archivedAt: Date | null },
  at: Date,
): QuestionnaireState {
  if (archivedAt) return 'archived';
  if (versionInForce(versions, at)) return 'published';
  return versions.length > 0 ? 'scheduled' : 'draft';
}
