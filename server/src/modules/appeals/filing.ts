import { randomUUID } from 'node:crypto';
import type { WorkCalendar } from '@haochaping/shared/domain';
import {
  APPEAL_TIMES,
  appealableUntil,
  appellantsFor,
  refusedToAppeal,
  releasedTo,
  submitAppeal,
  type AppealContext,
  type AppealGround,
  type AppealRefusal,
} from '@haochaping/shared/domain/appeals';
import type { AppealInput, AppealOffer } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { isDuplicateKey } from '../../database.js';
import { effect } from '../../jobs/effects.js';
import { readableNumber } from '../../numbers.js';
import type { Attachments } from '../attachments/index.js';
import { caseActorOf, caseOfRating, visibleCase, type CaseRecord } from '../cases/index.js';
import { requireVisibleRating, shownToRatedSide } from '../ratings/index.js';
import { appealedIn } from './appealed.js';
import { AppealModel, type AppealRecord } from './model.js';
import { appealFields, auditOfAppeal } from './store.js';

/** What an account looks at when it appeals: the case it handles, or a rating that was shown to its institution. */
export type AppealAbout = { case: string } | { rating: string };

/** Where one reads of a poor rating and appeals from there, as the routes name it. */
export const FILING_PLACES = {
  cases: { named: 'Case', aboutOf: (id: string): AppealAbout => ({ case: id }) },
  ratings: { named: 'Rating', aboutOf: (id: string): AppealAbout => ({ rating: id }) },
} as const;
export type FilingPlace = keyof typeof FILING_PLACES;

/** The case behind it, as far as an appeal needs it. */
export interface Appealed {
  record: CaseRecord;
  ratingId: string;
  level: number;
  /** As this account's institution may read it. */
  title: string;
  /** Whether this account may know since when its time runs: not where that is the day on which the case was given to a colleague. */
  dated: boolean;
  ground: AppealGround;
  context: AppealContext;
}

/** @throws AppError `not_found` for what this account does not see */
async function caseBehind(actor: StaffActor, about: AppealAbout, now: Date): Promise<CaseRecord | null> {
  if ('case' in about) return visibleCase(actor, about.case);
  await requireVisibleRating(actor, about.rating, now);
  return caseOfRating(about.rating);
}

/** Files of an appeal are uploaded before there is one: they lie with the case, apart from its own. */
export const homeOfEvidence = (caseId: string) => ({ caseId, use: 'appeal' }) as const;

/** What is said where there is nothing to appeal against: no poor rating, or one that has only just arrived. */
const NO_CASE = '只有立了案的差评可以申诉；刚收到的，请过一会儿再看';
/** A complaint has no standing to appeal against; what the rated side has to say of it goes into its verification. */
const OF_COMPLAINT = '投诉不计入评价，不用申诉；和事实不符的，请在核实时“说明情况”，带上证据';

/** Why there is nothing to appeal against. */
export interface NoAppeal {
  none: string;
}

/** A refusal of the rules as the answer to a request. @param path before the name of the field that is wrong */
export function refusedAppeal({ message, field, notTheirs }: AppealRefusal, path = ''): AppError {
  if (notTheirs) return new AppError('not_allowed', { message });
  return field === undefined
    ? new AppError('conflict', { message })
    : new AppError('invalid_input', { message, details: [{ field: `${path}${field}`, message }] });
}

/**
 * Everything the rules ask about an appeal this account might make; or why there is nothing to appeal against.
 * @throws AppError `not_found` for what this account does not see
 */
export async function appealed(
  actor: StaffActor,
  about: AppealAbout,
  calendar: WorkCalendar,
  now: Date,
): Promise<Appealed | NoAppeal> {
  const record = await caseBehind(actor, about, now);
  if (record?.complaintId !== undefined) return { none: OF_COMPLAINT };
  if (record?.ratingId === undefined || record.level === null) return { none: NO_CASE };
  const { ratingId, level } = record;
  const institution = actor.institutionCode;
  const [shown, standing] = await Promise.all([
    shownToRatedSide(ratingId),
    AppealModel.exists({ ratingId, stands: true }),
  ]);
  if (!shown) return { none: NO_CASE };
  const releasedAt = releasedTo(institution, record.events, shown, now, calendar);
  return {
    record,
    ratingId,
    level,
    title: 'case' in about ? record.title : shown.title,
    dated: 'case' in about || releasedAt === shown.shownAt,
    ground: {
      institution,
      releasedAt,
      open: standing !== null,
      // Whoever reads the rating alone learns no more of whom it is about than stands there.
      seesPerson: 'case' in about || shown.namesPerson,
    },
    context: {
      now,
      actor: caseActorOf(actor),
      calendar,
      times: APPEAL_TIMES,
      ...appealedIn(record.state),
    },
  };
}

/** `appealed`, where there is something to appeal against. @throws AppError also `conflict` where there is nothing */
export async function requireAppealed(...asked: Parameters<typeof appealed>): Promise<Appealed> {
  const found = await appealed(...asked);
  if ('none' in found) throw new AppError('conflict', { message: found.none });
  return found;
}

/** What this account may appeal against now. @throws AppError also with the words of the rules why it may not */
export async function mayAppeal(...asked: Parameters<typeof appealed>): Promise<Appealed> {
  const found = await requireAppealed(...asked);
  const refused = refusedToAppeal(found.ground, found.context);
  if (refused) throw refusedAppeal(refused);
  return found;
}

/** Until when and for whom this account may appeal, and why it may not. */
export function offerOf({ ground, context, dated }: Appealed): Omit<AppealOffer, 'appeal'> {
  const { releasedAt } = ground;
  const refused = refusedToAppeal(ground, context);
  const why = refused?.message ?? null;
  // Whose it is not to appeal, for them no time runs.
  const until = dated && releasedAt && !refused?.notTheirs;
  return {
    mayFile: why === null,
    appellants: why === null ? [...appellantsFor(ground, context)] : [],
    until: until ? appealableUntil(releasedAt, context.calendar, context.times).day : null,
    why,
  };
}

/**
 * Makes an appeal, decided by the rules, and keeps it with its audit entry; its case learns of it by an effect.
 * @throws AppError `not_found`; `not_allowed` or `conflict` with the rules' own words; `conflict` when a colleague was first
 */
export async function fileAppeal(
  actor: StaffActor,
  about: AppealAbout,
  { appellant, statement, attachments: files = [] }: AppealInput,
  { attachments, calendar }: { attachments: Attachments; calendar: () => Promise<WorkCalendar> },
  now: Date,
): Promise<AppealRecord> {
  const { record, ratingId, level, title, ground, context } = await requireAppealed(
    actor,
    about,
    await calendar(),
    now,
  );
  const home = homeOfEvidence(record._id);
  const named = { home, accountId: actor.accountId, ids: files, field: 'attachments' };
  await attachments.check(named, now);
  const decision = submitAppeal({ ...ground, appellant, statement, attachments: files }, context);
  if (decision.refused) throw refusedAppeal(decision.refused);
  const id = randomUUID();
  const appeal: AppealRecord = {
    _id: id,
    number: readableNumber('SS'),
    caseId: record._id,
    ratingId,
    version: decision.events.length,
    events: [...decision.events],
    ...appealFields(decision.events),
    institution: ground.institution,
    offices: [...record.offices],
    rated: record.state.rated,
    title,
    level,
    submittedAt: now,
    trail: auditOfAppeal(id, decision.events),
    pending: [effect('audit', now), effect('case', now), effect('clock', now)],
    dead: [],
  };
  try {
    await AppealModel.create([appeal]);
  } catch (error) {
    if (isDuplicateKey(error, 'ratingId'))
      throw new AppError('conflict', { message: '刚才已经有人提出申诉，请刷新后再看' });
    throw error;
  }
  await attachments.named(files);
  return appeal;
}
