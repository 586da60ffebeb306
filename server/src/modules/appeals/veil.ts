import { LEVEL_NAMES, type Level } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import { CaseModel, visibleCases, type CaseRecord } from '../cases/index.js';
import { readByRatedSide } from '../ratings/index.js';
import { AppealModel, type AppealRecord } from './model.js';

/** What an account may know of the rating an appeal is about. */
export interface AppealSeen {
  title: string;
  /** Null where the account was not shown it: that it was a poor one is all it knows. */
  level: Level | null;
  levelName: string;
  /** Whether it reads the words of the appeal and of its decision as well. */
  words: boolean;
}

type About = Pick<AppealRecord, '_id' | 'caseId' | 'ratingId' | 'institution' | 'title' | 'level'>;

/** By appeal. */
export type AppealsSeen = (appeal: About) => AppealSeen;

const POOR = '差评';
const named = (title: string, level: Level | null, words: boolean): AppealSeen => ({
  title,
  level,
  levelName: level === null ? POOR : LEVEL_NAMES[level],
  words,
});
const whole = ({ title, level }: About): AppealSeen => named(title, level as Level, true);

/**
 * What an account may know of these appeals. Whoever has the case, or filed the appeal, reads all of it, as do those who decide or oversee.
 * A colleague at the house that appeals takes it back, and reads no more than the rating was shown to the house. Source: adr/006, adr/025, adr/026.
 */
export async function seenIn(actor: StaffActor, appeals: readonly About[], now: Date): Promise<AppealsSeen> {
  const ofHouse = appeals.filter(({ institution }) => institution === actor.institutionCode);
  if (ofHouse.length === 0) return whole;
  const cases = { _id: { $in: ofHouse.map(({ caseId }) => caseId) } };
  const filed = { _id: { $in: ofHouse.map(({ _id }) => _id) }, 'events.0.by.id': actor.accountId };
  const [ofCases, own] = await Promise.all([
    CaseModel.find({ $and: [cases, visibleCases(actor)] }, { _id: 1 }).lean<Pick<CaseRecord, '_id'>[]>(),
    AppealModel.find(filed, { _id: 1 }).lean<Pick<AppealRecord, '_id'>[]>(),
  ]);
  const known = new Set([...ofCases, ...own].map(({ _id }) => _id));
  const isWhole = ({ _id, caseId, institution }: About) =>
    institution !== actor.institutionCode || known.has(_id) || known.has(caseId);
  const veiled = appeals.filter((one) => !isWhole(one)).map(({ ratingId }) => ratingId);
  const read = await readByRatedSide(veiled, now);
  return (appeal) => {
    if (isWhole(appeal)) return whole(appeal);
    const { title = '', level = null } = read.get(appeal.ratingId) ?? {};
    return named(title, level, false);
  };
}
