import { randomUUID } from 'node:crypto';
import type { ReportInput } from '@haochaping/shared/contracts';
import { CITY, dayOf, monthDay } from '@haochaping/shared/domain';
import {
  bookOfReport,
  draftReport,
  lastPeriod,
  periodBefore,
  periodOf,
  ratingsIn,
  REPORT_KINDS,
  reportFigures,
  reportFrom,
  toldUntil,
  type ReportPeriod,
  type ReportSubject,
} from '@haochaping/shared/domain/figures/index';
import { isDuplicateKey } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import type { Schedule } from '../../../jobs/schedule.js';
import { datedNumber } from '../../../numbers.js';
import { auditEvent } from '../../audit/index.js';
import { directoryNow } from '../../directory/index.js';
import { inventedCity } from '../invented.js';
import { bookFor, regionNameIn } from '../scope.js';
import { readEntries } from '../sheets.js';
import { readFacts } from './facts.js';
import { ReportModel, type ReportRecord } from './model.js';

interface Wanted {
  subject: ReportSubject;
  code: string;
  name: string;
  regionCode: string;
  period: ReportPeriod;
}

/** @throws when another report of the same subject and period was first (a duplicate key) */
async function writeDraft(wanted: Wanted, by: string | null, now: Date): Promise<ReportRecord> {
  const { subject, code, name, regionCode, period } = wanted;
  const book = bookOfReport(subject);
  const before = periodBefore(period);
  const [facts, invented] = await Promise.all([
    readFacts({ subject, code, book, period, before }, now),
    inventedCity(),
  ]);
  const figures = reportFigures(facts);
  const [_id, to] = [randomUUID(), toldUntil(period, book)];
  const event = auditEvent({
    at: now,
    action: 'report.moved',
    actor: by === null ? { kind: 'system', id: 'reports' } : { kind: 'staff', id: by },
    subject: { kind: 'report', id: _id },
    detail: { move: 'drafted' },
  });
  const record: ReportRecord = {
    _id,
    number: datedNumber('BG', now),
    version: 1,
    kind: period.kind,
    period: period.key,
    subject,
    code,
    name,
    regionCode,
    book,
    from: period.from,
    to,
    figures,
    sections: draftReport({ subject, name, book, period, before }, figures),
    revisions: [],
    state: 'draft',
    officeCode: null,
    writers: [],
    readers: [],
    events: [{ at: now, by, type: 'drafted' }],
    invented: invented !== null && invented.from <= to && invented.to >= before.from,
    draftedAt: now,
    trail: [event],
    pending: [effect('audit', now)],
    dead: [],
  };
  await ReportModel.create([record]);
  return record;
}

/**
 * Drafts a report for an office that oversees its subject; the city and regions are reported on by offices of the city.
 * @throws AppError `invalid_input`; `conflict` where there is one already
 */
export async function draftFor(
  actor: StaffActor,
  { kind, period: key, subject, code }: ReportInput,
  delayDays: number,
  now: Date,
): Promise<ReportRecord> {
  const about = await subjectOf(subject, code, now);
  const overseen =
    about &&
    (subject === 'institution' || actor.regionCodes.includes(CITY)) &&
    bookFor(actor, { kind: subject, code, institutionCode: code, regionCode: about.regionCode }) === 'full';
  if (!overseen) throw wrongField('code', '没有这个地方或单位，或者它不归您写报告；自己单位的由督查的单位写');
  const period = periodOf(kind, key);
  const from = reportFrom(period, bookOfReport(subject), delayDays);
  if (from > now) {
    const day = monthDay(dayOf(from), dayOf(now));
    throw wrongField('period', `${period.name}的数字还不全，${day}以后再起草`);
  }
  try {
    return await writeDraft({ subject, code, period, ...about }, actor.accountId, now);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', { message: `${about.name}${period.name}的报告已经有了，请在清单里找` });
  }
}

async function subjectOf(
  subject: ReportSubject,
  code: string,
  now: Date,
): Promise<{ name: string; regionCode: string } | null> {
  const directory = await directoryNow();
  if (subject === 'city') return code === CITY ? { name: '全市', regionCode: CITY } : null;
  if (subject === 'region') {
    const region = directory.findRegion(code, now);
    return region && { name: regionNameIn(directory, code, now), regionCode: code };
  }
  const institution = directory.lookUp('institutions', code, now);
  return institution && { name: institution.data.name, regionCode: institution.data.regionCode };
}

/** The city and every region of it that stands now. */
async function regularSubjects(now: Date): Promise<Omit<Wanted, 'period'>[]> {
  const directory = await directoryNow();
  const standing = directory.regions.filter(({ code }) => directory.findRegion(code, now)?.code === code);
  const counties = standing.filter(({ code, parentCode }) => code === CITY || parentCode === CITY);
  return [
    { subject: 'city', code: CITY, name: '全市', regionCode: CITY },
    ...counties.map(({ code }): Omit<Wanted, 'period'> => ({
      subject: 'region',
      code,
      name: regionNameIn(directory, code, now),
      regionCode: code,
    })),
  ];
}

/**
 * Drafts one of the regular reports that are due and not there yet: of the last month, quarter and year, for the city and each region. A
 * period in which the city has no rating at all has no reports.
 * @returns whether there may be more
 */
export async function draftNextDue(now: Date): Promise<boolean> {
  const subjects = await regularSubjects(now);
  for (const kind of REPORT_KINDS) {
    const period = lastPeriod(kind, dayOf(now));
    const there = await ReportModel.find(
      { kind, period: period.key, subject: { $in: ['city', 'region'] } },
      { subject: 1, code: 1 },
    ).lean<Pick<ReportRecord, 'subject' | 'code'>[]>();
    const next = subjects.find(
      (one) => !there.some((has) => has.subject === one.subject && has.code === one.code),
    );
    if (!next || (next.subject === 'city' && !(await anyRating(period)))) continue;
    try {
      await writeDraft({ ...next, period }, null, now);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // another worker drafted it a moment ago
    }
    return true;
  }
  return false;
}

async function anyRating({ from, to }: ReportPeriod): Promise<boolean> {
  const entries = await readEntries({ book: 'full', kind: 'city', from, to });
  return entries.some(({ counts }) => ratingsIn(counts, 'all') > 0);
}

const HOUR_MS = 3_600_000;
/** The night's counting begins at twenty past midnight: by then it is done. */
const MINUTE_MS = 40 * 60_000;

/** Every hour: what is over is reported on once the night's counting is done; whatever is there already is left alone. FA-2.4.2-a */
export const regularReports = (now: () => Date): Schedule => ({
  name: 'reports_draft',
  what: '上个月、季度、年过完了，起草全市和各区县的服务情况报告',
  nextAfter: (instant) =>
    new Date((Math.floor((instant.getTime() - MINUTE_MS) / HOUR_MS) + 1) * HOUR_MS + MINUTE_MS),
  step: async () => ((await draftNextDue(now())) ? 'more' : 'done'),
});
