import { effectSource } from '../../jobs/effects.js';
import type { Ground, ServerModule } from '../../module.js';
import { sealing } from '../audit/index.js';
import { intakeSettings } from '../ratings/index.js';
import { rolesThatMay } from '../staff/index.js';
import { countToCheck } from './forms/check.js';
import { formFileRoutes } from './forms/file-routes.js';
import { FormModel, type FormRecord } from './forms/model.js';
import { formRoutes } from './forms/routes.js';
import type { EntriesOptions } from './options.js';
import { phoneRoutes } from './phone/routes.js';

/** Ratings that somebody else writes down: paper forms, and what the hotline was told. Each becomes the one intake of all channels. */
export function entriesModule(
  { config, keys }: Ground,
  ports: Pick<EntriesOptions, 'texts' | 'attachments' | 'cases'>,
): ServerModule {
  const { texts } = ports;
  const options: EntriesOptions = { config, keys, ...ports, intake: intakeSettings({ config, keys, texts }) };
  return {
    routes: [...formRoutes(options), ...formFileRoutes(options.attachments), ...phoneRoutes(options)],
    effects: [
      effectSource<FormRecord>({
        name: 'rating_forms',
        model: FormModel,
        kindNames: { audit: '记入审计日志' },
        performers: { audit: sealing(({ trail }) => trail) },
      }),
    ],
    figures: async (actor) => ({
      formsToCheck: rolesThatMay('entries.manage').includes(actor.role) ? await countToCheck(actor) : null,
    }),
  };
}
