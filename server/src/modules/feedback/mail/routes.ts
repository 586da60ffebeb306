import { MailboxView } from '@haochaping/shared/contracts';
import { KEPT_OUT, KEPT_OUT_WORDS, type KeptOut } from '@haochaping/shared/domain/mail';
import { staff } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { countUpTo } from '../../../paging.js';
import { rolesThatMay } from '../../staff/index.js';
import type { MailboxSettings } from './mailbox.js';
import { MAILBOX, MailboxModel, MailModel, type MailboxRecord, type MailRecord } from './model.js';

/** More than these a person does not go through one by one. */
const MOST_SHOWN = 20;
const WAITING = { outcome: { $in: [...KEPT_OUT] } };

async function viewOf(settings: MailboxSettings | null): Promise<MailboxView> {
  if (!settings) return { used: false, readAt: null, error: null, automatic: 0, waiting: 0, keptOut: [] };
  const [state, automatic, waiting, keptOut] = await Promise.all([
    MailboxModel.findById(MAILBOX).lean<MailboxRecord>(),
    countUpTo<MailRecord>(MailModel, { outcome: 'automatic' }),
    countUpTo<MailRecord>(MailModel, WAITING),
    MailModel.find(WAITING).sort({ cameAt: -1 }).limit(MOST_SHOWN).lean<MailRecord[]>(),
  ]);
  return {
    used: true,
    readAt: state?.readAt?.toISOString() ?? null,
    error: state?.error ?? null,
    automatic,
    waiting,
    keptOut: keptOut.map(({ cameAt, bytes, outcome }) => ({
      cameAt: cameAt.toISOString(),
      bytes,
      why: KEPT_OUT_WORDS[outcome as KeptOut],
    })),
  };
}

/** How reading the mailbox goes, for those who read what comes by it, and for who mends it. */
export const mailboxRoutes = (settings: MailboxSettings | null): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/staff/feedback-mailbox',
    operationId: 'readMailbox',
    summary: '收意见的邮箱：最近一次收到什么时候、哪里不对，没有收录的自动邮件几封，打不开的是哪些',
    tags: ['staff', 'feedback'],
    policy: staff(...rolesThatMay('feedback.mailbox')),
    limit: LIMITS.staff,
    input: {},
    responses: { 200: { description: '邮箱', body: MailboxView } },
    handler: async () => ({ status: 200, body: await viewOf(settings) }),
  }),
];
