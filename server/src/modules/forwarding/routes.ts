import { z } from 'zod';
import { SubmissionPage, SubmissionQuery, SubmissionView } from '@haochaping/shared/contracts';
import { staff } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import { changedStandings } from '../ratings/index.js';
import { rolesThatMay } from '../staff/index.js';
import { presentSubmission } from './presenter.js';
import { listSubmissions } from './queries.js';
import { resendSubmission } from './resend.js';

/** What staff see of the way to the province, and the one thing they may do about it. */
export function forwardingRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/staff/forwarding/submissions',
      operationId: 'listSubmissions',
      summary: '报送省系统的情况；没有评价人的任何信息',
      tags: ['staff', 'forwarding'],
      policy: staff(...rolesThatMay('forwarding.list')),
      limit: LIMITS.staff,
      input: { query: SubmissionQuery },
      responses: { 200: { description: '一页报送，最新的在前', body: SubmissionPage } },
      handler: async ({ actor, query }) => {
        const { submissions, total } = await listSubmissions(actor, query);
        const changed = await changedStandings(submissions.map(({ _id }) => _id));
        const items = submissions.map((submission) =>
          presentSubmission(actor, submission, changed.get(submission._id) ?? null),
        );
        return { status: 200, body: { items, total, page: query.page, pageSize: query.pageSize } };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/staff/forwarding/submissions/{ratingId}/resend',
      operationId: 'resendSubmission',
      summary: '马上再送一次；可能已送到的先向省里查',
      tags: ['staff', 'forwarding'],
      policy: staff(...rolesThatMay('forwarding.resend')),
      limit: LIMITS.staff,
      input: { params: z.strictObject({ ratingId: z.uuid('评价编号不对') }) },
      responses: { 200: { description: '已排到最前面', body: SubmissionView } },
      handler: async ({ actor, params: { ratingId }, now }) => {
        const submission = await resendSubmission(actor, ratingId, now);
        const standing = (await changedStandings([ratingId])).get(ratingId) ?? null;
        return { status: 200, body: presentSubmission(actor, submission, standing) };
      },
    }),
  ];
}
