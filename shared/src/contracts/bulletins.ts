import { z } from 'zod';
import { BULLETIN_AUDIENCES, BULLETIN_STATES } from '../domain/bulletins.js';
import { Instant, PageQuery, pageOf } from './common.js';

const words = (least: number, most: number) =>
  z.string().trim().min(least, `请写明白，至少${least}个字`).max(most, `最多${most}字`);

const Written = {
  title: words(5, 60),
  facts: words(10, 3000).meta({ description: '发生了什么；不写谁评的、谁办的' }),
  handling: words(5, 3000).meta({ description: '怎样处理的，以后怎样做' }),
};

export const BulletinInput = z
  .strictObject({
    caseId: z.uuid().meta({ description: '哪一件差评' }),
    audience: z.enum(BULLETIN_AUDIENCES),
    units: z
      .array(z.string().min(1).max(64))
      .max(300, '一次最多发300个单位')
      .meta({ description: '内部通报发给哪些单位；公开案例不填' }),
    ...Written,
  })
  .superRefine(({ audience, units }, context) => {
    if (audience === 'units' && units.length === 0)
      context.addIssue({ code: 'custom', path: ['units'], message: '内部通报要选发给哪些单位' });
  })
  .meta({ id: 'BulletinInput' });
export type BulletinInput = z.infer<typeof BulletinInput>;

export const BulletinMoveInput = z
  .strictObject({
    version: z.int().min(1),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('approve') }),
      z.strictObject({ type: z.literal('send_back'), words: words(5, 1000) }),
      z.strictObject({ type: z.literal('rewrite'), ...Written }),
      z.strictObject({ type: z.literal('withdraw'), words: words(5, 1000) }),
    ]),
  })
  .meta({ id: 'BulletinMoveInput' });
export type BulletinMoveInput = z.infer<typeof BulletinMoveInput>;

export const BulletinView = z
  .strictObject({
    id: z.string(),
    number: z.string().meta({ example: 'TB20261128-7K3Q9M2X' }),
    version: z.int(),
    audience: z.enum(BULLETIN_AUDIENCES),
    audienceName: z.string(),
    title: z.string(),
    facts: z.string(),
    handling: z.string(),
    asSeen: z
      .strictObject({ title: z.string(), facts: z.string(), handling: z.string() })
      .meta({ description: '收到的人看到的样子：像电话、姓名、时刻这样的已经隐去' }),
    state: z.enum(BULLETIN_STATES),
    stateName: z.string(),
    caseNumber: z.string().nullable().meta({ description: '收到通报的单位看不到是哪一件' }),
    moves: z.array(z.enum(['approve', 'send_back', 'rewrite', 'withdraw'])),
    events: z.array(z.strictObject({ at: Instant, by: z.string(), what: z.string(), words: z.string() })),
    units: z.array(
      z.strictObject({
        name: z.string(),
        read: Instant.nullable().meta({ description: '那个单位第一次打开' }),
      }),
    ),
  })
  .meta({ id: 'BulletinView' });
export type BulletinView = z.infer<typeof BulletinView>;

export const BulletinQuery = z.strictObject(PageQuery);
export const BulletinPage = pageOf(BulletinView).meta({ id: 'BulletinPage' });
export type BulletinPage = z.infer<typeof BulletinPage>;

export const PublicBulletin = z.strictObject({
  number: z.string(),
  title: z.string(),
  facts: z.string(),
  handling: z.string(),
  publishedAt: Instant,
});
export const PublicBulletinPage = pageOf(PublicBulletin).meta({ id: 'PublicBulletinPage' });
export type PublicBulletinPage = z.infer<typeof PublicBulletinPage>;
