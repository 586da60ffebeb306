import { z } from 'zod';
import { Instant } from './common.js';

export const CHAIN_PROBLEM_KINDS = [
  'changed',
  'removed',
  'reordered',
  'added',
  'unlinked',
  'head',
  'anchor',
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
    intact: z.boolean(),
    problems: z.array(AuditChainProblem).meta({ description: '对不上的，最多列出一百处' }),
    problemsTotal: z.int(),
    anchors: z.int().meta({ description: '同时对照了多少个签过名的链头' }),
    message: z.string(),
  })
  .meta({ id: 'AuditChainReport' });
export type AuditChainReport = z.infer<typeof AuditChainReport>;
