import { z } from 'zod';
import { PUBLIC_KINDS } from '../domain/figures/index.js';
import { LevelSchema } from './common.js';
import { ToldStatistic } from './statistics.js';

export const Month = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '应为 2026-10 这样的月份')
  .meta({ example: '2026-10' });
const Count = z.int().min(0);
const both = { all: Count, adopted: Count };

const Edition = {
  month: Month,
  version: z.int().min(1).meta({ description: '第几版；更正以后是新的一版，旧的还查得到' }),
  publishedAt: z.iso.datetime(),
  dataUntil: z.iso.date().meta({ description: '数据到哪一天' }),
  note: z.string().nullable().meta({ description: '更正的，为什么' }),
};

const Invented = z
  .strictObject({ from: z.iso.date(), to: z.iso.date() })
  .nullable()
  .meta({ description: '演示里编出来的日子；真实的系统里总是 null' });

export const PublicFiguresQuery = z.strictObject({
  month: Month.optional().meta({ description: '不写就是最近公布的一个月' }),
  kind: z.enum(PUBLIC_KINDS).default('city'),
  code: z.string().min(1).max(64).optional(),
});
export type PublicFiguresQuery = z.infer<typeof PublicFiguresQuery>;

const Subject = z.strictObject({
  kind: z.enum(PUBLIC_KINDS),
  kindName: z.string(),
  code: z.string(),
  name: z.string(),
});

/** What the public reads of one place, house or item, and of what lies below it. */
export const PublicFigures = z
  .strictObject({
    ...Edition,
    months: z.array(Month).meta({ description: '公布过的月份，新的在前' }),
    subject: Subject,
    above: z.array(Subject).meta({ description: '上面是谁，从全市起' }),
    ratings: z.strictObject(both),
    levels: z.array(z.strictObject({ level: LevelSchema, name: z.string(), ...both })),
    figures: z.array(ToldStatistic),
    trend: z.array(
      z.strictObject({ month: Month, ...both, satisfiedText: z.string(), poorText: z.string() }),
    ),
    below: z.array(
      z.strictObject({
        ...Subject.shape,
        ...both,
        poor: Count,
        satisfiedText: z.string(),
        poorText: z.string(),
      }),
    ),
    withheld: z.array(z.strictObject({ what: z.string(), why: z.string(), ground: z.string() })),
    invented: Invented,
  })
  .meta({ id: 'PublicFigures' });
export type PublicFigures = z.infer<typeof PublicFigures>;

export const OPEN_DATA_FILE = /^(\d{4}-(?:0[1-9]|1[0-2]))\.(json|csv)(\.sha256)?$/;
