import type { DataSection } from '@haochaping/shared/contracts';
import { COERCION_STATE_NAMES } from '@haochaping/shared/domain/coercion';
import type { Ground, ServerModule } from '../../module.js';
import { beijingTime } from '../../paper/beijing.js';
import { trailEffects } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { countIn } from './desk.js';
import { CoercionModel, type CoercionRecord } from './model.js';
import { coercionRoutes } from './routes.js';

/** Reports of coercion and retaliation, straight to the efficiency office (强迫、报复). */
export const coercionModule = ({ keys }: Ground): ServerModule => ({
  routes: coercionRoutes(keys),
  effects: [trailEffects<CoercionRecord>('coercion', CoercionModel)],
  personalData: [
    {
      name: 'coercion',
      title: '我向效能办反映的',
      explanation: '您登录后反映的有人逼您、为难您。长期保存；注销账号之后不再连着您。',
      collect: coercionEntries,
    },
  ],
  figures: async (actor) => ({
    coercionNew: rolesThatMay('coercion.read').includes(actor.role) ? await countIn(actor, 'new') : null,
  }),
});

async function coercionEntries(evaluatorIds: string[]): Promise<DataSection['entries']> {
  const reports = await CoercionModel.find({ accountId: { $in: evaluatorIds } })
    .sort({ at: -1 })
    .lean<CoercionRecord[]>();
  return reports.map(({ number, at, text, state, steps }) => ({
    title: `为 ${number} 反映的`,
    fields: [
      { name: 'at', label: '反映时间', value: beijingTime(at) },
      { name: 'text', label: '说了什么', value: text },
      { name: 'state', label: '办到哪一步', value: COERCION_STATE_NAMES[state] },
      ...steps.flatMap(({ words }) =>
        words === null ? [] : [{ name: 'conclusion', label: '查的结果', value: words }],
      ),
    ],
  }));
}
