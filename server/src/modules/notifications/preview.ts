import type { MessagePreview } from '@haochaping/shared/contracts';
import { smsText, weChatData, type SendingHours } from '@haochaping/shared/domain/notifications/index';
import type { SendingContext } from './messages/send.js';

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
const spoken = ([from, to]: SendingHours) => `${clock(from)}–${clock(to)}`;

/** What the messages of now would look like; null for a way that is not configured. */
export function previewMessages(
  { peers, templates, hours }: Pick<SendingContext, 'peers' | 'templates' | 'hours'>,
  now: Date,
): MessagePreview {
  const { wechat, sms } = templates;
  const data = weChatData(wechat, now);
  const fields = Object.entries(wechat.fields).map(([name, { label }]) => ({
    name,
    label,
    value: data[name] ?? '',
  }));
  const text = smsText(sms, now);
  return {
    hours: spoken(hours),
    wechat: peers.miniProgram ? { templateId: wechat.templateId, page: wechat.page, fields } : null,
    sms: peers.sms ? { templateId: sms.templateId, text, length: [...text].length } : null,
  };
}
