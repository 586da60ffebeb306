import { z } from 'zod';

export const JsSdkQuery = z.strictObject({
  url: z.url('应为页面的完整地址').max(2000).meta({ description: '页面的地址，# 以后的不算' }),
});

/** What a page in WeChat hands to `wx.config`. */
export const JsSdkSignature = z
  .strictObject({
    appId: z.string(),
    timestamp: z.int(),
    nonceStr: z.string(),
    signature: z.string(),
  })
  .meta({ id: 'JsSdkSignature' });
export type JsSdkSignature = z.infer<typeof JsSdkSignature>;
