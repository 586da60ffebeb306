import type { Ground, ServerModule } from '../../module.js';
import { businessSystemSecrets } from './business-systems.js';
import { callRetention } from './devices/calls.js';
import { deviceEffects } from './devices/effects.js';
import { deviceSealKeys } from './devices/envelopes.js';
import { invitationRetention } from './invitations.js';
import { invitationEffects, type InviteByPhone } from './sms.js';
import { channelsRoutes, type ChannelsOptions } from './routes.js';
import { eraseFromTransactions } from './transactions.js';

/** What business systems report, and the ways to the rating page. */
export const channelsModule = (
  { config, keys, log }: Ground,
  {
    inviteByPhone,
    ...ports
  }: Pick<ChannelsOptions, 'provincePageAddress' | 'ratings'> & {
    inviteByPhone: InviteByPhone;
  },
): ServerModule => ({
  routes: channelsRoutes({ config, keys, log, ...ports }),
  effects: [invitationEffects({ config, keys, inviteByPhone }), deviceEffects],
  retention: [
    invitationRetention(config.RETENTION_INVITATION_DAYS),
    callRetention(config.RETENTION_INVITATION_DAYS),
  ],
  masterSealed: [businessSystemSecrets, deviceSealKeys],
  erasers: [eraseFromTransactions],
});
