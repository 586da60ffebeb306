import { z } from 'zod';
import { IMPROVEMENT_STATES } from '../domain/improvements.js';
import { atMostDays, Day, Instant, PageQuery, pageOf } from './common.js';

const Count = z.int().min(0);
const Words = z.string().trim().min(5, '请写明白，至少5个字').max(1000, '最多1000字');
const MOST_DAYS = 92;

export const SorePointQuery = z
  .strictObject({ from: Day, to: Day, regionCode: z.string().min(1).max(12).optional() })
  .superRefine(atMostDays(MOST_DAYS, `一次最多看${MOST_DAYS}天，请选短一些`));
export type SorePointQuery = z.infer<typeof SorePointQuery>;

export const SorePointRow = z
  .strictObject({
    itemCode: z.string(),
    itemName: z.string(),
    institutionCode: z.string(),
    institutionName: z.string(),
    regionName: z.string(),
    reasonCode: z.string().meta({ description: '原因的编码：选项、问卷的回答或者词', example: '108' }),
    reason: z.string(),
    count: Count.meta({ description: '采信的差评里有它的' }),
    before: Count.meta({ description: '前一段一样长的时间' }),
    rose: z.boolean(),
    ratings: Count.meta({ description: '这个事项采信的全部评价' }),
    task: z
      .strictObject({ id: z.string(), number: z.string(), stateName: z.string() })
      .nullable()
      .meta({ description: '已经交办的整改' }),
  })
  .meta({ id: 'SorePointRow' });
export type SorePointRow = z.infer<typeof SorePointRow>;

export const SorePoints = z
  .strictObject({
    from: Day,
    to: Day,
    items: z.array(SorePointRow),
    rule: z.string(),
  })
  .meta({ id: 'SorePoints' });
export type SorePoints = z.infer<typeof SorePoints>;

export const ImprovementInput = z
  .strictObject({
    itemCode: z.string().min(1).max(64),
    reasonCode: z
      .string()
      .max(160)
      .regex(/^(?:[12]\d\d|answer:[\w:=-]{3,150}|word:[\u4e00-\u9fff]{2,8})$/, '应为堵点列表里的原因编码'),
    from: Day,
    to: Day,
    words: Words.meta({ description: '要整改什么' }),
    dueDay: Day.meta({ description: '最晚哪天改好' }),
  })
  .meta({ id: 'ImprovementInput' });
export type ImprovementInput = z.infer<typeof ImprovementInput>;

export const ImprovementMoveInput = z
  .strictObject({
    version: z.int().min(1),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('answer'), words: Words }),
      z.strictObject({ type: z.literal('accept'), changed: Words }),
      z.strictObject({ type: z.literal('send_back'), words: Words, dueDay: Day }),
    ]),
  })
  .meta({ id: 'ImprovementMoveInput' });
export type ImprovementMoveInput = z.infer<typeof ImprovementMoveInput>;

export const ImprovementView = z
  .strictObject({
    id: z.string(),
    number: z.string().meta({ example: 'ZG20261128-7K3Q9M2X' }),
    version: z.int(),
    itemName: z.string(),
    reason: z.string(),
    institutionName: z.string(),
    months: z.string().meta({ description: '看的哪几个月' }),
    ratings: Count.nullable().meta({ description: '后面有几条评价；被整改的单位看不到' }),
    state: z.enum(IMPROVEMENT_STATES),
    stateName: z.string(),
    dueDay: Day,
    late: z.boolean(),
    moves: z.array(z.enum(['answer', 'accept', 'send_back'])),
    events: z.array(z.strictObject({ at: Instant, by: z.string(), what: z.string(), words: z.string() })),
  })
  .meta({ id: 'ImprovementView' });
export type ImprovementView = z.infer<typeof ImprovementView>;

export const ImprovementQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(IMPROVEMENT_STATES).optional(),
});
export const ImprovementPage = pageOf(ImprovementView).meta({ id: 'ImprovementPage' });
export type ImprovementPage = z.infer<typeof ImprovementPage>;
