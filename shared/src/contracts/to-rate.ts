import { z } from 'zod';
import { InvitationToken, StaticCodeValue } from './channels.js';
import { Instant } from './common.js';

/** What a signed-in person was served with and has not rated yet. */
export const ToRateRow = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    place: z.string(),
    occasion: z.string(),
    servedAt: Instant,
    expiresAt: Instant,
    businessName: z.string().nullable().meta({ description: '替哪家企业办的；自己办的为 null' }),
    whole: z.boolean().meta({ description: '可以一次评全部；并联审批已经分部门评过的，不再可以' }),
    departments: z
      .array(z.strictObject({ code: z.string(), name: z.string(), rated: z.boolean() }))
      .meta({ description: '并联审批的各部门，可以一个一个评；不是并联审批为空' }),
  })
  .meta({ id: 'ToRateRow' });
export type ToRateRow = z.infer<typeof ToRateRow>;

export const ToRateList = z
  .strictObject({ items: z.array(ToRateRow).meta({ description: '最近办的在前，最多一百件' }) })
  .meta({ id: 'ToRateList' });
export type ToRateList = z.infer<typeof ToRateList>;

export const ToRateQuery = z.strictObject({
  staticCode: StaticCodeValue.optional().meta({ description: '只看在这个二维码的地方办的' }),
});

export const ToRateLinkInput = z
  .strictObject({
    institutionCode: z
      .string()
      .max(40)
      .optional()
      .meta({ description: '并联审批里只评这一个部门；不填是一次评全部' }),
    channel: z.enum(['pc', 'mobile', 'qr']),
  })
  .meta({ id: 'ToRateLinkInput' });

export const ToRateLink = z.strictObject({ token: InvitationToken }).meta({ id: 'ToRateLink' });
export type ToRateLink = z.infer<typeof ToRateLink>;
