import { z } from 'zod';
import { CHANNELS } from '../domain/index.js';
import { CHARTS, SUBJECT_KINDS, type SubjectKind } from '../domain/figures/index.js';
import { atMostDays, Day, LevelSchema, PageQuery } from './common.js';

const MOST_DAYS = 366;

const period = { from: Day, to: Day };

const checkPeriod = atMostDays(MOST_DAYS, '一次最多看一年，请把时间选短一些');

const Code = z.string().min(1).max(64);
const subject = {
  kind: z.enum(SUBJECT_KINDS).optional(),
  code: Code.optional(),
  channel: z.enum(CHANNELS).optional(),
};

/** Without a subject: the widest the account looks at. */
export const StatisticsQuery = z.strictObject({ ...period, ...subject }).superRefine(checkPeriod);
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

/** The same, to take along: everything, or what is behind one chart. */
export const StatisticsExportQuery = z
  .strictObject({
    ...period,
    ...subject,
    chart: z.enum(CHARTS).optional().meta({ description: '只要哪一张图的表；不写就全部' }),
  })
  .superRefine(checkPeriod);

const Count = z.int().min(0);
const both = {
  all: Count.meta({ description: '全部评价' }),
  adopted: Count.meta({ description: '其中采信的' }),
};

/** A figure with its formula: never a percentage alone. */
export const ToldStatistic = z
  .strictObject({
    id: z.string().meta({ description: '算法的编号' }),
    version: z.int(),
    name: z.string(),
    part: Count.meta({ description: '分子' }),
    whole: Count.meta({ description: '分母；0 就没有这个数' }),
    text: z.string().meta({ description: '怎么写：不足10的写几中几', example: '98.2%' }),
    partName: z.string(),
    wholeName: z.string(),
    exclusions: z.string().meta({ description: '什么不算' }),
  })
  .meta({ id: 'ToldStatistic' });
export type ToldStatistic = z.infer<typeof ToldStatistic>;

const SubjectName = z.strictObject({
  kind: z.enum(SUBJECT_KINDS),
  kindName: z.string(),
  code: z.string(),
  name: z.string(),
});

export const StatisticsSummary = z
  .strictObject({
    ...period,
    subject: SubjectName,
    above: z.array(SubjectName).meta({ description: '它的上级，看得到的才有；最大的在前' }),
    book: z
      .enum(['full', 'shown'])
      .meta({ description: 'full 按评价的那天；shown 按向被评一方开放的那一周，和公示的口径一样' }),
    ratings: z.strictObject(both),
    levels: z.array(z.strictObject({ level: LevelSchema, name: z.string(), ...both })),
    spans: z
      .array(
        z.strictObject({
          from: Day,
          to: Day,
          all: Count,
          adopted: Count,
          levels: z.array(Count).length(5).meta({ description: '采信的，非常满意在前' }),
        }),
      )
      .meta({ description: '走势：一天一段，或一周一段' }),
    figures: z.array(ToldStatistic),
    channels: z.array(
      z.strictObject({ channel: z.enum(CHANNELS), name: z.string(), ...both, poor: Count, satisfied: Count }),
    ),
    options: z.array(z.strictObject({ code: z.string(), label: z.string(), level: LevelSchema, ...both })),
    countedAt: z.iso.datetime().nullable().meta({ description: '这段时间里最近一次重算' }),
    waiting: Count.meta({ description: '还有几天正等着重算' }),
    invented: z
      .strictObject(period)
      .nullable()
      .meta({ description: '演示里编出来的日子；真实的系统里总是 null' }),
  })
  .meta({ id: 'StatisticsSummary' });
export type StatisticsSummary = z.infer<typeof StatisticsSummary>;

export const STATISTICS_ORDERS = ['poor', 'poor_share', 'satisfied_share', 'ratings'] as const;
export type StatisticsOrder = (typeof STATISTICS_ORDERS)[number];

/** What can be compared side by side. */
export type ListedKind = Exclude<SubjectKind, 'city'>;
export const LISTED_KINDS = SUBJECT_KINDS.filter((kind): kind is ListedKind => kind !== 'city');

const listed = {
  ...period,
  kind: z.enum(LISTED_KINDS),
  regionCode: Code.optional(),
  institutionCode: Code.optional(),
  channel: z.enum(CHANNELS).optional(),
  order: z.enum(STATISTICS_ORDERS).default('poor'),
};

export const StatisticsListQuery = z.strictObject(listed).superRefine(checkPeriod);
export type StatisticsListQuery = z.infer<typeof StatisticsListQuery>;

export const StatisticsPageQuery = z.strictObject({ ...PageQuery, ...listed }).superRefine(checkPeriod);
export type StatisticsPageQuery = z.infer<typeof StatisticsPageQuery>;

export const StatisticsRow = z
  .strictObject({
    kind: z.enum(SUBJECT_KINDS),
    code: z.string(),
    name: z.string(),
    institutionName: z.string(),
    regionName: z.string(),
    ...both,
    levels: z.array(Count).length(5).meta({ description: '采信的，非常满意在前' }),
    poor: Count.meta({ description: '采信的差评' }),
    satisfiedText: z.string().meta({ description: '好评率' }),
    poorText: z.string().meta({ description: '差评率' }),
    lower: z.number().min(0).max(1).meta({ description: '排名用的下限（威尔逊区间95%）' }),
    ranked: z.boolean().meta({ description: '评价够不够进排名' }),
  })
  .meta({ id: 'StatisticsRow' });
export type StatisticsRow = z.infer<typeof StatisticsRow>;

export const StatisticsPage = z
  .strictObject({
    items: z.array(StatisticsRow),
    total: Count,
    page: z.int(),
    pageSize: z.int(),
    rule: z.string().meta({ description: '怎么排的' }),
  })
  .meta({ id: 'StatisticsPage' });
export type StatisticsPage = z.infer<typeof StatisticsPage>;
