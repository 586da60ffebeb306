import type { PrivacyNotice } from '@haochaping/shared/contracts';
import { ask, type Answer } from '../../../lib/request.js';

/** Says yes to what is asked, under this version of the notice. */
export const giveConsent = (
  purpose: 'privacy_notice' | 'real_name_check',
  { version }: Pick<PrivacyNotice, 'version'>,
): Promise<Answer<unknown>> =>
  ask('/me/consents', { method: 'POST', data: { purpose, version, given: true } });
