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
import { SAID, SORE_POINTS } from './said.js';

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
  rating: { at: Date; level: Level; options: string[]; text: string } | null;
}

/** A working day has so many services that are reported, an ordinary one. */
const SERVICES_A_DAY = 46;
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

/** Windows where items are taken in, each with them. A county's hall is less busy than the city's. */
function placesOf(directory: Directory, at: Date): (readonly [InventedPlace[], number])[] {
  const items = directory.standing('items', at);
  const staff = directory.standing('staff', at);
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
    return own.length === 0 ? [] : [[own, windowCode.startsWith('350400') ? 4 : 1] as const];
  });
}

/**
 * The services of so many days up to yesterday, always the same for the same day: sore points get worse, Mondays are busy. Pure.
 * @param today the day in Shanghai on which it is looked at
 */
export function inventServices(
  directory: Directory,
  calendar: WorkCalendar,
  today: Day,
  days: number,
): InventedService[] {
  const chance = chanceOf(SEED);
  const places = placesOf(directory, dayStart(today));
  const services: InventedService[] = [];
  for (let back = days; back >= 1; back--) {
    const day = dayPlus(today, -back);
    if (!isWorkday(day, calendar)) continue;
    const count = Math.round(SERVICES_A_DAY * (0.8 + 0.4 * chance.share()));
    for (let n = 0; n < count; n++) {
      const place = chance.pick(chance.weighted(places));
      services.push(serviceAt(chance, { day, back, days, number: services.length + 1, place }));
    }
  }
  return services;
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
        }
      : null,
  };
}
