import type { Ground, ServerModule } from '../../module.js';
import { businessSystemSecrets, formerSystemSecrets, systemEffects } from './business-systems.js';
import { recounting } from './coverage/days.js';
import { callRetention } from './devices/calls.js';
import { deviceEffects } from './devices/effects.js';
import { deviceSealKeys } from './devices/envelopes.js';
import { invitationRetention } from './invitations.js';
import { invitationEffects, type InviteByPhone } from './sms.js';
import { smsReceiptRoutes } from './sms-receipts.js';
import { refusalRetention } from './systems/refusals.js';
import { channelsRoutes, type ChannelsOptions } from './routes.js';
import { eraseFromTransactions } from './transactions.js';

/** What business systems report, and the ways to the rating page. */
export const channelsModule = (
  { config, keys, log, now }: Ground,
  {
    inviteByPhone,
    ...ports
  }: Pick<ChannelsOptions, 'provincePageAddress' | 'ratings'> & {
    inviteByPhone: InviteByPhone;
  },
): ServerModule => ({
  routes: [...channelsRoutes({ config, keys, log, ...ports }), ...smsReceiptRoutes()],
  effects: [invitationEffects({ config, keys, inviteByPhone }), deviceEffects, systemEffects],
  schedules: [recounting(config.INVITATION_DAYS, now)],
  retention: [
    invitationRetention(config.RETENTION_INVITATION_DAYS),
    callRetention(config.RETENTION_INVITATION_DAYS),
    refusalRetention(config.RETENTION_REFUSAL_DAYS),
  ],
  masterSealed: [businessSystemSecrets, formerSystemSecrets, deviceSealKeys],
  erasers: [eraseFromTransactions],
});
