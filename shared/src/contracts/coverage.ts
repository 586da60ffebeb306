import { z } from 'zod';
import { CHANNELS, PLACE_KINDS, REACHES } from '../domain/index.js';
import { atMostDays, Day, PageQuery } from './common.js';
import { Search } from './written.js';

/** So many days at most are counted at once. */
const MOST_DAYS = 92;

export const InvitedQuery = z
  .strictObject({ from: Day, to: Day })
  .superRefine(atMostDays(MOST_DAYS, `一次最多看${MOST_DAYS}天，请选短一些`, '结束的日期应不早于开始的日期'));
export type InvitedQuery = z.infer<typeof InvitedQuery>;

const counts = {
  invited: z.int().meta({ description: '请人评过的服务，一次服务请几回都算一个' }),
  opened: z.int().meta({ description: '其中评价页打开过的' }),
  rated: z.int().meta({ description: '其中评了的，不论最后从哪个渠道评' }),
};

export const InvitedFigures = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    total: z.strictObject(counts),
    channels: z.array(z.strictObject({ channel: z.enum(CHANNELS), name: z.string(), ...counts })),
    windows: z
      .array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          place: z.string(),
          ...counts,
          onScreen: z
            .int()
            .meta({ description: '评价器上请过几次：业务系统叫的、窗口人员按的、来人自己点的' }),
        }),
      )
      .meta({ description: '报来过服务的窗口，报得多的在前' }),
    sms: z
      .strictObject({
        waiting: z.int().meta({ description: '还没有发的，如夜里等到早上' }),
        sent: z.int().meta({ description: '网关收下的' }),
        delivered: z.int().meta({ description: '其中回执说送达的' }),
        failed: z.int().meta({ description: '回执说没有送达的，和网关不收的' }),
        unanswered: z.int().meta({ description: '网关收下、还没有回执的' }),
        failures: z.array(z.strictObject({ reason: z.string(), times: z.int() })),
      })
      .meta({ description: '请人评价的短信，一条算一个' }),
    rule: z.string().meta({ description: '怎么算的' }),
  })
  .meta({ id: 'InvitedFigures' });
export type InvitedFigures = z.infer<typeof InvitedFigures>;

const covered = {
  reach: z.enum(REACHES).default('none'),
  kind: z.enum(PLACE_KINDS).optional(),
  search: Search,
};

export const CoverageListQuery = z.strictObject(covered);
export const CoverageQuery = z.strictObject({ ...PageQuery, ...covered });
export type CoverageQuery = z.infer<typeof CoverageQuery>;

export const CoverageRow = z
  .strictObject({
    kind: z.enum(PLACE_KINDS),
    code: z.string(),
    name: z.string(),
    institutionName: z.string(),
    regionName: z.string(),
    lacking: z.array(z.string()).meta({ description: '缺什么' }),
  })
  .meta({ id: 'CoverageRow' });
export type CoverageRow = z.infer<typeof CoverageRow>;

export const CoveragePage = z
  .strictObject({
    kinds: z.array(
      z.strictObject({
        kind: z.enum(PLACE_KINDS),
        name: z.string(),
        total: z.int(),
        offered: z.int().meta({ description: '看得到就能评' }),
        search: z.int().meta({ description: '要自己去找才评得到' }),
        none: z.int().meta({ description: '谁也评不到' }),
        covered: z.string().meta({ description: '覆盖率' }),
      }),
    ),
    covered: z
      .strictObject({ id: z.string(), version: z.int(), part: z.int(), whole: z.int(), text: z.string() })
      .meta({ description: '覆盖率，各类合在一起' }),
    items: z.array(CoverageRow),
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
    rule: z.string(),
  })
  .meta({ id: 'CoveragePage' });
export type CoveragePage = z.infer<typeof CoveragePage>;
