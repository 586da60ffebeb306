import { z } from 'zod';
import { Instant } from './common.js';
import { line } from './written.js';

/** Stands for every institution. */
export const ALL_INSTITUTIONS = '*';

/** So long at most are both secrets taken while a system changes over. */
const MOST_OVERLAP_HOURS = 168;

export const AppKey = z
  .string()
  .regex(/^[\w-]{3,64}$/, '应为3到64位字母、数字、短横线或下划线')
  .meta({ description: '业务系统的标识，放在 X-App-Key 里' });

const Institutions = z
  .array(line({ most: 40 }))
  .min(1, '至少选一个机构，或写 "*" 表示全部')
  .max(200, '最多200个机构；更多请写 "*"')
  .meta({ description: '可以为哪些机构报送，机构编码；"*" 是全部' });

export const SystemInput = z
  .strictObject({ appKey: AppKey, name: line({ most: 50 }), institutionCodes: Institutions })
  .meta({ id: 'BusinessSystemInput' });
export type SystemInput = z.infer<typeof SystemInput>;

export const SystemChange = z
  .strictObject({ name: line({ most: 50 }), institutionCodes: Institutions })
  .meta({ id: 'BusinessSystemChange' });
export type SystemChange = z.infer<typeof SystemChange>;

export const SecretChange = z
  .strictObject({
    overlapHours: z
      .int()
      .min(0)
      .max(MOST_OVERLAP_HOURS, `最多${MOST_OVERLAP_HOURS}小时`)
      .default(24)
      .meta({ description: '旧密钥还认多少小时；0 是马上不认（怀疑泄露时）' }),
  })
  .meta({ id: 'BusinessSystemSecretChange' });

export const SystemView = z
  .strictObject({
    appKey: z.string(),
    name: z.string(),
    institutions: z
      .array(z.strictObject({ code: z.string(), name: z.string() }))
      .meta({ description: '空的是全部机构' }),
    disabled: z.boolean(),
    demo: z.boolean(),
    previousUntil: Instant.nullable().meta({ description: '旧密钥认到什么时候；不认了为 null' }),
    createdAt: Instant,
    lastReportAt: Instant.nullable().meta({ description: '最近一次报来新办件' }),
    refusedToday: z.int().meta({ description: '今天被拒绝了几次' }),
  })
  .meta({ id: 'BusinessSystem' });
export type SystemView = z.infer<typeof SystemView>;

export const SystemList = z.strictObject({ items: z.array(SystemView) }).meta({ id: 'BusinessSystemList' });
export type SystemList = z.infer<typeof SystemList>;

/** The secret is told once; it is kept sealed. */
export const SystemSecret = z
  .strictObject({ system: SystemView, secret: z.string() })
  .meta({ id: 'BusinessSystemSecret' });
export type SystemSecret = z.infer<typeof SystemSecret>;

/** How many days back are told. */
export const SYSTEM_DAYS = 14;

export const SystemTraffic = z
  .strictObject({
    days: z
      .array(
        z.strictObject({
          day: z.iso.date(),
          transactions: z.int().meta({ description: '新报来的办件；同一办件后来的环节和重发不另算' }),
          refused: z.int().meta({ description: '被拒绝的请求' }),
        }),
      )
      .meta({ description: `最近${SYSTEM_DAYS}天，今天在前` }),
    refusals: z
      .array(
        z.strictObject({
          operation: z.string().meta({ description: '哪个操作，见接口说明' }),
          operationName: z.string(),
          code: z.string().meta({ description: '和当时回答里的 error.code 相同' }),
          proven: z
            .boolean()
            .meta({ description: 'false：没有证明是这个系统发的，说不定是别人用了这个标识' }),
          problems: z
            .array(z.strictObject({ field: z.string(), message: z.string() }))
            .meta({ description: '哪个字段、为什么；field 为空是整个请求。送来的内容不留，用“…”代替' }),
          day: z.iso.date(),
          times: z.int().meta({ description: '这一天一共几次' }),
          lastAt: Instant,
        }),
      )
      .meta({ description: '被拒绝的，新的在前，最多100种' }),
  })
  .meta({ id: 'BusinessSystemTraffic' });
export type SystemTraffic = z.infer<typeof SystemTraffic>;

export const SystemDetail = z
  .strictObject({ system: SystemView, traffic: SystemTraffic })
  .meta({ id: 'BusinessSystemDetail' });
export type SystemDetail = z.infer<typeof SystemDetail>;
