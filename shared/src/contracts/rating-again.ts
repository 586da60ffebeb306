import { z } from 'zod';
import { LevelSchema } from './common.js';
import { QuestionnaireView } from './questionnaires.js';
import { Receipt } from './ratings.js';

/** A supplementary rating (追评): the same service, rated once more. */
export const RatingAgainInput = z
  .strictObject({
    intakeId: z.uuid().meta({ description: '页面为这次追评生成的编号；重发时不变，不会重复计数' }),
    level: LevelSchema,
    channel: z.enum(['pc', 'mobile']).default('mobile'),
    deviceId: z.string().min(8).max(64).optional().meta({ description: '本机随机编号，只保存带密钥的摘要' }),
  })
  .meta({ id: 'RatingAgainInput' });
export type RatingAgainInput = z.infer<typeof RatingAgainInput>;

export const RatedAgain = z
  .strictObject({
    receipt: Receipt,
    choices: z
      .array(z.strictObject({ code: z.string(), label: z.string() }))
      .meta({ description: '这个等级可以勾选的' }),
    questionnaire: QuestionnaireView.nullable().meta({ description: '追评也可以答的小问题；没有为 null' }),
  })
  .meta({ id: 'RatedAgain' });
export type RatedAgain = z.infer<typeof RatedAgain>;
