import {
  dayPlus,
  dayStart,
  isWorkday,
  NATIONAL_OPTIONS,
  type Channel,
  type Day,
  type Level,
  type WorkCalendar,
} from '@haochaping/shared/domain';
import type { Directory } from '../../modules/directory/index.js';
import { chanceOf, type Chance } from './chance.js';
import { ANSWERED, SAID, SORE_POINTS, type SorePoint } from './said.js';

/** Where and for what somebody was served. */
export interface InventedPlace {
  windowCode: string;
  staffCode: string | undefined;
  itemCode: string;
  itemName: string;
  institutionCode: string;
  regionCode: string;
}

/** One invented service, and what the one who was served did. */
export interface InventedService {
  number: number;
  place: InventedPlace;
  servedAt: Date;
  /** By an invitation of this channel, or by the code that hangs at the window. */
  by: Channel | 'code';
  /** Null for who did not rate. */
  rating: {
    at: Date;
    level: Level;
    options: string[];
    text: string;
    /** Choices in the first questionnaire, by question; of most nothing. */
    answers: Readonly<Record<string, string>>;
  } | null;
}

/** A working day has so many services that are reported, an ordinary one. */
const SERVICES_A_DAY = 38;
const SEED = 20_261_128;
const WAYS: readonly (readonly [InventedService['by'], number])[] = [
  ['qr', 34],
  ['tablet', 22],
  ['mobile', 18],
  ['code', 12],
  ['sms', 6],
  ['terminal', 5],
  ['pc', 3],
];
/** Who is invited on the screen at the counter rates more often than who gets a link. */
const RATES: Readonly<Record<InventedService['by'], number>> = {
  qr: 0.62,
  tablet: 0.9,
  mobile: 0.5,
  code: 1,
  sms: 0.35,
  terminal: 0.8,
  pc: 0.5,
  phone: 1,
  paper: 1,
};

/** The first ones far more often than the last: most people come for the same few matters. */
const oftenFirst = <T>(chance: Chance, among: readonly T[]): T =>
  among[Math.floor(among.length * chance.share() ** 4)] as T;

/** What most people come for; of each the first place that takes it in. */
const COMMON = ['医保', '医疗保险费用手工', '不动产权', '食品经营', '出入境', '户口', '公积金', '社会保险'];
/** So large a share of all services is of these. */
const OFTEN = 0.65;

function commonOf(places: readonly (readonly [InventedPlace[], number])[]): InventedPlace[] {
  const all = places.flatMap(([own]) => own);
  return COMMON.flatMap((name) => all.find(({ itemName }) => itemName.includes(name)) ?? []);
}

/** Windows where items are taken in, each with them. A county's hall is less busy than the city's, and the first windows most. */
function placesOf(directory: Directory, at: Date): (readonly [InventedPlace[], number])[] {
  const items = directory.standing('items', at);
  const staff = directory.standing('staff', at);
  const before = new Map<string, number>();
  return directory.standing('windows', at).flatMap(({ code: windowCode, data }) => {
    const serves = [data.institutionCode, ...data.servesCodes];
    const person = staff.find((one) => one.data.windowCode === windowCode);
    const own = items
      .filter((item) => serves.includes(item.data.institutionCode))
      .map((item): InventedPlace => ({
        windowCode,
        staffCode: person?.code,
        itemCode: item.code,
        itemName: item.data.name,
        institutionCode: item.data.institutionCode,
        regionCode: item.data.regionCode,
      }));
    if (own.length === 0) return [];
    const rank = (before.get(data.hallCode) ?? 0) + 1;
    before.set(data.hallCode, rank);
    return [[own, (data.hallCode.startsWith('350400') ? 6 : 1) / rank] as const];
  });
}

/** About so many of the services are rated. */
const RATED_SHARE = 0.69;

/** How much busier than the demo a city of so many ratings is, in these days. */
export const busyness = (ratings: number, calendar: WorkCalendar, today: Day, days: number): number => {
  const workdays = Array.from({ length: days }, (_, back) => dayPlus(today, -back - 1)).filter((day) =>
    isWorkday(day, calendar),
  ).length;
  return ratings / (workdays * SERVICES_A_DAY * RATED_SHARE);
};

/**
 * The services of so many days up to yesterday, a day at a time, always the same for the same day: sore points get worse. Pure.
 * @param today the day in Shanghai on which it is looked at
 * @param busy how many times as many services as the demo has
 */
export function* inventServices(
  directory: Directory,
  calendar: WorkCalendar,
  today: Day,
  days: number,
  busy = 1,
): Generator<InventedService[]> {
  const chance = chanceOf(SEED);
  const places = placesOf(directory, dayStart(today));
  const often = commonOf(places);
  let number = 0;
  for (let back = days; back >= 1; back--) {
    const day = dayPlus(today, -back);
    if (!isWorkday(day, calendar)) continue;
    const count = Math.round(busy * SERVICES_A_DAY * (0.8 + 0.4 * chance.share()));
    yield Array.from({ length: count }, () => {
      const place = chance.share() < OFTEN ? chance.pick(often) : oftenFirst(chance, chance.weighted(places));
      return serviceAt(chance, { day, back, days, number: ++number, place });
    });
  }
}

function serviceAt(
  chance: Chance,
  {
    day,
    back,
    days,
    number,
    place,
  }: { day: Day; back: number; days: number; number: number; place: InventedPlace },
): InventedService {
  const by = chance.weighted(WAYS);
  // From nine to five, in the working day of Shanghai.
  const servedAt = new Date(dayStart(day).getTime() + (9 * 60 + chance.below(8 * 60)) * 60_000);
  const sore = SORE_POINTS.find(({ item }) => place.itemName.includes(item));
  const unhappy = sore ? sore.before + (sore.lately - sore.before) * (1 - back / days) : 0.045;
  const rates = chance.share() < RATES[by];
  const poor = chance.share() < unhappy;
  const level = poor
    ? chance.weighted<Level>([
        [2, 3],
        [1, 2],
      ])
    : chance.weighted<Level>([
        [5, 72],
        [4, 20],
        [3, 8],
      ]);
  const wait = (by === 'sms' || by === 'mobile' ? 90 : 2) + chance.below(by === 'sms' ? 1_200 : 20);
  const speaks = chance.share() < (poor ? 0.85 : 0.25);
  const chosen =
    poor && sore?.options[level] !== undefined && chance.share() < 0.8 ? sore.options[level] : undefined;
  const option = chosen ?? chance.pick(NATIONAL_OPTIONS.byLevel[level]).code;
  const text = speaks ? chance.pick(poor && sore ? sore.words : SAID[level]) : '';
  const answers = chance.share() < (poor ? 0.6 : 0.15) ? answersOf(chance, poor ? sore : undefined) : {};
  return {
    number,
    place,
    servedAt,
    by,
    rating: rates
      ? {
          at: new Date(servedAt.getTime() + wait * 60_000),
          level,
          options: speaks || poor ? [option] : [],
          text,
          answers,
        }
      : null,
  };
}

function answersOf(chance: Chance, sore: SorePoint | undefined): Record<string, string> {
  const usual = Object.entries(ANSWERED).map(([question, choices]) => [question, chance.weighted(choices)]);
  return Object.fromEntries(sore ? [...usual, sore.answer] : usual) as Record<string, string>;
}
