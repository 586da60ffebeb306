import { inviteParams, sendableFrom, smsParams } from '@haochaping/shared/domain/notifications/index';
import type { Ground } from '../../../module.js';
import { RECEIPTS_PATH, type InviteByPhone } from '../../channels/index.js';
import type { TellByPhone } from '../../feedback/index.js';
import type { Peers } from '../../peers/index.js';
import { revealApplicant } from '../../rights/index.js';
import { readTemplates } from '../templates-file.js';

/**
 * Writes an SMS that there is an answer to whoever left a sealed number, not at night; the same template as for cases, which tells
 * nothing of the matter. The gateway knows a message by its id, so that nobody is written to twice.
 */
export function tellByPhone({ config, keys }: Ground, peers: Pick<Peers, 'sms'>): TellByPhone {
  const { sms: template } = readTemplates(config.MESSAGE_TEMPLATES_FILE);
  return async ({ applicantId, subjectId, requestId, at }, now) => {
    if (!peers.sms) return 'done';
    const from = sendableFrom(now, config.MESSAGE_HOURS);
    if (from > now) return { later: from };
    const told = await revealApplicant(keys, applicantId, 'progress_message', subjectId, now);
    if (!told?.phone) return 'done';
    const { templateId } = template;
    const params = smsParams(template, at);
    const outcome = await peers.sms.tell({ templateId, phone: told.phone, params, requestId });
    // What the gateway refuses for good is no better tomorrow; the answer stands on the author's page all the same.
    if (outcome.ok || outcome.reason === 'refused') return 'done';
    throw new Error(outcome.message);
  };
}

/**
 * Writes an SMS to the applicant of a service that they may rate it, with the link and nothing of the matter; not at night.
 * @throws Error while the gateway is in trouble
 */
export function inviteByPhone({ config, keys }: Ground, peers: Pick<Peers, 'sms'>): InviteByPhone {
  const { invite: template } = readTemplates(config.MESSAGE_TEMPLATES_FILE);
  return async ({ applicantId, invitationId, link, requestId }, now) => {
    if (!peers.sms) return { refused: '没有配置短信网关' };
    const from = sendableFrom(now, config.MESSAGE_HOURS);
    if (from > now) return { later: from };
    const told = await revealApplicant(keys, applicantId, 'invitation', invitationId, now);
    if (!told?.phone) return 'unreachable';
    const { templateId } = template;
    const params = inviteParams(template, link);
    const receiptUrl = `${config.publicBaseUrl}${RECEIPTS_PATH}`;
    const outcome = await peers.sms.tell({ templateId, phone: told.phone, params, requestId, receiptUrl });
    if (outcome.ok) return 'sent';
    if (outcome.reason === 'refused') return { refused: outcome.message };
    throw new Error(outcome.message);
  };
}
