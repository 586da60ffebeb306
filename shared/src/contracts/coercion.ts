import { z } from 'zod';
import { COERCION_MOVES, COERCION_STATES } from '../domain/coercion.js';
import { Counted, Instant, PageQuery, pageOf } from './common.js';
import { words } from './written.js';

/** What somebody reports who is pressed to change a rating, or made to suffer for one. */
export const CoercionInput = z
  .strictObject({
    reportId: z.uuid().meta({ description: '页面为这次反映生成的编号；重发不会重复' }),
    text: words({ least: 5, most: 1000, asked: '请写明谁、怎样为难您，至少5个字' }),
  })
  .meta({ id: 'CoercionInput' });
export type CoercionInput = z.infer<typeof CoercionInput>;

/** One's own reports about one rating or complaint, with what became of each. */
export const OwnCoercionReports = z
  .strictObject({
    items: z.array(
      z.strictObject({
        at: Instant,
        text: z.string(),
        state: z.enum(COERCION_STATES),
        told: z.string().meta({ example: '效能办正在查' }),
        conclusion: z.string().nullable(),
        concludedAt: Instant.nullable(),
      }),
    ),
    more: z.boolean().meta({ description: '还能不能再反映' }),
  })
  .meta({ id: 'OwnCoercionReports' });
export type OwnCoercionReports = z.infer<typeof OwnCoercionReports>;

export const CoercionQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(COERCION_STATES).default('new'),
});
export type CoercionQuery = z.infer<typeof CoercionQuery>;

/** A report as the efficiency office reads it: with the receipt it is about, without anything of who reported. */
export const CoercionReport = z
  .strictObject({
    id: z.uuid(),
    version: z.int().meta({ description: '看到的是第几版；办理时带回来' }),
    at: Instant,
    state: z.enum(COERCION_STATES),
    stateName: z.string(),
    text: z.string(),
    about: z.strictObject({ number: z.string(), title: z.string(), place: z.string() }),
    steps: z.array(
      z.strictObject({ at: Instant, what: z.string(), by: z.string(), words: z.string().nullable() }),
    ),
    moves: z.array(z.strictObject({ type: z.enum(COERCION_MOVES), name: z.string() })),
  })
  .meta({ id: 'CoercionReport' });
export type CoercionReport = z.infer<typeof CoercionReport>;

export const CoercionPage = pageOf(CoercionReport)
  .extend({ counts: z.strictObject({ new: Counted, looking: Counted, concluded: Counted }) })
  .meta({ id: 'CoercionPage' });
export type CoercionPage = z.infer<typeof CoercionPage>;

export const CoercionMoveInput = z
  .strictObject({
    version: z.int().min(1),
    command: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('look') }),
      z.strictObject({
        type: z.literal('conclude'),
        upheld: z.boolean('请选查实了，还是没有查实').meta({ description: '反映的事查实没有' }),
        conclusion: words({
          least: 5,
          most: 2000,
          asked: '请写明查的结果，至少5个字；反映的人会看到',
        }),
      }),
    ]),
  })
  .meta({ id: 'CoercionMoveInput' });
export type CoercionMoveInput = z.infer<typeof CoercionMoveInput>;
