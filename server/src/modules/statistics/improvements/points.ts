import type { SorePointQuery, SorePoints } from '@haochaping/shared/contracts';
import { dayPlus, daysBetween, type Day } from '@haochaping/shared/domain';
import { LEAST_SORE, sorePointsOf, sumCounts } from '@haochaping/shared/domain/figures/index';
import { IMPROVEMENT_STATE_NAMES } from '@haochaping/shared/domain/improvements';
import type { StaffActor } from '../../../http/actor.js';
import { directoryNow } from '../../directory/index.js';
import { readSoreItems, reasonNames } from '../reasons.js';
import { bookFor, regionNameIn, scopeOf, widestOf } from '../scope.js';
import { readEntries } from '../sheets.js';
import { ImprovementModel, type ImprovementRecord } from './model.js';

/** Said beside the list. */
export const SORE_RULE = `同一个事项、同一个原因，采信的差评里有${LEAST_SORE}条以上的。原因是选的选项、问卷的回答（评差的人选得比别的人多一倍以上的）或者话里都提到的词（人名、地名不算）；“多了”是比前一段一样长的时间多一半以上。没有说原因的差评不在里面，请到评价里看。`;

/** More are not looked through; the most frequent come first. */
const MOST_POINTS = 200;

/** The period of the same length before. */
function before(from: Day, to: Day): { from: Day; to: Day } {
  const days = daysBetween(from, to) + 1;
  return { from: dayPlus(from, -days), to: dayPlus(from, -1) };
}

/** What goes wrong again and again at the same item for the same reason, of what the account reads in full. */
export async function findSorePoints(
  actor: StaffActor,
  { from, to, regionCode }: SorePointQuery,
  now: Date,
): Promise<SorePoints> {
  const widest = await scopeOf(actor, widestOf(actor), now);
  const [read, all, directory] = await Promise.all([
    readSoreItems('full', { from, to }, before(from, to)),
    readEntries({ book: 'full', kind: widest.kind, codes: widest.codes, from, to }),
    directoryNow(),
  ]);
  const items = new Map(
    read
      .filter((one) => bookFor(actor, { ...one, kind: 'item' }) === 'full')
      .filter((one) => !regionCode || one.regionCode === regionCode)
      .map((one) => [one.code, one]),
  );
  const points = sorePointsOf([...items.values()], sumCounts(all.map(({ counts }) => counts))).slice(
    0,
    MOST_POINTS,
  );
  const [tasks, nameOf] = await Promise.all([
    openTasks(points.map(({ code }) => code)),
    reasonNames(points.map(({ reasonCode }) => reasonCode)),
  ]);
  return {
    from,
    to,
    rule: SORE_RULE,
    items: points.flatMap(({ code, reasonCode, ...counted }) => {
      const item = items.get(code);
      if (!item) return [];
      const task = tasks.get(`${code} ${reasonCode}`);
      return [
        {
          itemCode: code,
          itemName: item.name,
          institutionCode: item.institutionCode,
          institutionName: directory.lookUp('institutions', item.institutionCode, now)?.data.name ?? '',
          regionName: regionNameIn(directory, item.regionCode, now),
          reasonCode,
          reason: nameOf(reasonCode),
          ...counted,
          task: task
            ? { id: task._id, number: task.number, stateName: IMPROVEMENT_STATE_NAMES[task.state] }
            : null,
        },
      ];
    }),
  };
}

/** Those still under way for these items, by item and reason. */
async function openTasks(itemCodes: readonly string[]): Promise<Map<string, ImprovementRecord>> {
  const found = await ImprovementModel.find({
    itemCode: { $in: [...itemCodes] },
    state: { $in: ['asked', 'answered'] },
  }).lean<ImprovementRecord[]>();
  return new Map(found.map((one) => [`${one.itemCode} ${one.reasonCode}`, one]));
}
