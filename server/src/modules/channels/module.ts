import type { Ground, ServerModule } from '../../module.js';
import { businessSystemSecrets } from './business-systems.js';
import { invitationRetention } from './invitations.js';
import { channelsRoutes, type ProvincePageAddress } from './routes.js';
import { eraseFromTransactions } from './transactions.js';

/** What business systems report, and the ways to the rating page. */
export const channelsModule = (
  { config, keys, log }: Ground,
  provincePageAddress: ProvincePageAddress,
): ServerModule => ({
  routes: channelsRoutes({ config, keys, log, provincePageAddress }),
  retention: [invitationRetention(config.RETENTION_INVITATION_DAYS)],
  masterSealed: [businessSystemSecrets],
  erasers: [eraseFromTransactions],
});
