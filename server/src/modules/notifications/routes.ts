import { z } from 'zod';
import {
  MessagePage,
  MessagePreview,
  MessageQuery,
  MessageView,
  NoticeCount,
  NoticePage,
  NoticeQuery,
  NoticesRead,
} from '@haochaping/shared/contracts';
import { staff } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { rolesThatMay } from '../staff/index.js';
import { listMessages, presentMessages } from './messages/queries.js';
import type { SendingContext } from './messages/send.js';
import { retryMessage } from './messages/verdict.js';
import { countUnread, markRead, readInbox } from './notices/inbox.js';
import { reminderRoutes } from './messages/reminder-routes.js';
import { previewMessages } from './preview.js';

const NOTICES = '/api/v1/staff/notices';
const MESSAGES = '/api/v1/staff/messages';

/** @param sampleLink as long as a real one to a rating page, opens nothing */
export const notificationRoutes = (context: SendingContext, sampleLink: string): Route[] => [
  ...inboxRoutes(),
  ...messageRoutes(context, sampleLink),
  ...reminderRoutes(context),
];

/** The inbox of whoever is signed in, and of nobody else. */
function inboxRoutes(): Route[] {
  const shared = {
    tags: ['staff', 'notifications'],
    limit: LIMITS.staff,
    policy: staff(...rolesThatMay('notices.read')),
  };
  return [
    route({
      ...shared,
      method: 'get',
      path: NOTICES,
      operationId: 'listNotices',
      summary: '我的通知：交给我的、到期的、有人回复的；没有评价人的任何信息',
      input: { query: NoticeQuery },
      responses: { 200: { description: '一页，最新的在前', body: NoticePage } },
      handler: async ({ actor, query, now }) => ({ status: 200, body: await readInbox(actor, query, now) }),
    }),
    route({
      ...shared,
      method: 'get',
      path: `${NOTICES}/unread`,
      operationId: 'countUnreadNotices',
      summary: '我有几条没看过的通知',
      input: {},
      responses: { 200: { description: '几条', body: NoticeCount } },
      handler: async ({ actor }) => ({ status: 200, body: { unread: await countUnread(actor) } }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${NOTICES}/read`,
      operationId: 'markNoticesRead',
      summary: '我的这几条通知，或全部，看过了',
      input: { body: NoticesRead },
      responses: { 200: { description: '还有几条没看过', body: NoticeCount } },
      handler: async ({ actor, body, now }) => {
        await markRead(actor, body, now);
        return { status: 200, body: { unread: await countUnread(actor) } };
      },
    }),
  ];
}

/** The log of what evaluators were written, and what the messages look like. */
function messageRoutes(context: SendingContext, sampleLink: string): Route[] {
  const shared = { tags: ['staff', 'notifications'], limit: LIMITS.staff } as const;
  const reads = { ...shared, policy: staff(...rolesThatMay('messages.list')) };
  return [
    route({
      ...reads,
      method: 'get',
      path: MESSAGES,
      operationId: 'listMessages',
      summary: '给评价人的消息送到没有；没有收的人的任何信息',
      input: { query: MessageQuery },
      responses: { 200: { description: '一页，最新的在前', body: MessagePage } },
      handler: async ({ actor, query }) => ({ status: 200, body: await listMessages(actor, query) }),
    }),
    route({
      ...reads,
      method: 'get',
      path: `${MESSAGES}/preview`,
      operationId: 'previewMessages',
      summary: '给评价人的消息长什么样，什么时候发',
      input: {},
      responses: { 200: { description: '按现在的配置', body: MessagePreview } },
      handler: ({ now }) => Promise.resolve({ status: 200, body: previewMessages(context, sampleLink, now) }),
    }),
    route({
      ...shared,
      policy: staff(...rolesThatMay('messages.retry')),
      method: 'post',
      path: `${MESSAGES}/{id}/retry`,
      operationId: 'retryMessage',
      summary: '没有送成的消息再送一次',
      input: { params: z.strictObject({ id: z.uuid('消息编号不对') }) },
      responses: { 200: { description: '已经排上', body: MessageView } },
      handler: async ({ actor, params, now }) => {
        const [view] = await presentMessages(actor, [await retryMessage(actor, params.id, now)]);
        return { status: 200, body: view as MessageView };
      },
    }),
  ];
}
