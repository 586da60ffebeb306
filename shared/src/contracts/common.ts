import { z } from 'zod';

/** One error shape for every answer that is not a success: `code` for programs, `message` in Chinese for people. */
export const ErrorBody = z
  .strictObject({
    error: z.strictObject({
      code: z.string().meta({ description: 'Stable code for programs', example: 'invalid_input' }),
      message: z.string().meta({ description: 'Plain Chinese: what happened, what is kept, what to do' }),
      details: z
        .array(z.strictObject({ field: z.string(), message: z.string() }))
        .optional()
        .meta({ description: 'The fields that are wrong, each with its remedy' }),
      requestId: z.string().optional(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Instants travel as ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
/** An instant that another system or a device tells: with any offset from UTC. */
export const ToldInstant = z.iso.datetime({
  offset: true,
  error: '应为带时区的时间，如 2026-10-12T09:30:00+08:00',
});

/** A day somebody tells. Far years are refused: beside `9999-12-31` stands no day, and counting on from day to day would never end. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2199-12-31', '年份应在1900到2199之间');

export const RegionCode = z.string().regex(/^\d{6}$/, '应为6位行政区划代码');
export const LevelSchema = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], {
    error: '评价等级应为1到5的整数',
  })
  .meta({ id: 'Level', description: '5 非常满意 … 1 非常不满意' });

export const PageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
};

/** Everything is counted up to here: a longer list opens as fast, and is searched rather than leafed through. */
export const COUNTED = 1000;

/** A number that was counted no further than `COUNTED`. */
export const Counted = z.int().meta({ description: `最多数到${COUNTED}：${COUNTED}是“${COUNTED}以上”` });

/** A page of a list, and how much there is. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), total: Counted, page: z.int(), pageSize: z.int() });
}

/**
 * What is wrong with a period of days, both included, told at its end.
 * @param most so many days may be asked for at once
 */
export const atMostDays =
  (most: number, tooLong: string, backwards = '结束的一天不能早于开始的一天') =>
  ({ from, to }: { from: string; to: string }, context: z.RefinementCtx): void => {
    // Asked also of what is no day, which `daysBetween` throws for.
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    if (Number.isNaN(days) || (days >= 1 && days <= most)) return;
    context.addIssue({ code: 'custom', path: ['to'], message: days < 1 ? backwards : tooLong });
  };
