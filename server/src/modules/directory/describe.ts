import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import type { RatingTarget, TargetKind } from '@haochaping/shared/domain';
import { directoryNow, type Directory } from './kept.js';
import type { DirectoryData, Found } from './types.js';

/** What a rating counts for, named by the directory. */
export interface TargetRef {
  kind: Exclude<TargetKind, 'stage'>;
  code: string;
}

/**
 * A target as it stood at one instant: the snapshot a rating keeps, so that a later change of name, place or
 * competence does not change what was rated. Source: 方案 二(二)1; FA-2.2.1-c FA-2.2.1-e FA-2.2.1-f.
 */
export interface TargetDescription extends RatingTarget {
  /** Name of the institution that answers (`institutionCode`): the competent or the lead department. */
  institutionName: string;
  /** Who runs the place where it happened; the answering institution itself where there is no place. */
  operatorCode: string;
  operatorName: string;
  regionName: string;
  /** Where that is, as one says it to a citizen. */
  place: string;
  /** The version of the directory record this was taken from. */
  revision: number;
}

/** In which part of the directory a target stands. */
export const KIND_OF: Readonly<Record<TargetRef['kind'], DirectoryKind>> = {
  institution: 'institutions',
  window: 'windows',
  hall: 'halls',
  platform: 'platforms',
  item: 'items',
  package: 'packages',
  staff: 'staff',
};

/** Describes one target as it stood at `at`; null if the directory does not know it then. */
export const describeTarget = async (ref: TargetRef, at: Date): Promise<TargetDescription | null> =>
  describeIn(await directoryNow(), ref, at);

/** The same in an edition of the directory that was read already. Pure. */
export function describeIn(directory: Directory, ref: TargetRef, at: Date): TargetDescription | null {
  const withRecord = <K extends DirectoryKind>(
    kind: K,
    answerOf: (record: Found<K>) => Answer | null,
  ): TargetDescription | null => {
    const record = directory.lookUp(kind, ref.code, at);
    const answer = record && answerOf(record);
    return record && answer && described(directory, ref, record, answer, at);
  };
  switch (ref.kind) {
    case 'institution':
      return withRecord('institutions', ({ data }) => ({
        institution: ref.code,
        region: data.regionCode,
      }));
    case 'hall':
    case 'platform':
      return withRecord(KIND_OF[ref.kind] as 'halls' | 'platforms', ({ data }) => ({
        institution: data.institutionCode,
        region: data.regionCode,
        place: data.name,
      }));
    case 'item':
      return withRecord('items', ({ data }) => ({
        institution: data.leadCode ?? data.institutionCode,
        region: data.regionCode,
        lead: data.leadCode !== null,
      }));
    case 'package':
      return withRecord('packages', ({ data }) => ({
        institution: data.institutionCode,
        region: data.regionCode,
        lead: true,
      }));
    case 'window':
      return withRecord('windows', (window) => windowAnswer(directory, window, at));
    case 'staff':
      return withRecord('staff', (person) => staffAnswer(directory, person, at));
  }
}

/** Who answers for a target, where it is, and who runs that place. */
interface Answer {
  institution: string;
  region: string;
  operator?: string;
  place?: string;
  lead?: boolean;
}

function windowAnswer(directory: Directory, window: Found<'windows'>, at: Date): Answer | null {
  const hall = directory.lookUp('halls', window.data.hallCode, at);
  if (!hall) return null;
  return {
    institution: window.data.institutionCode,
    region: hall.data.regionCode,
    operator: hall.data.institutionCode,
    place: `${hall.data.name} ${window.data.number} ${window.data.name}`,
  };
}

function staffAnswer(directory: Directory, person: Found<'staff'>, at: Date): Answer | null {
  const { institutionCode, windowCode } = person.data;
  const window = windowCode === null ? null : directory.lookUp('windows', windowCode, at);
  const there = window && windowAnswer(directory, window, at);
  if (there) return { ...there, institution: institutionCode };
  const employer = directory.lookUp('institutions', institutionCode, at);
  return employer && { institution: institutionCode, region: employer.data.regionCode };
}

function described(
  directory: Directory,
  ref: TargetRef,
  record: Found<DirectoryKind>,
  answer: Answer,
  at: Date,
): TargetDescription | null {
  const { operator: runs = answer.institution } = answer;
  const institution = directory.lookUp('institutions', answer.institution, at);
  const other = runs === answer.institution ? null : directory.lookUp('institutions', runs, at);
  const region = directory.findRegion(answer.region, at);
  const operator = runs === answer.institution ? institution : other;
  if (!institution || !operator || !region) return null;
  const data: DirectoryData[DirectoryKind] = record.data;
  return {
    kind: ref.kind,
    code: ref.code,
    name: data.name,
    institutionCode: institution.code,
    regionCode: region.code,
    ...(answer.lead ? { lead: true } : {}),
    institutionName: institution.data.name,
    operatorCode: operator.code,
    operatorName: operator.data.name,
    regionName: region.name,
    place: answer.place ?? institution.data.name,
    revision: record.revision,
  };
}
