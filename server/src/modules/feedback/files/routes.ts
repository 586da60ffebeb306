import { z } from 'zod';
import { staff } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import {
  CONTENT,
  fileId,
  leaving,
  tellRead,
  tellUploaded,
  tellWithdrawn,
  UPLOAD,
  unknownFile,
  type Attachments,
} from '../../attachments/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { homeOf, refuseKept } from './homes.js';
import { actorIn } from '../policy.js';
import { visibleOne } from '../queries.js';

const ENTRIES = '/api/v1/staff/feedback-entries/{id}/files';
const shared = { tags: ['staff', 'feedback'], limit: LIMITS.staff } as const;
const params = z.strictObject({ id: z.uuid('编号不对'), fileId });

/** What a feedback was written on: uploaded before it is entered, read by the office alone. */
export function feedbackFileRoutes(attachments: Attachments): Route[] {
  const policy = staff(...rolesThatMay('feedback.enter'));
  return [
    route({
      ...shared,
      ...UPLOAD,
      method: 'post',
      path: ENTRIES,
      operationId: 'uploadFeedbackFile',
      summary: '传来信、意见条的照片（JPEG、PNG，去掉拍摄信息）或 PDF；录入时写上它的编号，一天没用上就清理',
      policy,
      input: { ...UPLOAD.input, params: params.omit({ fileId: true }) },
      handler: async ({ actor, params: { id }, query, raw, now }) => {
        await refuseKept(id);
        const of = { kind: 'feedback', id } as const;
        const upload = {
          home: homeOf(id),
          accountId: actor.accountId,
          name: query.name,
          bytes: raw,
          audit: (attachmentId: string) => tellUploaded({ of, attachmentId, by: actor, at: now }),
        };
        return { status: 201, body: await attachments.receive(upload, now) };
      },
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${ENTRIES}/{fileId}`,
      operationId: 'withdrawFeedbackFile',
      summary: '撤下自己传的、还没有用上的原件',
      policy,
      input: { params },
      responses: { 204: { description: '撤下了' } },
      handler: async ({ actor, params: { id, fileId: one }, now }) => {
        const of = { kind: 'feedback', id } as const;
        const audit = () => tellWithdrawn({ of, attachmentId: one, by: actor, at: now });
        await attachments.withdraw({ home: homeOf(id), accountId: actor.accountId, audit }, one);
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: '/api/v1/staff/feedback/{id}/files/{fileId}',
      operationId: 'readFeedbackFile',
      summary: '打开意见的原件；只有办理的中心打得开，记入审计日志',
      policy: staff(...rolesThatMay('feedback.list')),
      input: { params },
      responses: CONTENT,
      handler: async ({ actor, params: { id, fileId: one }, now }) => {
        const record = await visibleOne(actor, id);
        if (actorIn(actor, record).side !== 'office' || !record.files.includes(one)) throw unknownFile();
        const opened = await attachments.open(homeOf(id), one);
        await tellRead({ of: { kind: 'feedback', id }, attachmentId: one, by: actor, at: now });
        return leaving(opened);
      },
    }),
  ];
}
