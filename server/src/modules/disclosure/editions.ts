import { canonicalJson, monthPlus } from '@haochaping/shared/domain';
import {
  addCounts,
  dataUntil,
  PUBLIC_KINDS,
  publicCounts,
  publishFrom,
  type PublicKind,
} from '@haochaping/shared/domain/figures/index';
import { isDuplicateKey } from '../../database.js';
import { effect, type EffectSource } from '../../jobs/effects.js';
import { dailyAt, type Schedule } from '../../jobs/schedule.js';
import { auditEvent, trailEffects } from '../audit/index.js';
import { directoryNow } from '../directory/index.js';
import { firstMonthShown, readEntries, regionNameIn } from '../statistics/index.js';
import { EditionModel, type EditionRecord, type EditionRow } from './model.js';

/** So far back an edition is looked at again: a rating that is set aside, or opened with a later quarter, gives it a new version. */
const REVISED_MONTHS = 12;
const NOTE = '有差评依法撤销、申诉成立，或者原来太少没有单列的补进来了，照记录重算';

/** What a month's edition says, from the buckets as they stand now; rows in a fixed order. */
export async function rowsOfMonth(month: string, now: Date): Promise<EditionRow[]> {
  const directory = await directoryNow();
  const [from, to] = [`${month}-01`, dataUntil(month)];
  const kinds = await Promise.all(
    PUBLIC_KINDS.map(async (kind) => {
      const sums = new Map<string, EditionRow & { counts: Record<string, number> }>();
      for (const entry of await readEntries({ book: 'shown', kind, from, to })) {
        const regionCode = directory.findRegion(entry.regionCode, now)?.code ?? entry.regionCode;
        const code = kind === 'region' ? regionCode : entry.code;
        const { institutionCode, name } = entry;
        const known = sums.get(code) ?? { kind, code, name, regionCode, institutionCode, counts: {} };
        addCounts(known.counts, publicCounts(entry.counts));
        sums.set(code, known);
      }
      return [...sums.values()].map((row) => ({ ...row, name: nameOf(row) }));
    }),
  );
  return kinds.flat().sort((a, b) => orderOf(a) - orderOf(b) || a.code.localeCompare(b.code));

  function nameOf({ kind, code, name }: EditionRow): string {
    if (kind === 'city') return '全市';
    if (kind === 'region') return regionNameIn(directory, code, now);
    const today = kind === 'institution' ? directory.lookUp('institutions', code, now)?.data.name : undefined;
    return (today ?? name) || code;
  }
}

const orderOf = ({ kind }: { kind: PublicKind }): number => PUBLIC_KINDS.indexOf(kind);

/** The months that may be published by now, oldest first. */
export async function monthsToPublish(delayDays: number, now: Date): Promise<string[]> {
  const first = await firstMonthShown();
  const months: string[] = [];
  if (!first) return months;
  for (let month = first; publishFrom(month, delayDays) <= now; month = monthPlus(month, 1))
    months.push(month);
  return months.slice(-REVISED_MONTHS);
}

export const latestEdition = (month: string): Promise<EditionRecord | null> =>
  EditionModel.findOne({ month }).sort({ version: -1 }).lean<EditionRecord>().exec();

/**
 * Publishes a month, or a new version of it where the records say otherwise by now. Doing so again publishes nothing.
 * @returns whether something was published
 */
export async function publishMonth(month: string, now: Date): Promise<boolean> {
  const [rows, before] = await Promise.all([rowsOfMonth(month, now), latestEdition(month)]);
  if (before && sameRows(before.rows, rows)) return false;
  const version = (before?.version ?? 0) + 1;
  const _id = `${month}#${version}`;
  const event = auditEvent({
    at: now,
    action: 'disclosure.published',
    actor: { kind: 'system', id: 'disclosure' },
    subject: { kind: 'disclosure', id: _id },
    detail: { rows: rows.length },
  });
  try {
    await EditionModel.create([
      {
        _id,
        month,
        version,
        publishedAt: now,
        dataUntil: dataUntil(month),
        note: before ? NOTE : null,
        rows,
        trail: [event],
        pending: [effect('audit', now)],
        dead: [],
      },
    ]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // another worker published it a moment ago
  }
  return true;
}

const sameRows = (a: readonly EditionRow[], b: readonly EditionRow[]): boolean => textOf(a) === textOf(b);
const textOf = (rows: readonly EditionRow[]): string =>
  canonicalJson(rows.map(({ counts, ...row }) => ({ ...row, counts: { ...counts } })));

/** Every morning: what may be published by then is, and what turned out otherwise is corrected. */
export const publishing = (delayDays: number, now: () => Date): Schedule => ({
  name: 'disclosure_publish',
  what: '公布上个月的数字；公布过的有变化，出更正的一版',
  nextAfter: dailyAt(8, 0),
  async step() {
    await publishWhatIsDue(delayDays, now());
    return 'done';
  },
});

/** A year of months at most, each a few documents read. */
export async function publishWhatIsDue(delayDays: number, now: Date): Promise<void> {
  for (const month of await monthsToPublish(delayDays, now)) await publishMonth(month, now);
}

export const editionEffects = (): EffectSource =>
  trailEffects<EditionRecord>('disclosure_editions', EditionModel);
