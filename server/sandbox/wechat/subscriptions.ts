import { WeChatRefusal } from './errors.js';

/** A subscribe message as it arrived. */
export interface SubscribeMessage {
  at: string;
  openid: string;
  templateId: string;
  page: string;
  data: Record<string, string>;
}

const MOST_KEPT = 1000;

/** What people permitted: each tap on 允许 is one message of one template; and what was sent on it. */
export class Subscriptions {
  private readonly permitted = new Map<string, number>();
  private sent: SubscribeMessage[] = [];

  permit(openid: string, templateId: string, count: number): number {
    const key = `${openid} ${templateId}`;
    const total = (this.permitted.get(key) ?? 0) + count;
    this.permitted.set(key, total);
    return total;
  }

  /** Takes all permissions of a person back, as one does in WeChat's own settings. */
  withdraw(openid: string): void {
    for (const key of this.permitted.keys()) if (key.startsWith(`${openid} `)) this.permitted.delete(key);
  }

  /** Spends one permission. @throws WeChatRefusal 43101 when there is none */
  send(message: SubscribeMessage): void {
    if ((this.permitted.get(`${message.openid} ${message.templateId}`) ?? 0) < 1)
      throw new WeChatRefusal(43101);
    this.permit(message.openid, message.templateId, -1);
    this.sent = [...this.sent, message].slice(-MOST_KEPT);
  }

  /** Newest first, to one person when they are named. */
  list(openid: string | null): SubscribeMessage[] {
    return this.sent.filter((message) => openid === null || message.openid === openid).reverse();
  }
}
