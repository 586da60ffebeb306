import { z } from 'zod';
import { isPeriod, REPORT_KINDS } from '../domain/figures/reports.js';
import {
  DECISIONS,
  LISTED_KINDS,
  LISTING_FACTS,
  LISTING_LISTS,
  LISTING_MOVES,
  LISTING_STATES,
} from '../domain/listings/index.js';
import { Instant, PageQuery, pageOf } from './common.js';
import { words } from './written.js';

const InWords = words({ least: 5, most: 1000, asked: '请写明白，至少5个字' });

const ofPeriod = {
  list: z.enum(LISTING_LISTS, '应为 praise（表彰推荐）或 questions（问责线索）'),
  kind: z.enum(REPORT_KINDS, '应为 month（月）、quarter（季）或 year（年）'),
  period: z.string().max(7).meta({ description: '哪一期：2026-11、2026-Q4、2026' }),
};

function isOfKind(
  { kind, period }: { kind: (typeof REPORT_KINDS)[number]; period: string },
  context: z.RefinementCtx,
): void {
  if (isPeriod(kind, period)) return;
  const message = '哪一期要写成 2026-11（月）、2026-Q4（季）、2026（年）';
  context.addIssue({ code: 'custom', path: ['period'], message });
}

export const CandidateQuery = z.strictObject(ofPeriod).superRefine(isOfKind);
export type CandidateQuery = z.infer<typeof CandidateQuery>;

const Evidence = z
  .array(z.strictObject({ id: z.uuid(), number: z.string(), title: z.string(), what: z.string() }))
  .meta({ description: '后面的差评和投诉，现在归您看的；名单上的那一方看不到' });

export const ListingFactView = z
  .strictObject({
    id: z.enum(LISTING_FACTS),
    name: z.string().meta({ example: '反复差评' }),
    rule: z.string().meta({ description: '怎么算的' }),
    text: z.string().meta({ description: '列入时的数', example: '97.6%（42中41）' }),
    now: z
      .string()
      .nullable()
      .meta({ description: '照现在的记录重算的数；候选没有，名单上的那一方看不到，为 null' }),
    reached: z.boolean().meta({ description: '凭它列出来的' }),
    cases: Evidence,
  })
  .meta({ id: 'ListingFact' });
export type ListingFactView = z.infer<typeof ListingFactView>;

const Subject = {
  subject: z.enum(LISTED_KINDS),
  subjectName: z.string().meta({ example: '窗口' }),
  code: z.string(),
  name: z.string(),
  institutionName: z.string(),
};

export const Candidates = z
  .strictObject({
    periodName: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    over: z.boolean().meta({ description: '这一期过完了；没有过完的不能列入' }),
    items: z.array(
      z.strictObject({
        ...Subject,
        facts: z.array(ListingFactView),
        listing: z
          .strictObject({ id: z.uuid().nullable(), stateName: z.string() })
          .nullable()
          .meta({ description: '已经列入的；别的单位列入的没有编号' }),
      }),
    ),
    left: z.int().meta({ description: '还有多少没有列出来' }),
    rules: z.array(z.string()),
    invented: z.boolean(),
  })
  .meta({ id: 'ListingCandidates' });
export type Candidates = z.infer<typeof Candidates>;

export const ListingInput = z
  .strictObject({ ...ofPeriod, subject: z.enum(LISTED_KINDS), code: z.string().min(1).max(64) })
  .superRefine(isOfKind)
  .meta({ id: 'ListingInput' });
export type ListingInput = z.infer<typeof ListingInput>;

export const ListingMoveInput = z
  .strictObject({
    version: z.int().min(1),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('answer'), words: InWords }),
      z.strictObject({ type: z.literal('decide'), decision: z.enum(DECISIONS), words: InWords }),
      z.strictObject({ type: z.literal('approve') }),
      z.strictObject({ type: z.literal('send_back'), words: InWords }),
      z.strictObject({ type: z.literal('take_back'), words: InWords }),
    ]),
  })
  .meta({ id: 'ListingMoveInput' });
export type ListingMoveInput = z.infer<typeof ListingMoveInput>;

const row = {
  id: z.uuid(),
  number: z.string().meta({ example: 'MD20261128-7K3Q9M2X' }),
  list: z.enum(LISTING_LISTS),
  listName: z.string(),
  title: z.string(),
  ...Subject,
  periodName: z.string(),
  state: z.enum(LISTING_STATES),
  stateName: z.string(),
  answerBy: z.iso.date().meta({ description: '说明的最后一天' }),
  mine: z.boolean().meta({ description: '说的是您或您的单位' }),
  listedAt: Instant,
};

export const ListingRow = z.strictObject(row).meta({ id: 'ListingRow' });
export type ListingRow = z.infer<typeof ListingRow>;

export const ListingView = z
  .strictObject({
    ...row,
    version: z.int(),
    from: z.iso.date(),
    to: z.iso.date(),
    officeName: z.string(),
    facts: z.array(ListingFactView),
    answer: z.string().nullable(),
    decision: z
      .strictObject({ name: z.string(), words: z.string(), final: z.boolean() })
      .nullable()
      .meta({ description: '拟的或定的决定；名单上的那一方只看到定了的' }),
    moves: z.array(z.enum(LISTING_MOVES)),
    waitsFor: z.string().nullable().meta({ description: '为什么现在还不能决定' }),
    events: z.array(z.strictObject({ at: Instant, by: z.string(), what: z.string(), words: z.string() })),
    invented: z.boolean(),
  })
  .meta({ id: 'Listing' });
export type ListingView = z.infer<typeof ListingView>;

const filters = {
  list: z.enum(LISTING_LISTS).optional(),
  state: z.enum(LISTING_STATES).optional(),
};
export const ListingListQuery = z.strictObject(filters);
export type ListingListQuery = z.infer<typeof ListingListQuery>;
export const ListingQuery = z.strictObject({ ...filters, ...PageQuery });
export type ListingQuery = z.infer<typeof ListingQuery>;
export const ListingPage = pageOf(ListingRow).meta({ id: 'ListingPage' });
export type ListingPage = z.infer<typeof ListingPage>;
