import { z } from 'zod';
import {
  CandidateQuery,
  Candidates,
  ListingInput,
  ListingListQuery,
  ListingMoveInput,
  ListingPage,
  ListingQuery,
  ListingView,
} from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { staff } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { asWorkbook, MOST_ROWS, wholeList, XLSX_ANSWER } from '../../../paper/workbook.js';
import { recordAuditOfList } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { listCandidates } from './candidates.js';
import { listListings, moveListing, putOnList, visibleListing } from './desk.js';
import type { ListingRecord } from './model.js';
import { presentListing, presentRows } from './present.js';
import { listingSheet } from './sheet.js';

const BASE = '/api/v1/staff/listings';

/** 奖惩名单: candidates by the records, taken on a list, heard, decided by two people. FA-2.4.2-b FA-2.4.2-c */
export function listingRoutes(calendar: () => Promise<WorkCalendar>): Route[] {
  const shared = { tags: ['staff', 'statistics'], limit: LIMITS.staff } as const;
  const read = staff(...rolesThatMay('listings.read'));
  const decide = staff(...rolesThatMay('listings.decide'));
  const params = z.strictObject({ id: z.uuid('名单编号不对') });
  return [
    route({
      ...shared,
      method: 'get',
      path: '/api/v1/staff/listing-candidates',
      operationId: 'listListingCandidates',
      summary: '照记录可以列入表彰推荐、问责线索的单位、窗口、人员，每个事实的数和怎么算的',
      policy: decide,
      input: { query: CandidateQuery },
      responses: { 200: { description: '候选；没有人因为在这里就算列入', body: Candidates } },
      handler: async ({ actor, query, now }) => ({
        status: 200,
        body: await listCandidates(actor, query, await calendar(), now),
      }),
    }),
    route({
      ...shared,
      method: 'get',
      path: BASE,
      operationId: 'listListings',
      summary: '奖惩名单；单位、窗口和个人只看说的是自己的',
      policy: read,
      input: { query: ListingQuery },
      responses: { 200: { description: '新的在前', body: ListingPage } },
      handler: async ({ actor, query, now }) => {
        const { records, total } = await listListings(actor, query);
        const items = await presentRows(actor, records, now);
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/export.xlsx`,
      operationId: 'exportListingsXlsx',
      summary: `导出名单（XLSX），和页面上看到的一样；最多${MOST_ROWS}条`,
      policy: decide,
      input: { query: ListingListQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const records = await wholeList(async (whole) => {
          const found = await listListings(actor, { ...query, ...whole });
          return { items: found.records, total: found.total };
        }, '条');
        // What is about the office itself is not its to take along.
        const lines = (await presentRows(actor, records, now))
          .map((row, place) => ({ row, record: records[place] as ListingRecord }))
          .filter(({ row }) => !row.mine);
        const subject = { kind: 'listing_list', id: query.list ?? 'all' };
        await recordAuditOfList(actor, { action: 'listing.exported', subject, entries: lines.length }, now);
        return asWorkbook('奖惩名单', 'listings', now, listingSheet(lines));
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: BASE,
      operationId: 'putOnListing',
      summary: '把一个候选列入这一期的名单，事实照现在的记下，告诉对方',
      policy: decide,
      input: { body: ListingInput },
      responses: { 201: { description: '列入了', body: ListingView } },
      handler: async ({ actor, body, now }) => {
        const known = await calendar();
        const record = await putOnList(actor, body, known, now);
        return { status: 201, body: await presentListing(actor, record, known, now) };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{id}`,
      operationId: 'readListing',
      summary: '名单上的一条：列入时的事实、现在重算的、对方的说明、决定',
      policy: read,
      input: { params },
      responses: { 200: { description: '一条', body: ListingView } },
      handler: async ({ actor, params: { id }, now }) => ({
        status: 200,
        body: await presentListing(actor, await visibleListing(actor, id), await calendar(), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/{id}/moves`,
      operationId: 'moveListing',
      summary: '对方说明；列名单的单位拟决定，另一个人同意、退回；收回',
      policy: read,
      input: { params, body: ListingMoveInput },
      responses: { 200: { description: '办了', body: ListingView } },
      handler: async ({ actor, params: { id }, body, now }) => {
        const record = await moveListing(actor, id, body, now);
        return { status: 200, body: await presentListing(actor, record, await calendar(), now) };
      },
    }),
  ];
}
