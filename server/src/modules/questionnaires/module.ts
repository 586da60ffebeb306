import { effectSource, type EffectSource } from '../../jobs/effects.js';
import type { ServerModule } from '../../module.js';
import { sealing, type StaffNames } from '../audit/index.js';
import { QuestionnaireModel, type QuestionnaireRecord } from './model.js';
import { questionnaireRoutes } from './routes.js';

const effects: EffectSource = effectSource<QuestionnaireRecord>({
  name: 'questionnaires',
  model: QuestionnaireModel,
  kindNames: { audit: '写入审计日志' },
  performers: { audit: sealing(({ trail }) => trail) },
});

/** What may be asked behind the five levels (评价问询表): written, published in versions, shown where it applies. */
export const questionnairesModule = (namesOf: StaffNames): ServerModule => ({
  routes: questionnaireRoutes(namesOf),
  effects: [effects],
});
