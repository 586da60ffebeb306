import { z } from 'zod';
import {
  ANSWER_KINDS,
  CALL_OUTCOMES,
  CASE_COMMANDS,
  CASE_OUTCOMES,
  CASE_PHASES,
  FINDINGS,
} from '../domain/cases/index.js';
import { OFFICER_SIDES } from '../domain/cases/events.js';
import { REVIEW_DECISIONS, TEXT_STATES } from '../domain/privacy/moderation.js';
import { ATTACHMENT_TYPES, MOST_ATTACHMENTS } from '../domain/attachments.js';
import { Counted, Day, Instant, LevelSchema, PageQuery, pageOf } from './common.js';
import { AnswersView } from './questionnaires.js';
import { RatingDetails } from './ratings.js';
import { line, Search, words } from './written.js';

/** The work list: what waits for the one who looks, what is late, what waits for others, the ledger (台账), what is done. */
export const CASE_LISTS = ['mine', 'late', 'others', 'ledger', 'closed'] as const;
export type CaseList = (typeof CASE_LISTS)[number];

export const CaseQuery = z.strictObject({
  ...PageQuery,
  list: z.enum(CASE_LISTS).default('mine'),
  search: Search.meta({ description: '差评编号，或事项名称' }),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

/** The clock that runs, as everybody reads it. */
const CaseDue = z.strictObject({
  day: Day,
  provisional: z.boolean().meta({ description: '算到了还没有公布放假安排的年份，公布后会重新算' }),
  late: z.boolean(),
  waitsFor: z.string().meta({ description: '在等谁，如 承办部门' }),
});

export const CaseRow = z
  .strictObject({
    id: z.uuid(),
    number: z.string().meta({ description: '差评编号；和回执号无关，不带日期', example: 'CP-7K3Q9M2X' }),
    phase: z.enum(CASE_PHASES),
    phaseName: z.string(),
    outcome: z.enum(CASE_OUTCOMES).nullable(),
    outcomeName: z.string().nullable(),
    level: LevelSchema.nullable().meta({ description: '投诉没有等级，是 null' }),
    levelName: z.string().meta({ example: '非常不满意', description: '等级，或“投诉”' }),
    title: z.string().meta({ description: '评的事项或服务点' }),
    institutionName: z.string().meta({ description: '承办部门' }),
    officerName: z.string().nullable().meta({ description: '承办部门的经办人' }),
    week: z.string().meta({ description: '收到评价的那一周，如 2026-W48' }),
    due: CaseDue.nullable(),
    mine: z.boolean().meta({ description: '现在等您来办' }),
    version: z.int().meta({ description: '看到的是第几版；办理时带回来，别人先办过就会告诉您' }),
  })
  .meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof CaseRow>;

export const CasePage = pageOf(CaseRow)
  .extend({
    counts: z
      .strictObject({ mine: Counted, late: Counted, others: Counted })
      .meta({ description: '各栏有几件' }),
  })
  .meta({ id: 'CasePage' });
export type CasePage = z.infer<typeof CasePage>;

/** A file that goes with what was said. */
export const CaseFile = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    type: z.enum(ATTACHMENT_TYPES),
    bytes: z.int().meta({ description: '大小，字节' }),
  })
  .meta({ id: 'CaseFile' });
export type CaseFile = z.infer<typeof CaseFile>;

export const CaseFileQuery = z.strictObject({
  name: line({ least: 0, most: 200 }).default('').meta({ description: '文件叫什么；是什么只看内容' }),
});

/** One line of the timeline. */
export const CaseTold = z
  .strictObject({
    at: z.string().meta({ description: '时刻；不能让读的人知道几点时，只有日期' }),
    what: z.string(),
    by: z.string(),
    words: z.string().nullable().meta({ description: '说的话、理由或答复的全文' }),
    files: z.array(CaseFile).meta({ description: '随着这一步的附件' }),
  })
  .meta({ id: 'CaseTold' });
export type CaseTold = z.infer<typeof CaseTold>;

/** What was said with a rating or in a complaint. */
const CaseWords = z.array(
  z.strictObject({
    at: z.string().meta({ description: '时刻；承办部门只看到哪一周' }),
    options: RatingDetails.shape.options,
    text: z.string(),
    questionnaire: AnswersView.nullable(),
    review: z
      .strictObject({
        state: z.enum(TEXT_STATES),
        seen: z.int(),
        may: z.array(z.enum(REVIEW_DECISIONS)),
      })
      .nullable()
      .meta({ description: '投诉里检查过、要人核对的话：给不给承办部门看；只给牵头的中心' }),
  }),
);

export const CaseView = z
  .strictObject({
    ...CaseRow.shape,
    details: CaseWords,
    rating: z
      .strictObject({ id: z.uuid(), number: z.string() })
      .nullable()
      .meta({ description: '评价或投诉的编号和回执号；只有牵头的中心和监督部门看得到' }),
    exact: z
      .strictObject({ place: z.string(), ratedAt: Instant })
      .nullable()
      .meta({ description: '在哪里、什么时候评的；承办部门要评价人回访时同意才看得到' }),
    served: z
      .strictObject({ people: z.int(), few: z.boolean() })
      .nullable()
      .meta({ description: '那两周办过这件事的有几个人；太少时交办，对方可能猜出是谁。只给牵头的看' }),
    facts: z
      .array(z.strictObject({ name: z.string(), text: z.string() }))
      .meta({ description: '打电话前要知道的：记录里有什么就写什么。只给牵头和监督的看' }),
    timeline: z.array(CaseTold),
    supplement: z
      .strictObject({ level: LevelSchema, levelName: z.string(), details: CaseWords })
      .nullable()
      .meta({ description: '评价人的追评，和它的话' }),
    letter: z.boolean().meta({ description: '有没有答复函可以下载' }),
    moves: z
      .array(z.strictObject({ type: z.enum(CASE_COMMANDS), name: z.string() }))
      .meta({ description: '您现在可以做的' }),
  })
  .meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof CaseView>;

const reason = words({ least: 5, most: 1000, asked: '请写明理由，至少5个字' });
const told = words({ least: 5, most: 2000, asked: '请写明，至少5个字' });
const reasoned = <T extends string>(type: T) => z.strictObject({ type: z.literal(type), reason });

/** The files that go with what is said, uploaded before it. */
export const AttachmentIds = z
  .array(z.uuid('附件编号不对'))
  .max(MOST_ATTACHMENTS, `最多${MOST_ATTACHMENTS}个附件`)
  .optional()
  .meta({ description: '先传上来的附件的编号' });

/** What staff may want to do with a case; the words are judged again by the rules of the move. */
export const CaseCommandInput = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('call'),
      outcome: z.enum(CALL_OUTCOMES),
      said: words({ least: 0, most: 2000 }).default(''),
      mayTell: z.boolean().optional().meta({ description: '评价人同意告诉承办部门是哪个窗口、什么时候' }),
    }),
    z.strictObject({ type: z.literal('explain'), text: told, attachments: AttachmentIds }),
    z.strictObject({
      type: z.literal('verify'),
      finding: z.enum(FINDINGS),
      facts: told,
      attachments: AttachmentIds,
    }),
    z.strictObject({
      type: z.literal('answer'),
      kind: z.enum(ANSWER_KINDS),
      text: told,
      attachments: AttachmentIds,
    }),
    z.strictObject({ type: z.literal('request_ledger'), reason, day: Day }),
    z.strictObject({ type: z.literal('approve_ledger') }),
    z.strictObject({
      type: z.literal('name_officer'),
      side: z.enum(OFFICER_SIDES),
      officer: z.uuid('请选一个经办人'),
    }),
    z.strictObject({ type: z.literal('reassign'), to: line({ most: 40, asked: '请选改派的部门' }), reason }),
    z.strictObject({ type: z.literal('supervise'), instruction: told, day: Day.optional() }),
    z.strictObject({ type: z.literal('urge'), text: told }),
    z.strictObject({ type: z.literal('merge'), into: z.uuid('请选并入哪一件'), reason }),
    reasoned('recuse'),
    reasoned('return'),
    reasoned('refuse_return'),
    reasoned('confirm_revocation'),
    reasoned('reject_revocation'),
    reasoned('uphold_contest'),
    reasoned('reject_contest'),
    reasoned('refuse_ledger'),
    reasoned('reopen'),
  ])
  .meta({ id: 'CaseCommandInput' });
export type CaseCommandInput = z.infer<typeof CaseCommandInput>;

export const CaseMoveInput = z
  .strictObject({
    version: z.int().min(1).meta({ description: '看到的那一版' }),
    command: CaseCommandInput,
  })
  .meta({ id: 'CaseMoveInput' });
export type CaseMoveInput = z.infer<typeof CaseMoveInput>;

export const CaseOfficersQuery = z.strictObject({ side: z.enum(OFFICER_SIDES).default('department') });

/** The accounts a case may be given to. */
export const CaseOfficers = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        displayName: z.string(),
        deputyName: z.string().nullable().meta({ description: '今天请假的，由谁代办；没有请假的为 null' }),
      }),
    ),
  })
  .meta({ id: 'CaseOfficers' });
export type CaseOfficers = z.infer<typeof CaseOfficers>;

/** Cases that may be about the same matter. */
export const SimilarCases = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        week: z.string(),
        phaseName: z.string(),
      }),
    ),
  })
  .meta({ id: 'SimilarCases' });
export type SimilarCases = z.infer<typeof SimilarCases>;

/** Several cases for one officer of their department. */
export const CaseAssignmentsInput = z
  .strictObject({
    cases: z
      .array(
        z.strictObject({
          id: z.uuid('差评编号不对'),
          version: z.int().min(1),
          told: z.boolean().optional().meta({ description: '已经看过“办过的人很少”的提醒，照样交办' }),
        }),
      )
      .min(1, '请先选差评')
      .max(50, '一次最多50件'),
    officer: z.uuid('请选一个经办人'),
  })
  .meta({ id: 'CaseAssignmentsInput' });
export type CaseAssignmentsInput = z.infer<typeof CaseAssignmentsInput>;

export const CaseAssignments = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        done: z.boolean(),
        message: z.string().nullable().meta({ description: '没成的原因' }),
        few: z
          .int()
          .nullable()
          .meta({ description: '那两周只有几个人办过，要先提醒；有一件要提醒，就一件也还没有交办' }),
      }),
    ),
  })
  .meta({ id: 'CaseAssignments' });
export type CaseAssignments = z.infer<typeof CaseAssignments>;

export const LeaveInput = z
  .strictObject({
    until: Day.meta({ description: '最后一天' }),
    deputy: z.uuid('请选一位代办的同事'),
  })
  .meta({ id: 'LeaveInput' });
export type LeaveInput = z.infer<typeof LeaveInput>;

/** One's own leave; null when there is none. */
export const MyLeave = z
  .strictObject({
    leave: z.strictObject({ until: Day, deputy: z.uuid(), deputyName: z.string() }).nullable(),
  })
  .meta({ id: 'MyLeave' });
export type MyLeave = z.infer<typeof MyLeave>;
