import { z } from 'zod';
import {
  ComplaintInput,
  ComplaintNumber,
  ComplaintReceipt,
  ComplaintSubjectQuery,
  ComplaintSubjects,
  MyComplaintPage,
  MyComplaintQuery,
  OwnComplaint,
} from '@haochaping/shared/contracts';
import { anyone, evaluator, visitor } from '../../http/actor.js';
import { RECEIPT_KEY } from '../../http/receipt.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { acceptComplaint, type ComplaintDesk } from './intake.js';
import { presentComplaintReceipt, presentOwnComplaint } from './presenter.js';
import { findMyComplaint, findOwnComplaint, listMyComplaints } from './queries.js';
import { subjectsNamed } from './subjects.js';

const number = z.strictObject({ number: ComplaintNumber });

/** Complaints: told, and read by the one who told them. What is done about them is a case. */
export function complaintRoutes(desk: ComplaintDesk): Route[] {
  return [...tellingRoutes(desk), ...myRoutes()];
}

function tellingRoutes(desk: ComplaintDesk): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/complaint-subjects',
      operationId: 'findComplaintSubjects',
      summary: '按名称找要投诉的大厅、窗口、部门、平台、事项',
      tags: ['complaints'],
      policy: anyone,
      limit: LIMITS.write,
      input: { query: ComplaintSubjectQuery },
      responses: { 200: { description: '找到的', body: ComplaintSubjects } },
      handler: async ({ query, now }) => ({
        status: 200,
        body: { items: await subjectsNamed(query.search, now) },
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/complaints',
      operationId: 'acceptComplaint',
      summary: '投诉：登录的人，或用验证码核对过手机号的人；给出回执，凭回执看进度',
      tags: ['complaints'],
      policy: visitor,
      limit: LIMITS.write,
      input: { body: ComplaintInput },
      responses: {
        201: { description: '收下了', body: ComplaintReceipt },
        200: { description: '之前已经收下，这是同一张回执', body: ComplaintReceipt },
      },
      handler: async ({ actor, body, network, now }) => {
        const from = { network, visitor: actor.evaluator };
        const accepted = await acceptComplaint(desk, body, from, now);
        return { status: accepted.fresh ? 201 : 200, body: presentComplaintReceipt(accepted) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/complaints/{number}',
      operationId: 'readOwnComplaint',
      summary: '凭回执看自己的投诉',
      tags: ['complaints'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params: number, headers: RECEIPT_KEY },
      responses: { 200: { description: '投诉', body: OwnComplaint } },
      handler: async ({ params, headers }) => ({
        status: 200,
        body: presentOwnComplaint(await findOwnComplaint(desk.keys, params.number, headers['x-receipt-key'])),
      }),
    }),
  ];
}

function myRoutes(): Route[] {
  const shared = { tags: ['complaints', 'me'], policy: evaluator, limit: LIMITS.staff } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: '/api/v1/me/complaints',
      operationId: 'listMyComplaints',
      summary: '我的投诉，最新的在前',
      input: { query: MyComplaintQuery },
      responses: { 200: { description: '一页', body: MyComplaintPage } },
      handler: async ({ actor, query: { page, pageSize } }) => {
        const { complaints, total } = await listMyComplaints(actor, page, pageSize);
        return { status: 200, body: { items: complaints.map(presentOwnComplaint), total, page, pageSize } };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: '/api/v1/me/complaints/{number}',
      operationId: 'readMyComplaint',
      summary: '我的一次投诉',
      input: { params: number },
      responses: { 200: { description: '投诉', body: OwnComplaint } },
      handler: async ({ actor, params }) => ({
        status: 200,
        body: presentOwnComplaint(await findMyComplaint(actor, params.number)),
      }),
    }),
  ];
}
