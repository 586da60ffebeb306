import { z } from 'zod';
import { Instant } from './common.js';

export const ReleaseInput = z
  .strictObject({
    handlers: z
      .array(z.uuid('账号编号不对'))
      .min(1, '请至少选一个经办人')
      .max(20, '一次最多送达20个账号')
      .meta({ description: '被评单位的账号编号' }),
  })
  .meta({ id: 'ReleaseInput' });
export type ReleaseInput = z.infer<typeof ReleaseInput>;

/** One early release as the centre reads it. */
export const ReleaseView = z.strictObject({
  at: Instant,
  handlers: z.int().meta({ description: '送达了几个账号' }),
});

export const ReleasedRating = z
  .strictObject({
    named: z.boolean().meta({ description: '经办人能不能看到事项：办这个事项的人太少时看不到' }),
    releases: z.array(ReleaseView),
  })
  .meta({ id: 'ReleasedRating' });
export type ReleasedRating = z.infer<typeof ReleasedRating>;

export const RatingHandlers = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        displayName: z.string(),
        roleName: z.string(),
        institutionName: z.string(),
      }),
    ),
  })
  .meta({ id: 'RatingHandlers' });
export type RatingHandlers = z.infer<typeof RatingHandlers>;
