import { z } from 'zod';
import { APPEAL_STATES, APPELLANTS } from '../domain/appeals.js';
import { AttachmentIds, CaseFile, CaseTold } from './cases.js';
import { Instant, LevelSchema, PageQuery, pageOf } from './common.js';
import { words } from './written.js';

const State = z.enum(APPEAL_STATES);
const For = z.enum(APPELLANTS);

export const AppealQuery = z.strictObject({ ...PageQuery, state: State.default('reviewing') });
export type AppealQuery = z.infer<typeof AppealQuery>;

export const AppealRow = z
  .strictObject({
    id: z.uuid(),
    number: z.string().meta({ description: '申诉编号', example: 'SS-7K3Q9M2X' }),
    state: State,
    stateName: z.string(),
    level: LevelSchema.nullable().meta({
      description: '没有给您看过那条评价的，是 null：只知道是差评',
    }),
    levelName: z.string(),
    title: z.string().meta({ description: '评的事项；办的人少时不写是哪一个' }),
    institutionName: z.string().meta({ description: '提出申诉的单位' }),
    appellant: For.meta({ description: '为谁提出：单位自己，或者被评价的工作人员' }),
    appellantName: z.string(),
    submittedAt: Instant,
    due: z
      .strictObject({
        day: z.iso.date(),
        provisional: z.boolean().meta({ description: '算到了还没有公布放假安排的年份' }),
        late: z.boolean(),
      })
      .nullable()
      .meta({ description: '最晚哪天决定；有了结果为 null' }),
    mine: z.boolean().meta({ description: '现在等您决定' }),
  })
  .meta({ id: 'AppealRow' });
export type AppealRow = z.infer<typeof AppealRow>;

export const AppealPage = pageOf(AppealRow).meta({ id: 'AppealPage' });
export type AppealPage = z.infer<typeof AppealPage>;

export const APPEAL_MOVES = ['uphold', 'dismiss', 'withdraw'] as const;

export const AppealView = z
  .strictObject({
    ...AppealRow.shape,
    version: z.int().meta({ description: '看到的是第几版；决定时带回来' }),
    statement: z
      .string()
      .nullable()
      .meta({ description: '申诉的理由，原话；差评不归您经办、申诉也不是您提的，为 null' }),
    files: z.array(CaseFile).meta({ description: '申诉的凭据；只给申诉的单位和决定的单位' }),
    caseId: z.uuid().nullable().meta({ description: '差评；您看不到那件差评时为 null' }),
    overturned: z.iso.date().nullable().meta({
      description: '申诉成立以后，评价人的异议也成立、评价恢复计入的那天；没有被推翻的为 null',
    }),
    timeline: z.array(CaseTold.omit({ files: true })),
    moves: z.array(z.strictObject({ type: z.enum(APPEAL_MOVES), name: z.string() })),
  })
  .meta({ id: 'AppealView' });
export type AppealView = z.infer<typeof AppealView>;

export const AppealInput = z
  .strictObject({
    appellant: For.default('institution').meta({
      description: '为谁提出；评价的记录里写明了工作人员的，才能为被评价的工作人员提出',
    }),
    statement: words({ least: 10, most: 2000, asked: '请写明申诉的理由，至少10个字' }),
    attachments: AttachmentIds,
  })
  .meta({ id: 'AppealInput' });
export type AppealInput = z.infer<typeof AppealInput>;

const reason = words({ least: 10, most: 1000, asked: '请写明决定的理由，至少10个字' });

export const AppealMoveInput = z
  .strictObject({
    version: z.int().min(1).meta({ description: '看到的那一版' }),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('uphold'), reason }),
      z.strictObject({ type: z.literal('dismiss'), reason }),
      z.strictObject({ type: z.literal('withdraw') }),
    ]),
  })
  .meta({ id: 'AppealMoveInput' });
export type AppealMoveInput = z.infer<typeof AppealMoveInput>;

/** Whether a rating has an appeal, and whether this account may make one. */
export const AppealOffer = z
  .strictObject({
    appeal: AppealRow.nullable().meta({ description: '已经有的申诉' }),
    mayFile: z.boolean(),
    appellants: z.array(For).meta({ description: '可以为谁提出；不能申诉时为空' }),
    until: z.iso
      .date()
      .nullable()
      .meta({ description: '最晚哪天可以申诉；还没有送达，或者从同事收到这件差评算起的，为 null' }),
    why: z.string().nullable().meta({ description: '不能申诉时，为什么' }),
  })
  .meta({ id: 'AppealOffer' });
export type AppealOffer = z.infer<typeof AppealOffer>;
