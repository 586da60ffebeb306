import { z } from 'zod';
import { CaseWayView } from './case-way.js';
import { Instant, LevelSchema, PageQuery, pageOf } from './common.js';
import { RatingDetailsInput, ReceiptNumber } from './ratings.js';

/** A rating given before signing in, brought under 我的评价 by its receipt. */
export const ClaimInput = z
  .strictObject({ number: ReceiptNumber, accessKey: z.string().min(16).max(64) })
  .meta({ id: 'ClaimInput' });
export type ClaimInput = z.infer<typeof ClaimInput>;

/** How a rating came to be one's own: as the evaluator, as somebody's agent, by its receipt, or as or through a handler of a business. */
export const OWN_RATING_REASONS = ['evaluator', 'agent', 'receipt', 'business'] as const;

export const MyRatingRow = z
  .strictObject({
    number: z.string(),
    level: LevelSchema,
    levelName: z.string(),
    poor: z.boolean(),
    title: z.string(),
    place: z.string(),
    ratedAt: Instant,
    standing: z.enum(['adopted', 'revoked', 'offset']),
    way: CaseWayView.nullable().meta({ description: '差评办到哪一步；没有差评工单时为 null' }),
    detailsCount: z.int(),
    mineAs: z.enum(OWN_RATING_REASONS),
    mineAsName: z.string().meta({ example: '您代父母评的' }),
  })
  .meta({ id: 'MyRatingRow' });
export type MyRatingRow = z.infer<typeof MyRatingRow>;
export const MyRatingPage = pageOf(MyRatingRow).meta({ id: 'MyRatingPage' });
export type MyRatingPage = z.infer<typeof MyRatingPage>;

export const MyRatingQuery = z.strictObject({
  ...PageQuery,
  business: z.uuid().optional().meta({ description: '看某个企业的评价；现在仍有授权才看得到' }),
});
export type MyRatingQuery = z.infer<typeof MyRatingQuery>;

/** Signed in, no access key is needed. */
export const MyRatingDetailsInput = RatingDetailsInput.omit({ accessKey: true }).meta({
  id: 'MyRatingDetailsInput',
});
export type MyRatingDetailsInput = z.infer<typeof MyRatingDetailsInput>;
