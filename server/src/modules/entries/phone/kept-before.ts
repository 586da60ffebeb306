import { dayOf, LEVEL_NAMES, PHONE_COLUMNS, type PhoneColumn } from '@haochaping/shared/domain';
import type { RatingRecord } from '../../ratings/index.js';
import type { PhoneRating } from './intake.js';

/** What of a kept rating its record is compared with. */
export type KeptBefore = Pick<RatingRecord, 'level' | 'ratedAt' | 'attribution' | 'details'>;

export interface Other {
  column: PhoneColumn;
  /** As it was kept, where that can be said. */
  before: string;
}

/**
 * What a record that was kept before says otherwise now, column by column. A table may know less than the hotline's system: a day without
 * its hour, or no words at all, is not another rating.
 */
export function otherThanBefore(
  { level, ratedAt, attribution, details: [said] }: KeptBefore,
  told: Omit<PhoneRating, 'recordNo'>,
): Other[] {
  const [target] = attribution.targets;
  const elsewhere = target?.kind !== told.target.kind || target.code !== told.target.code;
  const chosen = said?.options ?? [];
  const otherOptions = told.options.some((code) => !chosen.includes(code));
  const otherWords = told.text !== '' && told.text !== (said?.text ?? '');
  return [
    ...(dayOf(ratedAt) === dayOf(told.ratedAt)
      ? []
      : [{ column: 'ratedAt', before: dayOf(ratedAt) } as const]),
    ...(elsewhere ? [{ column: 'target', before: target?.name ?? '' } as const] : []),
    ...(level === told.level ? [] : [{ column: 'level', before: LEVEL_NAMES[level] } as const]),
    ...(otherWords || otherOptions ? [{ column: 'text', before: '' } as const] : []),
  ];
}

/** Why such a record is not taken, in words: 这条已经导入过，内容不同：等级以前是“满意”，说明也不一样. */
export function otherwise(others: readonly Other[]): string {
  const named = others.map(({ column, before }) => {
    const [heading] = PHONE_COLUMNS[column].headings;
    return before ? `${heading}以前是“${before}”` : `${heading}不一样`;
  });
  return `这条已经导入过，内容不同：${named.join('，')}`;
}
