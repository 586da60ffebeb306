import { SmsReceiptInput } from '@haochaping/shared/contracts';
import { receiptCounts } from '@haochaping/shared/domain';
import { smsGateway } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { InvitationModel, type InvitationRecord } from './model.js';

export const RECEIPTS_PATH = '/api/v1/sms/receipts';

/** A reminder is sent under the id of its invitation with this behind it. */
const REMINDER = /-again$/;

/** What the SMS gateway tells of the messages that invite. FA-A-d */
export const smsReceiptRoutes = (): Route[] => [
  route({
    method: 'post',
    path: RECEIPTS_PATH,
    operationId: 'receiveSmsReceipt',
    summary: '短信网关报来一条短信送到没有；同一条报几次都一样，先没送到、后来送到了的算送到',
    tags: ['channels'],
    policy: smsGateway,
    limit: LIMITS.system,
    input: { body: SmsReceiptInput },
    responses: { 204: { description: '收下了，或者早就知道' } },
    handler: async ({ body, now }) => {
      await takeReceipt(body, now);
      return { status: 204 };
    },
  }),
];

/** Keeps whether an inviting SMS arrived. @throws AppError `not_found` for a message that was not sent from here */
async function takeReceipt({ requestId, result, reason }: SmsReceiptInput, now: Date): Promise<void> {
  const _id = requestId.replace(REMINDER, '');
  // The gateway may be faster than the note that it took the message.
  const sent = { _id, 'sms.state': { $in: ['waiting' as const, 'sent' as const] } };
  const found = await InvitationModel.findOne(sent, { sms: 1 }).lean<Pick<InvitationRecord, 'sms'>>();
  if (!found) throw new AppError('not_found', { message: '没有发过这条短信' });
  const known = found.sms?.receipt?.result ?? null;
  if (!receiptCounts(known, result)) return;
  const why = result === 'failed' ? (reason ?? null) : null;
  const event = auditEvent({
    at: now,
    action: result === 'delivered' ? 'invitation.sms_delivered' : 'invitation.sms_failed',
    actor: { kind: 'system', id: 'sms_gateway' },
    subject: { kind: 'invitation', id: _id },
    detail: why ? { reason: why } : {},
  });
  const { modifiedCount } = await InvitationModel.updateOne(
    { ...sent, ...(known ? { 'sms.receipt.result': known } : { 'sms.receipt': null }) },
    {
      $set: { 'sms.receipt': { result, reason: why, at: now } },
      $push: { trail: event, pending: effect('audit', now) },
    },
  );
  // Another receipt of the same message came at the same moment: judged again after it.
  if (modifiedCount === 0) await takeReceipt({ requestId, result, reason }, now);
}
