import {
  addCounts,
  LEVEL_COUNTERS,
  reasonCounts,
  scoredCounts,
  type Counts,
} from '@haochaping/shared/domain/figures/index';
import type { PackedLevels, SheetEntry } from './model.js';

/** Stands in no code and no name. */
const BETWEEN = '\u001f';
const WIDTH = LEVEL_COUNTERS.length;
const COLUMNS = ['codes', 'names', 'institutionCodes', 'regionCodes', 'weeks'] as const;

export function packLevels(entries: readonly SheetEntry[]): PackedLevels {
  const levels = new DataView(new ArrayBuffer(entries.length * WIDTH * 4));
  entries.forEach(({ counts }, row) =>
    LEVEL_COUNTERS.forEach((name, at) => levels.setInt32((row * WIDTH + at) * 4, counts[name] ?? 0, true)),
  );
  const joined = (of: (entry: SheetEntry) => string) => entries.map(of).join(BETWEEN);
  return {
    codes: joined(({ code }) => code),
    names: joined(({ name }) => name.split(BETWEEN).join(' ')),
    institutionCodes: joined(({ institutionCode }) => institutionCode),
    regionCodes: joined(({ regionCode }) => regionCode),
    weeks: joined(({ week }) => week ?? ''),
    levels: new Uint8Array(levels.buffer),
    reasons: JSON.stringify(
      entries.flatMap(({ counts }, row) => {
        const reasons = reasonCounts(counts);
        return Object.keys(reasons).length > 0 ? [[row, reasons]] : [];
      }),
    ),
  };
}

/** What scores are made of beside levels, as JSON: the row of an entry, and what was counted of it. */
export const packScored = (entries: readonly SheetEntry[]): string =>
  JSON.stringify(
    entries.flatMap(({ counts }, row) => {
      const scored = scoredCounts(counts);
      return Object.keys(scored).length > 0 ? [[row, scored]] : [];
    }),
  );

/** What one subject's entries come to: levels, and reasons or what scores are made of where they were asked for. */
export type SummedLevels = Pick<SheetEntry, 'code' | 'name' | 'institutionCode' | 'regionCode'> & {
  counts: Counts;
};

/** Adds up the levels of sheets by subject, and what else is wanted of them. */
export class LevelSums {
  private readonly places = new Map<string, number>();
  private readonly subjects: Omit<SummedLevels, 'counts'>[] = [];
  private readonly more: Record<string, number>[] = [];
  private last: { packed: PackedLevels; places: readonly (number | null)[] } | null = null;
  private sums = new Float64Array(WIDTH * 256);

  /**
   * @param holds which weeks count, always the same; of the book `full` there is one without a name
   * @param more what else of the same rows is added up, packed as JSON
   */
  add(packed: PackedLevels, holds: (week: string) => boolean, more: string | null = null): void {
    const { levels } = packed;
    if (levels.length === 0) return;
    const places = this.placesOf(packed, holds);
    const counts = new DataView(levels.buffer, levels.byteOffset, levels.byteLength);
    places.forEach((place, row) => {
      if (place === null) return;
      for (let at = 0; at < WIDTH; at++)
        this.sums[place * WIDTH + at]! += counts.getInt32((row * WIDTH + at) * 4, true);
    });
    if (more === null) return;
    for (const [row, counted] of JSON.parse(more) as [number, Counts][]) {
      const place = places[row];
      if (typeof place === 'number') addCounts((this.more[place] ??= {}), counted);
    }
  }

  result(): SummedLevels[] {
    return this.subjects.map((subject, place) => {
      const levels = LEVEL_COUNTERS.map((name, at) => [name, this.sums[place * WIDTH + at] ?? 0] as const);
      return {
        ...subject,
        counts: { ...Object.fromEntries(levels.filter(([, count]) => count > 0)), ...this.more[place] },
      };
    });
  }

  /** Where each row is added up; null where it does not count. One busy day lists the same subjects as the next. */
  private placesOf(packed: PackedLevels, holds: (week: string) => boolean): readonly (number | null)[] {
    const same = COLUMNS.every((column) => this.last?.packed[column] === packed[column]);
    if (this.last && same) return this.last.places;
    const [codes, names, institutions, regions, weeks] = COLUMNS.map((column) =>
      packed[column].split(BETWEEN),
    ) as [string[], string[], string[], string[], string[]];
    const places = codes.map((code, row) =>
      holds(weeks[row] ?? '')
        ? this.placeOf(code, names[row] ?? '', institutions[row] ?? '', regions[row] ?? '')
        : null,
    );
    this.last = { packed, places };
    return places;
  }

  /** What it was called last stays. */
  private placeOf(code: string, name: string, institutionCode: string, regionCode: string): number {
    const known = this.places.get(code);
    const subject = known === undefined ? undefined : this.subjects[known];
    if (known !== undefined && subject) {
      if (name !== '') subject.name = name;
      return known;
    }
    const place = this.subjects.push({ code, name, institutionCode, regionCode }) - 1;
    this.places.set(code, place);
    if ((place + 1) * WIDTH > this.sums.length) {
      const larger = new Float64Array(this.sums.length * 2);
      larger.set(this.sums);
      this.sums = larger;
    }
    return place;
  }
}
