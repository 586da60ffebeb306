import { z } from 'zod';
import { CaseFile } from './cases.js';
import { Instant } from './common.js';
import { ComplaintNumber } from './complaints.js';
import { ReceiptNumber } from './ratings.js';
import { words } from './written.js';

/** What the one who gave the rating may say on its way. */
export const OwnCaseCommandInput = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('reply'),
      satisfied: z.boolean(),
      reason: words({ least: 0, most: 500 }).default(''),
    }),
    z.strictObject({
      type: z.literal('contest'),
      reason: words({ least: 5, most: 500, asked: '请写明为什么不同意，至少5个字' }),
    }),
    z.strictObject({ type: z.literal('settle'), said: words({ least: 0, most: 500 }).default('') }),
  ])
  .meta({ id: 'OwnCaseCommandInput' });
export type OwnCaseCommandInput = z.infer<typeof OwnCaseCommandInput>;

export const OWN_CASE_MOVES = ['reply', 'contest', 'settle'] as const;

/** The way of one's own poor rating, in plain words. */
export const OwnCaseView = z
  .strictObject({
    number: z.union([ReceiptNumber, ComplaintNumber]),
    closed: z.boolean(),
    timeline: z.array(
      z.strictObject({
        at: Instant,
        text: z.string(),
        words: z.string().nullable(),
        files: z.array(CaseFile).meta({ description: '随着答复的附件' }),
      }),
    ),
    letter: z.boolean().meta({ description: '有没有答复函可以下载' }),
    next: z.string().nullable().meta({
      description: '接下来会怎样，最晚哪天',
      example: '行政服务中心会回访核实，最晚10月14日',
    }),
    lastAnswer: z.boolean().meta({ description: '等您说满意不满意的是督办以后的答复：说不满意也办结' }),
    moves: z.array(z.enum(OWN_CASE_MOVES)).meta({ description: '您现在可以说的' }),
    handledWith: z
      .strictObject({
        number: ReceiptNumber.nullable().meta({
          description: '那一条的回执号；登录了，而且那一条也在您名下才有',
        }),
        commitment: z
          .string()
          .nullable()
          .meta({ description: '凭回执看的：那一条回执上的摘要，手里有那张回执的设备认得出来' }),
      })
      .nullable()
      .meta({ description: '和您的哪一条评价合在一起办；没有合并的为 null' }),
    again: z
      .strictObject({
        may: z.boolean().meta({ description: '现在可以追评' }),
        given: z
          .strictObject({
            number: ReceiptNumber,
            levelName: z.string(),
            poor: z.boolean(),
            at: Instant,
          })
          .nullable()
          .meta({ description: '已有的追评' }),
      })
      .meta({ description: '追评：对同一次服务再评一次' }),
  })
  .meta({ id: 'OwnCase' });
export type OwnCaseView = z.infer<typeof OwnCaseView>;
