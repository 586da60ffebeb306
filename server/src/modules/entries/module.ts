import type { Ground, ServerModule } from '../../module.js';
import { trailEffects } from '../audit/index.js';
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
    effects: [trailEffects<FormRecord>('rating_forms', FormModel)],
    figures: async (actor) => ({
      formsToCheck: rolesThatMay('entries.manage').includes(actor.role) ? await countToCheck(actor) : null,
    }),
  };
}
