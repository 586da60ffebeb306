import { z } from 'zod';
import { BINDING_CODE, DEVICE_KINDS, MOST_WORDS, writtenLength } from '../domain/index.js';
import { InvitationToken, RatingPageView } from './channels.js';
import { Instant, LevelSchema, PageQuery, pageOf, ToldInstant } from './common.js';
import { AnswersInput } from './questionnaires.js';
import { line, Search } from './written.js';

/** What the console tells of a new rating device. */
export const DeviceInput = z
  .strictObject({
    kind: z.enum(DEVICE_KINDS).default('tablet'),
    windowCode: line({ most: 40 }).meta({ description: '放在哪个窗口' }),
    name: line({ most: 40 }).optional().meta({ description: '机身上的编号或叫法；不填用窗口的名称' }),
    returnTo: z
      .url({ protocol: /^https?$/, error: '返回地址应是 http 或 https 网址' })
      .max(300)
      .optional()
      .meta({ description: '自助终端评完以后回到哪里：终端程序自己的页面' }),
  })
  .refine(({ kind, returnTo }) => kind === 'terminal' || returnTo === undefined, {
    error: '只有自助终端要填返回地址',
    path: ['returnTo'],
  })
  .meta({ id: 'DeviceInput' });
export type DeviceInput = z.infer<typeof DeviceInput>;

export const StaffDeviceView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(DEVICE_KINDS),
    kindName: z.string(),
    name: z.string(),
    windowCode: z.string(),
    windowName: z.string(),
    place: z.string(),
    state: z
      .enum(['unbound', 'bound', 'revoked'])
      .meta({ description: 'unbound 等着输入绑定码 · bound 在用 · revoked 已停用' }),
    codeUntil: Instant.nullable().meta({ description: '绑定码的有效期；没有等着用的码时为 null' }),
    boundAt: Instant.nullable(),
    seenAt: Instant.nullable().meta({ description: '最近一次连上来' }),
    silent: z.boolean().meta({ description: '在用，却有一阵没有连上来了' }),
    waiting: z.int().meta({ description: '最近一次连上来时，还存在机器里没送出的条数' }),
    refused: z.int().meta({ description: '送来了却打不开、收不下的条数，都留在机器里' }),
    createdAt: Instant,
  })
  .meta({ id: 'StaffDevice' });
export type StaffDeviceView = z.infer<typeof StaffDeviceView>;

/** The code is told once; only its keyed hash is kept. */
export const DeviceCodeView = z
  .strictObject({ device: StaffDeviceView, code: z.string(), until: Instant })
  .meta({ id: 'DeviceCode' });
export type DeviceCodeView = z.infer<typeof DeviceCodeView>;

export const DeviceQuery = z.strictObject({ ...PageQuery, search: Search });
export const DevicePage = pageOf(StaffDeviceView).meta({ id: 'DevicePage' });
export type DevicePage = z.infer<typeof DevicePage>;

export const BindInput = z
  .strictObject({
    code: z
      .string()
      .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
      .pipe(z.string().regex(BINDING_CODE, '绑定码是8位数字，请对照控制台上的再输一遍')),
  })
  .meta({ id: 'BindInput' });

/** All a device needs to work without network from then on. */
export const DeviceView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(DEVICE_KINDS),
    name: z.string(),
    now: Instant.meta({ description: '服务器的时刻，机器用它校正自己的时钟' }),
    sealKey: z.string().meta({ description: 'P-256 公钥点（base64url）：评价存进机器之前用它封起来' }),
    link: z.url().meta({ description: '这个窗口的码，给想用自己手机评的人' }),
    returnTo: z.url().nullable().meta({ description: '自助终端评完以后回到哪里' }),
    page: RatingPageView.meta({ description: '没有叫到哪一件事时评的：这个窗口' }),
  })
  .meta({ id: 'Device' });
export type DeviceView = z.infer<typeof DeviceView>;

export const DeviceBound = z
  .strictObject({
    device: DeviceView,
    secret: z.string().meta({ description: '只说这一次；以后的请求带 Authorization: Device <id>.<secret>' }),
  })
  .meta({ id: 'DeviceBound' });
export type DeviceBound = z.infer<typeof DeviceBound>;

/** What the screen is asked to show. */
export const DeviceCallView = z
  .strictObject({
    now: Instant,
    call: z
      .strictObject({
        id: z.string(),
        mark: z.string().meta({ description: '这一次请评；同一件事再请一次就变' }),
        calledAt: Instant,
        page: RatingPageView,
        link: z.url().nullable().meta({ description: '这件事的动态码；没有叫到哪一件事时为 null' }),
      })
      .nullable()
      .meta({ description: '要请人评的事；没有，或就是 known 那一次时为 null' }),
    current: z.string().nullable().meta({ description: '眼下这一次请评的 mark' }),
  })
  .meta({ id: 'DeviceCall' });
export type DeviceCallView = z.infer<typeof DeviceCallView>;

/** Why the screen was touched. */
export const DeviceTouchInput = z.strictObject({
  invitation: InvitationToken.optional().meta({
    description: '自助终端的程序给的：刚办完的那件事的评价邀请',
  }),
});

export const DeviceCallQuery = z.strictObject({
  known: z.string().max(60).optional().meta({ description: '屏上已经显示过的那一次的 mark' }),
  waiting: z.coerce.number().int().min(0).max(1_000_000).default(0),
  refused: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

const uuid = z.uuid();
/** What lies in an envelope once it is opened. */
export const DeviceSaid = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rating'),
    intakeId: uuid,
    /** The call that was on the screen; null where the person came by without one. */
    call: uuid.nullable(),
    level: LevelSchema,
    openedAt: ToldInstant.nullable(),
    ratedAt: ToldInstant,
    /** By how many ms the device's clock was behind the server's when they last met; null where they had not since it was switched on. */
    behindMs: z.int().nullable(),
  }),
  z.strictObject({
    kind: z.literal('details'),
    intakeId: uuid,
    call: uuid.nullable(),
    detailsId: uuid,
    options: z.array(z.string().regex(/^\d{3}$/)).max(8),
    text: z
      .string()
      .max(MOST_WORDS * 20)
      .refine((text) => writtenLength(text) <= MOST_WORDS),
    questionnaire: AnswersInput.nullable(),
  }),
]);
export type DeviceSaid = z.infer<typeof DeviceSaid>;

/** At most so many at once: a request stays small on a bad network. */
export const ENVELOPES_AT_ONCE = 20;

export const DeviceRatingsInput = z
  .strictObject({
    sentAt: ToldInstant.meta({ description: '机器自己的时钟，发出的一刻' }),
    envelopes: z
      .array(
        z.strictObject({
          id: uuid,
          sealed: z
            .string()
            .regex(/^[\w-]{40,60000}$/, '信封不完整')
            .meta({
              description:
                'base64url：临时公钥点 65 字节、随机数 12 字节、AES-256-GCM 密文；密钥由 ECDH P-256 经 HKDF-SHA256 得到，附加数据是“机器编号/信封编号”',
            }),
        }),
      )
      .min(1)
      .max(ENVELOPES_AT_ONCE),
  })
  .meta({ id: 'DeviceRatingsInput' });
export type DeviceRatingsInput = z.infer<typeof DeviceRatingsInput>;

export const DEVICE_OUTCOMES = ['kept', 'already', 'refused'] as const;

export const DeviceRatingsAnswer = z
  .strictObject({
    now: Instant,
    results: z.array(
      z.strictObject({
        id: z.string(),
        outcome: z.enum(DEVICE_OUTCOMES).meta({
          description:
            'kept 记下了（重发也一样）· already 这次服务已经从别处评过 · refused 收不下，message 说为什么',
        }),
        message: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DeviceRatingsAnswer' });
export type DeviceRatingsAnswer = z.infer<typeof DeviceRatingsAnswer>;

/** How often a window asked to be rated, day by day, and how often it was; never who, never today. */
export const AskedDays = z
  .strictObject({
    items: z.array(z.strictObject({ day: z.iso.date(), asked: z.int(), rated: z.int() })),
  })
  .meta({ id: 'AskedDays' });
export type AskedDays = z.infer<typeof AskedDays>;
