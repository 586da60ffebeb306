import { z } from 'zod';
import {
  FeedbackEntryInput,
  FeedbackMoveInput,
  FeedbackPage,
  FeedbackQuery,
  FeedbackView,
} from '@haochaping/shared/contracts';
import type { WordLists } from '@haochaping/shared/domain';
import { staff, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { Keys } from '../../keys.js';
import { asWorkbook, MOST_ROWS, wholeList, XLSX_ANSWER } from '../../paper/workbook.js';
import type { Attachments } from '../attachments/index.js';
import { recordAuditOfList } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { presentFeedback, presentFeedbackRow } from './desk-presenter.js';
import { enterFeedback } from './entry.js';
import { feedbackSheet } from './list-xlsx.js';
import type { FeedbackRecord } from './model.js';
import { moveFeedback } from './moves.js';
import { namesIn } from './names.js';
import { listFeedback, originalOf, visibleOne } from './queries.js';

export interface FeedbackDeskOptions {
  keys: Keys;
  wordLists: WordLists;
  attachments: Attachments;
}

const BASE = '/api/v1/staff/feedback';
const shared = { tags: ['staff', 'feedback'], limit: LIMITS.staff } as const;

/** What staff do with comprehensive feedback: the list, one of it, the next step, and what came by other ways. */
export const feedbackDeskRoutes = (options: FeedbackDeskOptions): Route[] => [
  // Before `/{id}`, which else would take `export.xlsx` for an id.
  ...listRoutes(options),
  ...deskRoutes(options),
];

const presenting =
  ({ wordLists, attachments }: FeedbackDeskOptions) =>
  async (actor: StaffActor, record: FeedbackRecord, now: Date): Promise<FeedbackView> => {
    const [name, original, described] = await Promise.all([
      namesIn([record], now),
      originalOf(record),
      attachments.describe(record.files),
    ]);
    const files = record.files.flatMap((id) => described.get(id) ?? []);
    return presentFeedback(actor, record, wordLists, { files, original }, name);
  };

function listRoutes({ wordLists }: FeedbackDeskOptions): Route[] {
  const policy = staff(...rolesThatMay('feedback.list'));
  const rows = async (actor: StaffActor, query: Parameters<typeof listFeedback>[1], now: Date) => {
    const { records, total } = await listFeedback(actor, query);
    const name = await namesIn(records, now);
    return { items: records.map((one) => presentFeedbackRow(actor, one, wordLists, name)), total };
  };
  return [
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listFeedback',
      summary: '综合点评：等我办的、等着公开的、还没办完的、办完的',
      policy,
      input: { query: FeedbackQuery },
      responses: { 200: { description: '一页', body: FeedbackPage } },
      handler: async ({ actor, query, now }) => {
        const { page, pageSize } = query;
        return { status: 200, body: { ...(await rows(actor, query, now)), page, pageSize } };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/export.xlsx`,
      operationId: 'exportFeedbackXlsx',
      summary: `导出一栏综合点评（XLSX），和页面上看到的一样；最多${MOST_ROWS}条`,
      policy,
      input: { query: FeedbackQuery.omit({ page: true, pageSize: true }) },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const items = await wholeList((whole) => rows(actor, { ...query, ...whole }, now), '条');
        const subject = { kind: 'feedback_list', id: query.list };
        await recordAuditOfList(actor, { action: 'feedback.exported', subject, entries: items.length }, now);
        return asWorkbook('综合点评', 'feedback', now, feedbackSheet(items));
      },
    }),
  ];
}

function deskRoutes(options: FeedbackDeskOptions): Route[] {
  const present = presenting(options);
  const params = z.strictObject({ id: z.uuid('意见编号不对') });
  return [
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readFeedback',
      summary: '一条意见：原话、经过、现在可以做什么；转给的单位看到遮过的话',
      policy: staff(...rolesThatMay('feedback.list')),
      input: { params },
      responses: { 200: { description: '意见', body: FeedbackView } },
      handler: async ({ actor, params: { id }, now }) => ({
        status: 200,
        body: await present(actor, await visibleOne(actor, id), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveFeedback',
      summary: '分类、答复、转给别的单位、退回、转成投诉、合并、公开不公开',
      policy: staff(...rolesThatMay('feedback.move')),
      input: { params, body: FeedbackMoveInput },
      responses: {
        200: { description: '办过以后的意见', body: FeedbackView },
        204: { description: '退回去了，不再归您看' },
      },
      handler: async ({ actor, params: { id }, body, now }) => {
        const moved = await moveFeedback(options.wordLists, actor, id, body, now);
        // A unit that hands something back has no part in it any more.
        if (body.command.type === 'hand_back') return { status: 204 };
        return { status: 200, body: await present(actor, moved, now) };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: BASE,
      operationId: 'enterFeedback',
      summary: '录入意见箱、信件、邮箱、热线、监督平台来的意见，带原件的照片或扫描',
      policy: staff(...rolesThatMay('feedback.enter')),
      input: { body: FeedbackEntryInput },
      responses: { 201: { description: '录好了', body: FeedbackView } },
      handler: async ({ actor, body, now }) => ({
        status: 201,
        body: await present(actor, await enterFeedback(options, actor, body, now), now),
      }),
    }),
  ];
}
