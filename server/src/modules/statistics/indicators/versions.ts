import { dayOf, type Day } from '@haochaping/shared/domain';
import {
  schemeChanges,
  schemeProblems,
  type IndicatorNode,
  type SchemeProblem,
} from '@haochaping/shared/domain/figures/index';
import type { UpdateQuery } from 'mongoose';
import { AppError, wrongField } from '../../../http/errors.js';
import type { SchemeRecord, SchemeVersion } from './model.js';

/** The version that is used on a day: of those that began, the last. */
export const versionOn = ({ versions }: Pick<SchemeRecord, 'versions'>, day: Day): SchemeVersion | null =>
  versions.filter(({ from }) => from <= day).sort((a, b) => b.number - a.number)[0] ?? null;

/** What was published last, also what begins later. */
export const newestOf = ({ versions }: Pick<SchemeRecord, 'versions'>): SchemeVersion =>
  [...versions].sort((a, b) => b.number - a.number)[0] as SchemeVersion;

export const changesOf = (record: SchemeRecord): string[] =>
  record.draft ? schemeChanges(newestOf(record).nodes, record.draft.nodes) : [];

export const problemsOf = ({ draft }: SchemeRecord): SchemeProblem[] =>
  draft ? schemeProblems(draft.nodes) : [];

/**
 * What publishing the draft writes: one more version, and nothing of those before.
 * @throws AppError `invalid_input` naming what stands against it; `conflict` where nothing changed
 */
export function published(record: SchemeRecord, by: string, from: Day, now: Date): UpdateQuery<SchemeRecord> {
  const { nodes, writers } = record.draft as { nodes: readonly IndicatorNode[]; writers: string[] };
  const [problem] = problemsOf(record);
  if (problem) throw wrongField('command', problem.message);
  const changes = changesOf(record);
  if (changes.length === 0) throw new AppError('conflict', { message: '和上一版一样，不用发布' });
  const last = newestOf(record);
  if (from < dayOf(now) || from <= last.from)
    throw wrongField('command.from', `要从今天或以后起用，并且在第${last.number}版起用（${last.from}）以后`);
  const version: SchemeVersion = {
    number: last.number + 1,
    from,
    nodes,
    publishedAt: now,
    publishedBy: by,
    writers,
    changes,
  };
  return { $set: { draft: null }, $push: { versions: version } };
}
