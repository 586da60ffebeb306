import { createHash, randomUUID } from 'node:crypto';
import type { TransactionInput } from '@haochaping/shared/contracts';
import { dayOf, dayPlus, isPoor, type WordLists, type WorkCalendar } from '@haochaping/shared/domain';
import type { CaseActor } from '@haochaping/shared/domain/cases/index';
import { identityCheckCharacter } from '@haochaping/shared/domain/codes';
import type { Config } from '../../config/config.js';
import { eventRatings } from '../../corrected-reports.js';
import type { BusinessSystemActor } from '../../http/actor.js';
import type { Keys } from '../../keys.js';
import { workCalendarNow } from '../../modules/calendar/index.js';
import { CaseModel, caseOpener, type CaseRecord } from '../../modules/cases/index.js';
import { ensureStaticCode, issueInvitation, markAnswered } from '../../modules/channels/index.js';
import { directoryNow } from '../../modules/directory/index.js';
import {
  addDetailsTo,
  intakeSettings,
  rateFromPage,
  type IntakeSettings,
  type RatingRecord,
} from '../../modules/ratings/index.js';
import { generalQuestionnaire } from '../../modules/questionnaires/index.js';
import { StaffAccountModel } from '../../modules/staff/index.js';
import { inventedCity, keepInventedCity } from '../../modules/statistics/index.js';
import { loadWordLists } from '../../word-lists.js';
import { catchUp, FirstOfPools } from './after.js';
import { chanceOf } from './chance.js';
import { inventFeedback } from './feedback.js';
import { handle, type Handlers } from './handling.js';
import { busyness, inventServices, type InventedService } from './plan.js';

/** So many at once: what is written one by one in one moment is written together. */
const AT_ONCE = 200;
const SYSTEM: BusinessSystemActor = {
  kind: 'businessSystem',
  appKey: 'demo-business-system',
  name: '演示业务系统',
  institutionCodes: ['*'],
};

export interface CityReport {
  services: number;
  ratings: number;
  cases: number;
}

interface Ground {
  config: Config;
  keys: Keys;
}

interface Desk extends Ground {
  texts: { wordLists: WordLists; checkText: null };
  intake: IntakeSettings;
  /** The version of the questionnaire for every service. */
  form: string | null;
}

/**
 * Fills a demo with invented days: services are reported, rated and handled by the very rules that serve the real ones, at the instants
 * they are said to have happened. What follows (the audit log, the province, the veil, the figures) the worker does once it starts.
 * A database that has its city keeps it.
 * @param wanted about how many ratings there are to be; without it the few a demo needs
 * @param told how far it is, after every day
 */
export async function inventCity(
  ground: Ground,
  days: number,
  now: Date,
  wanted?: number,
  told: (day: string, ratings: number) => void = () => undefined,
): Promise<CityReport | null> {
  if (days === 0 || (await inventedCity())) return null;
  const [directory, calendar] = await Promise.all([directoryNow(), workCalendarNow()]);
  const today = dayOf(now);
  await keepInventedCity({ from: dayPlus(today, -days), to: dayPlus(today, -1), now });
  const busy = wanted === undefined ? 1 : busyness(wanted, calendar, today, days);
  const form = await generalQuestionnaire(now);
  const texts = { wordLists: loadWordLists(ground.config.WORD_LISTS), checkText: null };
  const desk: Desk = { ...ground, texts, intake: intakeSettings({ ...ground, texts }), form };
  const report: CityReport = { services: 0, ratings: 0, cases: 0 };
  const pools = new FirstOfPools();
  const poor: RatingRecord[] = [];
  for (const services of inventServices(directory, calendar, today, days, busy)) {
    for (let start = 0; start < services.length; start += AT_ONCE) {
      const piece = services.slice(start, start + AT_ONCE);
      const given = await Promise.all(piece.map((service) => live(desk, service, now)));
      const ratings = given.flatMap((rating) => rating ?? []);
      ratings.forEach((rating) => pools.add(rating));
      poor.push(...ratings.filter(({ level }) => isPoor(level)));
      report.ratings += ratings.length;
    }
    report.services += services.length;
    if (poor.length >= AT_ONCE) report.cases += await handleAll(poor.splice(0), report.cases, calendar, now);
    const last = services.at(-1);
    if (last) told(dayOf(last.servedAt), report.ratings);
  }
  report.cases += await handleAll(poor, report.cases, calendar, now);
  await inventFeedback({ keys: ground.keys, wordLists: texts.wordLists }, days, now);
  await catchUp({ config: ground.config, calendar }, pools, days, now);
  return report;
}

/** One service: reported, asked about, perhaps rated. What has not happened yet does not happen. */
async function live(
  desk: Desk,
  { number, place, servedAt, by, rating }: InventedService,
  now: Date,
): Promise<RatingRecord | null> {
  const through = await rightToRate(desk, { number, place, servedAt, by });
  if (!rating || rating.at > now) return null;
  const { rating: kept } = await rateFromPage(
    desk.intake,
    { intakeId: randomUUID(), level: rating.level, ...through },
    { network: `invented-${number}`, visitor: null },
    rating.at,
  );
  if (kept.projectNo && kept.serviceNumber)
    await markAnswered(kept.projectNo, kept.serviceNumber, kept.ratedAt);
  const { options, text } = rating;
  const answers = Object.entries(rating.answers).map(([question, choice]) => ({
    question,
    chosen: [choice],
    text: '',
  }));
  if (options.length === 0 && text === '' && answers.length === 0) return kept;
  const questionnaire = desk.form && answers.length > 0 ? { version: desk.form, answers } : undefined;
  const said = {
    detailsId: randomUUID(),
    options,
    text,
    finished: false,
    ...(questionnaire ? { questionnaire } : {}),
  };
  return addDetailsTo(desk.texts, kept, said, new Date(rating.at.getTime() + 40_000));
}

async function rightToRate(
  { config, keys }: Ground,
  { number, place, servedAt, by }: Pick<InventedService, 'number' | 'place' | 'servedAt' | 'by'>,
): Promise<{ staticCode: string } | { invitation: string }> {
  if (by === 'code') {
    const code = await ensureStaticCode('window', place.windowCode, 'invented', servedAt);
    return { staticCode: code.record._id };
  }
  const finished = servedAt.toISOString();
  const input: TransactionInput = {
    projectNo: `YS-${servedAt.getTime()}-${number}`,
    projectName: `${place.itemName}（演示）`,
    taskCode: place.itemCode,
    regionCode: place.regionCode,
    institutionCode: place.institutionCode,
    channel: by,
    applicant: applicantOf(number),
    event: {
      serviceNumber: 1,
      nodeName: '办结',
      proStatus: '3',
      servedAt: finished,
      acceptedAt: new Date(servedAt.getTime() - 3_600_000).toISOString(),
      finishedAt: finished,
      windowCode: place.windowCode,
      ...(place.staffCode ? { staffCode: place.staffCode } : {}),
    },
  } as TransactionInput;
  const issued = await issueInvitation(
    config,
    keys,
    SYSTEM,
    input,
    eventRatings,
    new Date(servedAt.getTime() + 60_000),
  );
  return { invitation: issued.token };
}

/** Somebody who does not exist, with a number of the right form (GB 11643); every fourth comes again. */
function applicantOf(number: number): TransactionInput['applicant'] {
  const person = number - (number % 4 === 0 ? 3 : 0);
  const digest = createHash('sha256').update(`invented ${person}`).digest();
  const two = (value: number, from: number, count: number) => String(from + (value % count)).padStart(2, '0');
  const birthday = `${1950 + ((digest[0] ?? 0) % 55)}${two(digest[1] ?? 0, 1, 12)}${two(digest[2] ?? 0, 1, 28)}`;
  const body = `350404${birthday}${String(1 + (digest.readUInt16BE(3) % 999)).padStart(3, '0')}`;
  return {
    kind: 'person',
    userProp: '1',
    name: '演示申请人',
    certType: '111',
    certNumber: `${body}${identityCheckCharacter(body)}`,
    phone: `139${String(digest.readUInt32BE(5) % 100_000_000).padStart(8, '0')}`,
  };
}

/** Opens the case of every poor rating and leads it as far as it would be by now. @param before how many there were already */
async function handleAll(
  poor: readonly RatingRecord[],
  before: number,
  calendar: WorkCalendar,
  now: Date,
): Promise<number> {
  const open = caseOpener(() => Promise.resolve(calendar));
  const handlersOf = await handlers();
  for (let start = 0; start < poor.length; start += AT_ONCE)
    await Promise.all(
      poor.slice(start, start + AT_ONCE).map(async (rating, place) => {
        await open(rating, rating.receivedAt);
        const record = await CaseModel.findOne({ ratingId: rating._id }).lean<CaseRecord>();
        if (record) await handle(record, chanceOf(before + start + place), handlersOf, calendar, now);
      }),
    );
  return poor.length;
}

/** The demo accounts where there are some; in the other counties nobody in particular. */
async function handlers(): Promise<(record: CaseRecord) => Handlers> {
  const accounts = await StaffAccountModel.find({ demo: true }, { role: 1, institutionCode: 1 }).lean();
  const idOf = (role: string, institution: string) =>
    accounts.find((one) => one.role === role && one.institutionCode === institution)?._id ??
    `${institution}-${role}`;
  return ({ state, offices }) => {
    const center = offices.find(({ role }) => role === 'center')?.jurisdiction ?? '350400';
    const lead = `${center}-XZFW`;
    const actor = (role: CaseActor['role'], institution: string): CaseActor => ({
      id: idOf(role, institution),
      role,
      institutions: [institution],
    });
    return {
      lead: actor('center', lead),
      department: {
        ...actor('department', state.assignedTo),
        ...(state.officers.department ? { id: state.officers.department } : {}),
      },
      oversight: actor('efficiency_office', '350400-XNB'),
    };
  };
}
