import { randomUUID } from 'node:crypto';
import {
  amendingProblems,
  isWorkday,
  parseHolidayNotice,
  workCalendar,
  yearFromNotice,
  type CalendarYear,
  type Day,
  type HolidayNotice,
} from '@haochaping/shared/domain';
import type { NoticeImportInput, NoticePreviewInput } from '@haochaping/shared/contracts';
import type { StaffActor } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { isDuplicateKey } from '../../database.js';
import { effect, effectSource, type EffectSource, type Performer } from '../../jobs/effects.js';
import { auditEvent, sealing } from '../audit/index.js';
import { ImportedYearModel, type ImportedYearRecord } from './model.js';
import { yearsInForce, type YearInForce } from './years.js';

/** What a notice says, what it would replace, and which days would change. */
export interface ReadNotice {
  notice: HolidayNotice;
  replaces: YearInForce | null;
  changed: Day[];
}

/** Reads a notice without keeping anything. */
export async function readNotice({ year, text }: NoticePreviewInput): Promise<ReadNotice> {
  const notice = parseHolidayNotice(text, year);
  const years = await yearsInForce();
  const replaces = yearAmong(years, year);
  notice.problems.push(...cannotAmend(notice, replaces));
  // Also what is not understood yet shows which days would change.
  const told = yearFromNotice({ ...notice, problems: [] }, '', replaces);
  return { notice, replaces, changed: told ? changedDays(years, told) : [] };
}

/** Why a notice for one holiday cannot be put into the year; empty for a whole year's. */
function cannotAmend(notice: HolidayNotice, before: CalendarYear | null): string[] {
  if (notice.amends.length === 0) return [];
  return before
    ? amendingProblems(before, notice)
    : [`这份通知只调整一个节日，日历里还没有${notice.year}年：请先导入全年的通知`];
}

const yearAmong = (years: readonly YearInForce[], year: number): YearInForce | null =>
  years.find((one) => one.year === year) ?? null;

/** Days that would be worked and now are not, or the other way round, ascending. */
function changedDays(years: readonly CalendarYear[], told: CalendarYear): Day[] {
  const [now, then] = [workCalendar(years), workCalendar([...years, told])];
  const before = years.find(({ year }) => year === told.year);
  const named = [told, before].flatMap((one) => (one ? [...one.daysOff, ...one.workdays] : []));
  return [...new Set(named)].filter((day) => isWorkday(day, now) !== isWorkday(day, then)).sort();
}

/**
 * Takes a notice into the calendar; from now on every deadline is counted by it.
 * @throws AppError `invalid_input` (the notice has problems, each named), `conflict` (imported by somebody else meanwhile)
 */
export async function importNotice(actor: StaffActor, input: NoticeImportInput, now: Date): Promise<void> {
  const notice = parseHolidayNotice(input.text, input.year);
  const inForce = yearAmong(await yearsInForce(), input.year);
  notice.problems.push(...cannotAmend(notice, inForce));
  const year = yearFromNotice(notice, input.source, inForce);
  if (!year)
    throw new AppError('invalid_input', {
      message: '通知里有没看懂或前后不一的地方，没有导入；您粘贴的文字还在，请对照原文改好再导入。',
      details: notice.problems.map((message) => ({ field: 'text', message })),
    });
  const before = inForce?.revision ?? 0;
  if (input.seen !== before) throw importedMeanwhile(input.year);
  const revision = before + 1;
  const told = auditEvent({
    at: now,
    action: 'calendar.imported',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'calendarYear', id: String(input.year) },
    detail: { source: input.source, version: revision },
  });
  const record: ImportedYearRecord = {
    _id: randomUUID(),
    ...year,
    revision,
    text: input.text,
    at: now,
    by: actor.accountId,
    audit: [told],
    pending: [effect('audit', now), effect('recount', now)],
    dead: [],
  };
  try {
    await ImportedYearModel.create([record]);
  } catch (error) {
    throw isDuplicateKey(error) ? importedMeanwhile(input.year) : error;
  }
}

const importedMeanwhile = (year: number) =>
  new AppError('conflict', { message: `${year}年的日历刚刚有人导入过，请刷新看过再办；您的没有导入。` });

/**
 * What the worker still has to do for imported years: seal them into the audit chain, and have counted again what is listed by
 * deadlines.
 */
export function calendarEffects(recount: Performer<ImportedYearRecord>): EffectSource {
  return effectSource<ImportedYearRecord>({
    name: 'calendar_years',
    model: ImportedYearModel,
    kindNames: { audit: '写入审计日志', recount: '按新日历重算期限' },
    performers: { audit: sealing(({ audit }) => audit), recount },
  });
}
