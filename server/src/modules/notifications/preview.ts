import type { MessagePreview } from '@haochaping/shared/contracts';
import {
  inviteText,
  smsText,
  weChatData,
  type SendingHours,
} from '@haochaping/shared/domain/notifications/index';
import type { SendingContext } from './messages/send.js';

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
const spoken = ([from, to]: SendingHours) => `${clock(from)}–${clock(to)}`;

/** What the messages of now would look like; null for a way that is not configured. */
export function previewMessages(
  { peers, templates, hours }: Pick<SendingContext, 'peers' | 'templates' | 'hours'>,
  /** A link as long as a real one that opens nothing. */
  link: string,
  now: Date,
): MessagePreview {
  const { wechat, sms, invite } = templates;
  const data = weChatData(wechat, now);
  const fields = Object.entries(wechat.fields).map(([name, { label }]) => ({
    name,
    label,
    value: data[name] ?? '',
  }));
  const shown = (templateId: string, text: string) =>
    peers.sms ? { templateId, text, length: [...text].length } : null;
  return {
    hours: spoken(hours),
    wechat: peers.miniProgram ? { templateId: wechat.templateId, page: wechat.page, fields } : null,
    sms: shown(sms.templateId, smsText(sms, now)),
    invite: shown(invite.templateId, inviteText(invite, link)),
  };
}
