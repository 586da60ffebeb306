import { z } from 'zod';
import { Day, Instant, PageQuery, pageOf } from './common.js';
import { line } from './written.js';

export const CHAIN_PROBLEM_KINDS = [
  'changed',
  'removed',
  'reordered',
  'added',
  'unlinked',
  'head',
  'anchor',
  'beginning',
] as const;

/** One thing that is wrong with the audit chain: which entry, and what. */
export const AuditChainProblem = z
  .strictObject({
    kind: z.enum(CHAIN_PROBLEM_KINDS),
    seq: z.int().nullable().meta({ description: '现在的序号；被删的是原来的序号' }),
    sealedSeq: z.int().nullable().meta({ description: '封存时的序号，只在换了位置时有' }),
    id: z.string().nullable(),
    action: z.string().nullable(),
    actionName: z.string().nullable(),
    at: Instant.nullable(),
    message: z.string().meta({ description: '一句话：哪一条，怎么了' }),
  })
  .meta({ id: 'AuditChainProblem' });
export type AuditChainProblem = z.infer<typeof AuditChainProblem>;

export const AuditChainReport = z
  .strictObject({
    entries: z.int().meta({ description: '核对过的条数' }),
    beginsAt: z.int().meta({ description: '链从第几条开始；以前的已按保存期限清理' }),
    intact: z.boolean(),
    problems: z.array(AuditChainProblem).meta({ description: '对不上的，最多列出一百处' }),
    problemsTotal: z.int(),
    anchors: z.int().meta({ description: '同时对照了多少个签过名的链头' }),
    message: z.string(),
  })
  .meta({ id: 'AuditChainReport' });
export type AuditChainReport = z.infer<typeof AuditChainReport>;

const period = {
  from: Day.meta({ description: '从哪天起（北京时间），含当天' }),
  to: Day.meta({ description: '到哪天止（北京时间），含当天' }),
};

export const AuditQuery = z.strictObject({
  ...PageQuery,
  from: period.from.optional(),
  to: period.to.optional(),
  action: z.string().max(80).optional(),
  actorId: line({ least: 0, most: 100 }).optional().meta({ description: '谁做的：账号等的编号，完全一致' }),
  subjectId: line({ least: 0, most: 100 }).optional().meta({ description: '对什么做的：编号，完全一致' }),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditExportQuery = z
  .strictObject({ ...period, format: z.enum(['csv', 'jsonl']).default('csv') })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: '结束的日子不能早于开始的日子' });
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

const Party = z.strictObject({ kind: z.string(), id: z.string() });

/** A sealed entry. Subjects and actors are named by id; personal data never stands here. */
export const AuditEntryView = z
  .strictObject({
    seq: z.int(),
    id: z.string(),
    at: Instant,
    action: z.string(),
    actionName: z.string(),
    actor: Party,
    subject: Party,
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof AuditEntryView>;

/** A sealed entry as the console lists it: members of staff by the name they have today, which the chain does not hold. */
export const AuditListedEntry = AuditEntryView.extend({
  actorName: z.string().nullable().meta({ description: '工作人员现在的显示名；其他人为 null' }),
  subjectName: z.string().nullable().meta({ description: '对工作人员做的，是其现在的显示名；其他为 null' }),
}).meta({ id: 'AuditListedEntry' });
export type AuditListedEntry = z.infer<typeof AuditListedEntry>;
export const AuditEntryPage = pageOf(AuditListedEntry)
  .extend({ total: z.int() })
  .meta({ id: 'AuditEntryPage' });
export type AuditEntryPage = z.infer<typeof AuditEntryPage>;
