import { z } from 'zod';
import { CORRECTION_FIELDS, CORRECTION_STATES } from '../domain/index.js';
import { Instant, pageOf, PageQuery } from './common.js';
import { ReceiptNumber } from './ratings.js';
import { words } from './written.js';

/** What may be put right, and by whom: own contact data by the person, the rest by checking or by the centre. */
export const CorrectionInput = z
  .strictObject({
    field: z.enum(CORRECTION_FIELDS).meta({
      description: '业务系统报来的哪一项不对；自己登录用的手机号用验证码改，姓名证件重新实名核验',
    }),
    receipt: ReceiptNumber.optional().meta({ description: '哪条评价的办件' }),
    text: words({ least: 4, most: 500, asked: '请写明哪里不对、应是什么' }),
  })
  .meta({ id: 'CorrectionInput' });
export type CorrectionInput = z.infer<typeof CorrectionInput>;

/** A request with what became of it, for its author. */
export const CorrectionView = z
  .strictObject({
    id: z.uuid(),
    field: CorrectionInput.shape.field,
    fieldName: z.string(),
    text: z.string(),
    receipt: ReceiptNumber.nullable(),
    state: z.enum(CORRECTION_STATES),
    stateName: z.string(),
    askedAt: Instant,
    answer: z.string().nullable(),
    answeredAt: Instant.nullable(),
    office: z.string().nullable().meta({ description: '哪个单位答复的' }),
    may: z.array(z.enum(['withdraw'])).meta({ description: '现在可以做什么' }),
  })
  .meta({ id: 'Correction' });
export type CorrectionView = z.infer<typeof CorrectionView>;
export const CorrectionList = z
  .strictObject({ items: z.array(CorrectionView) })
  .meta({ id: 'CorrectionList' });
export type CorrectionList = z.infer<typeof CorrectionList>;

export const StaffCorrectionQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(CORRECTION_STATES).optional(),
});
export type StaffCorrectionQuery = z.infer<typeof StaffCorrectionQuery>;

/** For the list of the centre: no word of the person; the text is opened one by one, and the person sees that. */
export const StaffCorrectionRow = CorrectionView.pick({
  id: true,
  field: true,
  fieldName: true,
  state: true,
  stateName: true,
  askedAt: true,
  answeredAt: true,
}).meta({ id: 'StaffCorrectionRow' });
export type StaffCorrectionRow = z.infer<typeof StaffCorrectionRow>;
export const StaffCorrectionPage = pageOf(StaffCorrectionRow).meta({ id: 'StaffCorrectionPage' });
export type StaffCorrectionPage = z.infer<typeof StaffCorrectionPage>;

/** One request, opened: what the person wrote, and about which transaction. */
export const StaffCorrectionView = StaffCorrectionRow.extend({
  text: z.string(),
  receipt: ReceiptNumber.nullable(),
  answer: z.string().nullable(),
  office: z.string().nullable(),
  may: z.array(z.enum(['decide'])).meta({ description: '现在可以做什么' }),
}).meta({ id: 'StaffCorrection' });
export type StaffCorrectionView = z.infer<typeof StaffCorrectionView>;

export const CorrectionDecisionInput = z
  .strictObject({
    done: z.boolean().meta({ description: 'true 已改正，false 不改' }),
    answer: words({ least: 2, most: 500, asked: '请写明怎么处理的' }),
  })
  .meta({ id: 'CorrectionDecisionInput' });
export type CorrectionDecisionInput = z.infer<typeof CorrectionDecisionInput>;
