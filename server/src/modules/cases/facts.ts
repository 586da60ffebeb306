import { dayOf, monthDay, workingDaysBetween, type WorkCalendar } from '@haochaping/shared/domain';
import { OUTCOME_NAMES } from '@haochaping/shared/domain/cases/index';
import { earlierTransactions, findServiceEvent, type TransactionRecord } from '../channels/index.js';
import { lookUp } from '../directory/index.js';
import { ratingsSince, type RatingOfCase } from '../ratings/index.js';
import { caseOfRating } from './queries.js';

/** What the records know before somebody telephones: one line of it. */
export interface CaseFactLine {
  name: string;
  text: string;
}

const SINCE_DAYS = 90;
const EARLIER = 5;
const said = (at: Date) => monthDay(dayOf(at));

/**
 * The facts of a case for whoever is about to call: how long it was promised to take and took, how often the applicant had to come, what
 * else was said of this window and item, what the applicant did before. Only what stands in the records; what they do not hold is
 * left out.
 */
export async function factsOf(
  rating: RatingOfCase,
  calendar: WorkCalendar,
  now: Date,
): Promise<CaseFactLine[]> {
  const { projectNo, serviceNumber } = rating;
  const found = projectNo && serviceNumber ? await findServiceEvent(projectNo, serviceNumber) : null;
  const [before, own, around] = await Promise.all([
    rating.supplements ? ofCaseBefore(rating.supplements) : [],
    found ? ofTransaction(found.transaction, calendar, now) : [],
    ofPlace(rating, now),
  ]);
  return [...before, ...own, ...around];
}

/** A supplementary rating comes after a case of the same service. */
async function ofCaseBefore(ratingId: string): Promise<CaseFactLine[]> {
  const before = await caseOfRating(ratingId);
  const outcome = before?.state.closing?.outcome;
  if (!before) return [];
  return [
    {
      name: '这是追评',
      text: `同一次服务的差评 ${before.number} ${outcome ? `办结了：${OUTCOME_NAMES[outcome]}` : '又在办了'}`,
    },
  ];
}

async function ofTransaction(
  transaction: TransactionRecord,
  calendar: WorkCalendar,
  now: Date,
): Promise<CaseFactLine[]> {
  const [item, earlier] = await Promise.all([
    lookUp('items', transaction.taskCode, now),
    earlierTransactions(transaction, EARLIER),
  ]);
  const events = [...transaction.events].sort((a, b) => a.servedAt.getTime() - b.servedAt.getTime());
  const accepted = events[0]?.acceptedAt;
  const finished = events
    .map(({ finishedAt }) => finishedAt)
    .filter(Boolean)
    .at(-1);
  const promised = item?.data.promisedDays;
  const lines: CaseFactLine[] = [];
  if (promised) lines.push({ name: '承诺办结', text: `${promised}个工作日` });
  if (accepted)
    lines.push({
      name: '实际用时',
      text: finished
        ? `${workingDaysBetween(accepted, finished, calendar)}个工作日（${said(accepted)}受理，${said(finished)}办结）`
        : `${said(accepted)}受理，还没有办结`,
    });
  lines.push({
    name: '来办过几次',
    text: `${events.length}次：${events.map(({ nodeName, servedAt }) => `${said(servedAt)}${nodeName}`).join('、')}`,
  });
  if (earlier.length > 0)
    lines.push({
      name: '以前办过',
      text: earlier.map(({ itemName, createdAt }) => `${itemName}（${said(createdAt)}）`).join('、'),
    });
  return lines;
}

async function ofPlace({ targets, isComplaint }: RatingOfCase, now: Date): Promise<CaseFactLine[]> {
  const since = new Date(now.getTime() - SINCE_DAYS * 86_400_000);
  const including = isComplaint ? '' : '（含这一条）';
  const about = targets.filter(({ kind }) => kind === 'window' || kind === 'item');
  return Promise.all(
    about.map(async (target) => {
      const { all, poor } = await ratingsSince(target, since);
      const name = target.kind === 'window' ? '这个窗口' : '这件事';
      return { name: `${name}近${SINCE_DAYS}天`, text: `${all}条评价，差评${poor}条${including}` };
    }),
  );
}
