import type { CellValue, DirectoryRecord, RecordData, Version, VersionSource } from './types.js';

/** The version that held at that instant, or null if none did. Pure. */
export function versionAt<D>(record: DirectoryRecord<D>, at: Date): Version<D> | null {
  const holds = (version: Version<D>) =>
    version.validFrom <= at && (version.validTo === null || at < version.validTo);
  if (holds(record)) return record;
  return [...record.history].reverse().find(holds) ?? null;
}

/** Who writes a version, when, and out of what. */
export interface Recording {
  at: Date;
  by: string;
  source: VersionSource;
}

/** The first version of a record. */
export function firstVersion(
  data: RecordData,
  validFrom: Date,
  validTo: Date | null,
  recording: Recording,
): Version {
  return {
    revision: 1,
    data,
    validFrom,
    validTo,
    recordedAt: recording.at,
    recordedBy: recording.by,
    source: recording.source,
  };
}

/**
 * The version after `current`, and `current` as it goes into the history: it stops holding where the next begins.
 * A next version that begins where the current one began (an end put to it) leaves an empty interval behind: the
 * record of what was once written, never again in force.
 */
export function nextVersion(
  current: Version,
  data: RecordData,
  validFrom: Date,
  validTo: Date | null,
  recording: Recording,
): { next: Version; past: Version } {
  const end = current.validTo === null || current.validTo > validFrom ? validFrom : current.validTo;
  return {
    next: { ...firstVersion(data, validFrom, validTo, recording), revision: current.revision + 1 },
    past: {
      revision: current.revision,
      data: current.data,
      validFrom: current.validFrom,
      validTo: end,
      recordedAt: current.recordedAt,
      recordedBy: current.recordedBy,
      source: current.source,
    },
  };
}

/** Whether two values of a field say the same. Lists are compared in order: the first named may matter. */
export function sameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
