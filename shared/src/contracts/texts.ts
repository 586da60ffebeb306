import { z } from 'zod';
import { REVIEW_DECISIONS, TEXT_STATES } from '../domain/index.js';
import { Instant, LevelSchema, PageQuery, pageOf } from './common.js';
import { words } from './written.js';

export const TextQuery = z.strictObject({ ...PageQuery, state: z.enum(TEXT_STATES).default('waiting') });
export type TextQuery = z.infer<typeof TextQuery>;

/** One text that a check or a reviewer found fault with, as its reviewer reads it: the words as they were written. */
export const ModeratedText = z
  .strictObject({
    ratingId: z.string(),
    detailsId: z.string(),
    number: z.string(),
    level: LevelSchema,
    levelName: z.string(),
    title: z.string(),
    institutionName: z.string(),
    at: Instant,
    text: z.string(),
    state: z.enum(TEXT_STATES),
    history: z.array(
      z.strictObject({
        at: Instant,
        state: z.enum(['flagged', 'hidden', 'cleared']),
        byName: z.string(),
        categoryName: z.string(),
        reason: z.string(),
      }),
    ),
    may: z.array(z.enum(REVIEW_DECISIONS)).meta({ description: '现在可以怎么办' }),
  })
  .meta({ id: 'ModeratedText' });
export type ModeratedText = z.infer<typeof ModeratedText>;
export const ModeratedTextPage = pageOf(ModeratedText).meta({ id: 'ModeratedTextPage' });
export type ModeratedTextPage = z.infer<typeof ModeratedTextPage>;

export const TextReviewInput = z
  .strictObject({
    decision: z.enum(REVIEW_DECISIONS).meta({ description: 'show 显示；hide 继续隐去；undo 撤回刚才的决定' }),
    reason: words({ least: 2, most: 200, asked: '请写明理由，至少两个字' }),
    seen: z.int().min(1).max(1000).meta({ description: '看到的经过有几条；期间别人办过就不再照办' }),
  })
  .meta({ id: 'TextReviewInput' });
export type TextReviewInput = z.infer<typeof TextReviewInput>;
