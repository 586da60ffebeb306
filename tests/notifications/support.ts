import {
  MessagePage,
  type CaseCommandInput,
  type MessageView,
  type NoticeView,
  type Receipt,
} from '@haochaping/shared/contracts';
import { DEFAULT_TEMPLATES } from '@haochaping/shared/domain/notifications/index';
import { atSandbox, newWeChatPerson, weChatCode } from '../support/evaluator.js';
import { demoTransaction, eventually, expectStatus } from '../support/journey.js';
import { ANSWER, CALLED, FOUND, poorRating as aPoorRating, stepCase, withReceipt } from '../support/cases.js';
import { inboxOf, signInStaff, type StaffClient } from '../support/staff.js';
import type { System } from '../support/system.js';

export const TEMPLATE = DEFAULT_TEMPLATES.wechat.templateId;
export const SAYS = '您的评价有进展';
/** By SMS a complaint is told of too. */
export const SMS_SAYS = '您评价、投诉、提意见的事有进展';

/** A poor rating with its case, and the number the business system told of its applicant. */
export interface PoorRating {
  receipt: Receipt;
  id: string;
  phone: string;
}

let numbers = 0;
/** Numbers of this process alone. */
const freshPhone = () =>
  `137${String(process.pid % 10_000).padStart(4, '0')}${String(++numbers).padStart(4, '0')}`;

/** A poor rating whose case is open and given to the department. @param phone none: the business system knows no number */
export async function poorRating(system: System, phone: string | null = freshPhone()): Promise<PoorRating> {
  const { applicant } = await demoTransaction();
  const center = await signInStaff(system, 'center');
  const given = await aPoorRating(system, center, { applicant: { ...applicant, phone: phone ?? undefined } });
  return { ...given, phone: phone ?? '' };
}

/** Steps of one member of staff, each on the version of now. */
export async function steps(client: StaffClient, id: string, ...commands: CaseCommandInput[]): Promise<void> {
  for (const command of commands) await stepCase(client, id, command);
}

/** The answer to a poor rating, from the call-back on. */
export async function answer(center: StaffClient, department: StaffClient, id: string): Promise<void> {
  await steps(center, id, CALLED, FOUND);
  await steps(department, id, ANSWER);
}

/** What an inbox holds of a case, newest first. */
export const noticesOf = async (client: StaffClient, caseId: string): Promise<NoticeView[]> =>
  (await inboxOf(client)).filter((one) => one.case?.id === caseId);

/** The messages about a case in the log. */
export async function messagesOf(client: StaffClient, caseId: string): Promise<MessageView[]> {
  const answered = await client.get('/api/v1/staff/messages?pageSize=100');
  const { items } = MessagePage.parse(await expectStatus(answered, 200));
  return items.filter((one) => one.case?.id === caseId);
}

/** The newest message about a case, once it is in one of these states. */
export const messageThatIs = (client: StaffClient, caseId: string, ...states: MessageView['state'][]) =>
  eventually(`the message is ${states.join()}`, async () => {
    const [newest] = await messagesOf(client, caseId);
    return newest && states.includes(newest.state) ? newest : undefined;
  });

/** Somebody new in WeChat who taps 允许 on their receipt. */
export async function permit(system: System, receipt: Receipt): Promise<string> {
  const { openid } = await newWeChatPerson(system);
  await atSandbox(system.peers.wechat, 'POST', 'subscriptions', { person: openid, templateId: TEMPLATE });
  const code = await weChatCode(system, openid);
  const permission = { code, templateId: TEMPLATE };
  await expectStatus(await withReceipt(system, 'ratings', receipt, '/reminder', permission), 200);
  return openid;
}

/** A message at a stand-in. */
export interface Arrived {
  page?: string;
  text?: string;
  data?: Record<string, string>;
}
export const arrivedByWeChat = (system: System, openid: string) =>
  atSandbox<Arrived[]>(system.peers.wechat, 'GET', `messages?person=${openid}`);
export const arrivedBySms = (system: System, phone: string) =>
  atSandbox<Arrived[]>(system.peers.sms, 'GET', `messages?phone=${phone}`);

export { ANSWER, CALLED, FOUND } from '../support/cases.js';
