import { z } from 'zod';
import {
  CHANNELS,
  PAGE_SOURCES,
  REVEAL_APPROVALS,
  type Channel,
  type PageSource,
} from '@haochaping/shared/domain';
import { PEER_SETTINGS } from './peers.js';

const port = z.coerce.number().int().min(0).max(65_535);
const seconds = (max: number) => z.coerce.number().min(0).max(max);
const days = (standard: number) => z.coerce.number().int().min(1).max(36_500).default(standard);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

/** `8-18` → whole hours, the second one excluded. */
const officeHours = z.string().transform((text, ctx): readonly [number, number] => {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? [];
  const hours = [Number(from), Number(to)] as const;
  if (hours[0] < hours[1] && hours[1] <= 24) return hours;
  ctx.addIssue({ code: 'custom', message: `“${text}”不对，应写成 8-18 这样，从早到晚` });
  return z.NEVER;
});

/** `qr=own,sms=province` → a map; channels not named show our own page. */
const pageSources = z.string().transform((text, ctx): Partial<Record<Channel, PageSource>> => {
  const map: Partial<Record<Channel, PageSource>> = {};
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [channel, source] = pair.split('=').map((part) => part.trim());
    if (!CHANNELS.includes(channel as Channel) || !PAGE_SOURCES.includes(source as PageSource)) {
      ctx.addIssue({
        code: 'custom',
        message: `“${pair.trim()}”不对，应写成 渠道=own 或 渠道=province，渠道为 ${CHANNELS.join('、')}`,
      });
      return z.NEVER;
    }
    map[channel as Channel] = source as PageSource;
  }
  return map;
});

/**
 * Every setting has a type, a default where one is safe, and one line of meaning; the table in the README is held
 * against this list by a test. config.ts reads them.
 */
export const SETTINGS = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .meta({ description: '运行环境；production 时缺数据库或密钥就拒绝启动' }),
  HOST: z
    .string()
    .default('127.0.0.1')
    .meta({ description: '监听地址；要让同一网络的手机访问，设为 0.0.0.0' }),
  PORT: port.default(8080).meta({ description: '监听端口；0 表示任选一个空闲端口' }),
  PUBLIC_BASE_URL: z
    .url()
    .optional()
    .meta({ description: '对外地址，写进二维码和短信链接；默认 http://localhost:端口' }),
  MONGODB_URI: z
    .string()
    .startsWith('mongodb')
    .optional()
    .meta({ description: 'MongoDB 地址；不设时 npm start 用内嵌数据库' }),
  ERASURES_FILE: z.string().optional().meta({
    description:
      '注销日志：已注销的人的编号，恢复备份后据此再注销一次；要单独备份。默认在密钥文件旁边的 erasures.jsonl',
  }),
  KEYSTORE_URI: z.string().startsWith('mongodb').optional().meta({
    description: '存放各人数据密钥的数据库，与主库分开备份；默认在 MONGODB_URI 的库名后加 _keys',
  }),
  DATA_DIR: z.string().default('.data').meta({ description: '数据文件夹（内嵌数据库、开发密钥）' }),
  ATTACHMENT_STORE: z.enum(['folder', 'database']).default('folder').meta({
    description:
      '办理差评的附件存哪里：folder 在数据文件夹的 attachments 里，只有一台机器时用；database 在数据库里（GridFS），几台机器共用一个数据库时用',
  }),
  KEYS_FILE: z
    .string()
    .optional()
    .meta({ description: '密钥文件；默认 数据文件夹/keys.json，非 production 时自动生成' }),
  KEYS_JSON: z.string().optional().meta({
    description: '不用密钥文件时，密钥文件的内容（JSON）；与 KEYS_FILE 只能设一个',
    secret: true,
  }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .meta({ description: '日志级别' }),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0).meta({
    description:
      '前面有几层反向代理：有一层就设为 1；限流按 X-Forwarded-For 从右数第几个地址算，0 表示不相信它',
  }),
  METRICS_TOKEN: z.string().min(16).optional().meta({
    description:
      '读 /metrics（api 和后台进程的端口都一样）要带的令牌：Authorization: Bearer 令牌，至少16个字符；不设则只答本机直接来的请求',
    secret: true,
  }),
  CORS_ORIGINS: z
    .string()
    .default('')
    .meta({ description: '允许跨域访问的来源，逗号分隔；默认一个也不允许' }),
  EMBED_ORIGINS: z
    .string()
    .default('')
    .meta({
      description:
        '可以把评价页嵌进自己网页（iframe）的网站，如 https://fgw.sm.gov.cn，逗号分隔；默认只有自己',
    })
    .refine(
      (text) => text.split(',').every((one) => !one.trim() || /^https?:\/\/[\w.-]+(:\d+)?$/.test(one.trim())),
      '应为网站的来源，如 https://fgw.sm.gov.cn，后面不带路径，多个用逗号隔开',
    ),
  RATE_LIMIT_STORE: z
    .enum(['memory', 'database'])
    .default('memory')
    .meta({ description: '限流计数存哪里；多个 API 进程时用 database' }),
  RATE_LIMIT_FACTOR: z.coerce
    .number()
    .min(0.01)
    .max(1000)
    .default(1)
    .meta({ description: '限流放宽的倍数；一个大厅的人都从同一个网络地址来时调大' }),
  SHUTDOWN_SECONDS: seconds(300).default(15).meta({ description: '停止时最多等多久让手上的请求做完' }),
  PAGE_SOURCES: pageSources
    .default({})
    .meta({ description: '各渠道的评价页来源，如 qr=own,sms=province；没写的用自己的页面' }),
  INVITATION_DAYS: z.coerce
    .number()
    .min(0.0001)
    .max(365)
    .default(30)
    .meta({ description: '评价邀请的有效天数' }),
  FORWARD_DETAILS_WAIT_SECONDS: seconds(86_400)
    .default(120)
    .meta({ description: '送省里之前等评价人补充说明的秒数' }),
  RATED_SIDE_DELAY_DAYS: z.coerce
    .number()
    .min(0)
    .max(365)
    .default(7)
    .meta({ description: '一段时间的评价，在这段时间过去多少天后给被评一方看' }),
  REVEAL_APPROVAL: z.enum(REVEAL_APPROVALS).default('unusual').meta({
    description: '看联系方式要不要本单位第二个人同意：off 不要，unusual 异常时要，always 每次都要',
  }),
  REVEAL_OFFICE_HOURS: officeHours
    .default([8, 18])
    .meta({ description: '上班时间（周一至周五，北京时间，从-到），如 8-18；之外看联系方式算异常' }),
  DELETION_GRACE_HOURS: z.coerce
    .number()
    .min(0)
    .max(720)
    .default(24)
    .meta({ description: '群众注销账号后多少小时之内可以反悔，过了就销毁密钥' }),
  MESSAGE_HOURS: officeHours
    .default([8, 21])
    .meta({ description: '什么时候给评价人发消息（每天，北京时间，从-到），如 8-21；之外的等到早上再发' }),
  SMS_REMIND_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(30)
    .default(0)
    .meta({ description: '发过短信请人评价，过多少天还没有评的再请一次；0 不再请' }),
  MESSAGE_TEMPLATES_FILE: z.string().optional().meta({
    description: '微信订阅消息和短信的模板（JSON）；不设时用沙箱的。写法见 server/docs/operations.md',
  }),
  WORD_LISTS: z.string().optional().meta({
    description: '待审词表的文件夹（每类一个 .txt，一行一词）；默认用 server/data/words',
  }),
  STAFF_SESSION_MINUTES: z.coerce
    .number()
    .min(1)
    .max(1440)
    .default(480)
    .meta({ description: '工作人员一次登录最多用多少分钟；其间每15分钟自动续一次' }),
  STAFF_SECOND_FACTOR: z.enum(['required', 'optional']).default('required').meta({
    description:
      '作决定、查看个人信息和管理系统的角色登录要不要手机验证码；optional 只供试用，正式运行不允许。演示账号不要求，自己设了的照问',
  }),
  EVALUATOR_SESSION_DAYS: z.coerce
    .number()
    .min(0.001)
    .max(365)
    .default(30)
    .meta({ description: '群众一次登录最多用多少天；其间每15分钟自动续一次' }),
  WORKER_PORT: port
    .default(0)
    .meta({ description: '后台进程的健康检查和指标端口（/healthz、/metrics）；0 表示任选一个空闲端口' }),
  WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(16)
    .meta({ description: '一个后台进程同时处理多少项：同时报送多少条评价、发多少条消息、推进多少件差评' }),
  WORKER_LEASE_SECONDS: seconds(3600)
    .default(60)
    .meta({ description: '一项工作被取走后多久没做完就归还给别的进程' }),
  PROVINCE_URL: z
    .url()
    .optional()
    .meta({ description: '省“好差评”系统（或沙箱）地址；不设则评价留在本地等待' }),
  PROVINCE_APP_KEY: z.string().default('sanming-demo').meta({ description: '省系统分配的 appKey' }),
  PROVINCE_APP_CODE: z
    .string()
    .default('sanming-demo-code')
    .meta({ description: '省系统分配的 appCode', secret: true }),
  PROVINCE_ENCODING: z.enum(['gb2312', 'gb18030']).default('gb2312').meta({ description: '报文编码' }),
  PROVINCE_SM4_MODE: z.enum(['ecb', 'cbc']).default('ecb').meta({ description: '报文 SM4 工作模式' }),
  PROVINCE_TIMEOUT_SECONDS: seconds(120)
    .default(10)
    .meta({ description: '一次操作（含取令牌）等省系统答复的秒数' }),
  PROVINCE_SETTINGS_FILE: z
    .string()
    .optional()
    .meta({ description: '省接口与默认不同之处的 JSON 文件，写法见 server/docs/province.md' }),
  ...PEER_SETTINGS,
  DIRECTORY_DATA: z.string().optional().meta({
    description:
      '只在 npm run seed 时读：自己的目录文件夹，里面是和 server/data/sanming 同样的 CSV 文件；不设时只有演示载入示范目录',
  }),
  ACCOUNTS_FILE: z.string().optional().meta({
    description:
      '只在 npm run seed 时读：要建立的工作人员账号（JSON），已有的不变；写法见 server/docs/operations.md',
  }),
  BUSINESS_SYSTEMS_FILE: z.string().optional().meta({
    description:
      '只在 npm run seed 时读：要登记的业务系统和密钥（JSON），已有的不变；写法见 server/docs/operations.md',
  }),
  RETENTION_APPLICANT_DAYS: days(730).meta({
    description: '办件申请人的姓名、证件、电话保存多少天；评价还没送到省里、差评还没有结果的，等有了再清理',
  }),
  RETENTION_INVITATION_DAYS: days(365).meta({ description: '评价邀请过期后保存多少天' }),
  RETENTION_REFUSAL_DAYS: days(30).meta({
    description: '业务系统被拒绝的请求（只有操作、字段和原因）保存多少天',
  }),
  RETENTION_DEVICE_HASH_DAYS: days(180).meta({ description: '评价里的设备和网络散列保存多少天' }),
  RETENTION_SESSION_DAYS: days(30).meta({ description: '登录过期后保存多少天' }),
  RETENTION_CORRECTION_DAYS: days(730).meta({
    description: '更正申请答复或收回后保存多少天；还没答复的不清理',
  }),
  RETENTION_MESSAGE_DAYS: days(365).meta({
    description: '给工作人员的通知、给评价人的消息记录和没有用掉的微信提醒允许保存多少天',
  }),
  RETENTION_AUDIT_DAYS: z.coerce.number().int().min(180, '不少于180天').max(36_500).optional().meta({
    description: '审计日志保存多少天，不少于180（网络安全法第二十一条）；不设就一直保存',
  }),
  DEMO: flag.default(false).meta({ description: '建立演示账号和演示业务系统；production 时不允许' }),
  DEMO_DAYS: z.coerce.number().int().min(0).max(365).default(0).meta({
    description:
      '只在建立演示时读：编多少天的评价、差评和办理，到昨天为止，统计页上写明是编的；npm start 不设时是 90，0 就不编',
  }),
} as const;
