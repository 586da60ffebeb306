import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { FaultSwitches } from '../common/faults.js';
import { escape, page } from '../common/page.js';
import { html, json, Refused, type Reply } from '../common/reply.js';
import { createSandbox, objectOf, type Call } from '../common/server.js';
import { SignatureCheck } from '../common/signature.js';
import type { SmsOptions } from './options.js';
import { RECEIPT_DEEDS, RECEIPT_FAULTS, RECEIPT_WORDS, Receipts, type ReceiptState } from './receipts.js';
import { TEMPLATES, textOf } from './templates.js';

/** One message that was sent. */
interface SentMessage {
  messageId: string;
  requestId: string;
  at: string;
  phone: string;
  templateId: string;
  params: Record<string, string>;
  text: string;
  /** Where whoever ordered it wants to be told whether it arrived. */
  receiptUrl: string | null;
  receipt: ReceiptState;
}

const HOUR_MS = 3_600_000;
const FIELDS = ['templateId', 'phone', 'params', 'requestId', 'receiptUrl'];

function refuse(status: number, code: string, message: string): never {
  throw new Refused(json({ code, message }, status));
}

type Order = Pick<SentMessage, 'templateId' | 'phone' | 'params' | 'requestId' | 'receiptUrl'>;

/** The order in a body, strictly. @throws Refused 400 with a code of its own for each mistake */
function readOrder(body: string): Order {
  const given = objectOf(body);
  const strange = Object.keys(given).find((name) => !FIELDS.includes(name));
  if (strange) refuse(400, 'FIELD_UNKNOWN', `没有字段 ${strange}`);
  const { templateId, phone, params, requestId, receiptUrl = null } = given;
  if (typeof requestId !== 'string' || !/^[\w-]{8,64}$/.test(requestId))
    refuse(400, 'REQUEST_ID_INVALID', 'requestId 应为8到64位字母、数字、_ 或 -');
  if (typeof phone !== 'string' || !/^1[3-9]\d{9}$/.test(phone))
    refuse(400, 'PHONE_INVALID', 'phone 应为11位手机号');
  if (typeof templateId !== 'string' || !Object.hasOwn(TEMPLATES, templateId))
    refuse(400, 'TEMPLATE_UNKNOWN', '没有这个模板');
  if (
    receiptUrl !== null &&
    (typeof receiptUrl !== 'string' || !/^https?:\/\/[\w.:-]{1,80}\/[\w/-]{1,80}$/.test(receiptUrl))
  )
    refuse(400, 'RECEIPT_URL_INVALID', 'receiptUrl 应为网址');
  return { templateId, phone, params: readParams(templateId, params), requestId, receiptUrl };
}

function readParams(templateId: string, params: unknown): Record<string, string> {
  const shapes = TEMPLATES[templateId]?.params ?? {};
  const given = typeof params === 'object' && params !== null ? params : {};
  for (const name of new Set([...Object.keys(shapes), ...Object.keys(given)])) {
    const value = (given as Record<string, unknown>)[name];
    if (typeof value !== 'string' || !shapes[name]?.test(value))
      refuse(400, 'PARAMETER_INVALID', `params.${name} 不合模板 ${templateId}`);
  }
  return given as Record<string, string>;
}

/** What the gateway sent, newest last. */
class Outbox {
  private sent: SentMessage[] = [];

  constructor(private readonly options: SmsOptions) {}

  /** Sends once for one requestId, whatever is repeated. @throws Refused 409, 429 */
  take(order: Order): { message: SentMessage; fresh: boolean } {
    const before = this.sent.find(({ requestId }) => requestId === order.requestId);
    if (before) {
      const same = before.phone === order.phone && before.templateId === order.templateId;
      if (!same || textOf(TEMPLATES[order.templateId] ?? { text: '' }, order.params) !== before.text)
        refuse(409, 'REQUEST_CONFLICT', '这个 requestId 已用于另一条短信');
      return { message: before, fresh: false };
    }
    const since = new Date(Date.now() - HOUR_MS).toISOString();
    const recent = this.sent.filter(({ phone, at }) => phone === order.phone && at > since);
    if (recent.length >= this.options.perPhoneHour) refuse(429, 'PHONE_LIMIT', '这个号码一小时内收得太多');
    const text = textOf(TEMPLATES[order.templateId] ?? { text: '' }, order.params);
    const message: SentMessage = {
      messageId: randomUUID(),
      at: new Date().toISOString(),
      text,
      ...order,
      receipt: 'none',
    };
    this.sent = [...this.sent, message].slice(-this.options.capacity);
    return { message, fresh: true };
  }

  /** Newest first, of one number when it is given. */
  list(phone: string | null): SentMessage[] {
    return this.sent.filter((message) => phone === null || message.phone === phone).reverse();
  }

  clear(): void {
    this.sent = [];
  }
}

/** The stand-in for an SMS gateway, not yet listening. */
export function createSms(options: SmsOptions): Server {
  const signature = new SignatureCheck('sms', options);
  const outbox = new Outbox(options);
  const faults = new FaultSwitches(RECEIPT_FAULTS, RECEIPT_DEEDS);
  const receipts = new Receipts(options, faults);
  const sendMessage = (call: Call): Reply => {
    signature.check(call);
    const { message, fresh } = outbox.take(readOrder(call.body));
    if (fresh) receipts.of(message);
    return json({ code: 'OK', messageId: message.messageId });
  };
  return createSandbox({
    peer: { 'POST /sms/v1/messages': sendMessage },
    own: {
      'GET /__sandbox/messages': ({ url }) => json(outbox.list(url.searchParams.get('phone'))),
      'DELETE /__sandbox/messages': () => {
        outbox.clear();
        return json({ cleared: true });
      },
      'GET /__sandbox/': () => html(messagesPage(outbox.list(null))),
    },
    faults,
    perform: ({ receiptsNow }) => {
      if (receiptsNow) receipts.sendLate();
    },
  });
}

const MOST_SHOWN = 50;

function messagesPage(messages: readonly SentMessage[]): string {
  const items = messages
    .slice(0, MOST_SHOWN)
    .map(
      ({ phone, text, receipt }) =>
        `<li><p class="quiet">发给 ${escape(phone)}${RECEIPT_WORDS[receipt]}</p><p>${escape(text)}</p></li>`,
    );
  return page(
    '短信沙箱',
    true,
    `<h1>短信沙箱</h1><p class="quiet">这不是真的短信网关，是演示和测试用的替身：短信不会发出去，只显示在这里。</p>
<ol>${items.join('') || '<li class="empty">还没有短信。</li>'}</ol>
<p class="quiet">程序用：<code>GET /__sandbox/messages</code> · <code>/__sandbox/faults</code></p>`,
  );
}
