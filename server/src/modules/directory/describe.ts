import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import type { RatingTarget, TargetKind } from '@haochaping/shared/domain';
import { lookUp, findRegion } from './service.js';
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
export async function describeTarget(ref: TargetRef, at: Date): Promise<TargetDescription | null> {
  switch (ref.kind) {
    case 'institution':
      return withRecord('institutions', ref, at, ({ data }) => ({
        institution: ref.code,
        region: data.regionCode,
      }));
    case 'hall':
    case 'platform':
      return withRecord(KIND_OF[ref.kind] as 'halls' | 'platforms', ref, at, ({ data }) => ({
        institution: data.institutionCode,
        region: data.regionCode,
        place: data.name,
      }));
    case 'item':
      return withRecord('items', ref, at, ({ data }) => ({
        institution: data.leadCode ?? data.institutionCode,
        region: data.regionCode,
        lead: data.leadCode !== null,
      }));
    case 'package':
      return withRecord('packages', ref, at, ({ data }) => ({
        institution: data.institutionCode,
        region: data.regionCode,
        lead: true,
      }));
    case 'window':
      return withRecord('windows', ref, at, (window) => windowAnswer(window, at));
    case 'staff':
      return withRecord('staff', ref, at, (person) => staffAnswer(person, at));
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

async function windowAnswer(window: Found<'windows'>, at: Date): Promise<Answer | null> {
  const hall = await lookUp('halls', window.data.hallCode, at);
  if (!hall) return null;
  return {
    institution: window.data.institutionCode,
    region: hall.data.regionCode,
    operator: hall.data.institutionCode,
    place: `${hall.data.name} ${window.data.number} ${window.data.name}`,
  };
}

async function staffAnswer(person: Found<'staff'>, at: Date): Promise<Answer | null> {
  const { institutionCode, windowCode } = person.data;
  const window = windowCode === null ? null : await lookUp('windows', windowCode, at);
  const there = window && (await windowAnswer(window, at));
  if (there) return { ...there, institution: institutionCode };
  const employer = await lookUp('institutions', institutionCode, at);
  return employer && { institution: institutionCode, region: employer.data.regionCode };
}

async function withRecord<K extends DirectoryKind>(
  kind: K,
  ref: TargetRef,
  at: Date,
  answerOf: (record: Found<K>) => Answer | null | Promise<Answer | null>,
): Promise<TargetDescription | null> {
  const record = await lookUp(kind, ref.code, at);
  const answer = record && (await answerOf(record));
  if (!record || !answer) return null;
  const { operator: runs = answer.institution } = answer;
  const [institution, other, region] = await Promise.all([
    lookUp('institutions', answer.institution, at),
    runs === answer.institution ? null : lookUp('institutions', runs, at),
    findRegion(answer.region, at),
  ]);
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
