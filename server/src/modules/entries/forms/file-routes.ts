import { z } from 'zod';
import { FormNumber } from '@haochaping/shared/contracts';
import { staff } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import {
  CONTENT,
  fileId,
  leaving,
  tellRead,
  tellUploaded,
  tellWithdrawn,
  UPLOAD,
  type Attachments,
} from '../../attachments/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { refusedToEnter } from './entry.js';
import { homeOf } from './files.js';
import { formOf } from './printing.js';

const FILES = '/api/v1/staff/rating-forms/{number}/files';
const params = z.strictObject({ number: FormNumber, fileId });

/** The photos of a form: uploaded before it is entered, opened by the centre alone, never by who is rated. */
export function formFileRoutes(attachments: Attachments): Route[] {
  const shared = {
    tags: ['staff', 'entries'],
    limit: LIMITS.staff,
    policy: staff(...rolesThatMay('entries.manage')),
  } as const;
  return [
    route({
      ...shared,
      ...UPLOAD,
      method: 'post',
      path: FILES,
      operationId: 'uploadRatingFormFile',
      summary: '传评价表的照片（JPEG、PNG，去掉拍摄信息）或 PDF；录入时写上它的编号，一天没用上就清理',
      input: { ...UPLOAD.input, params: params.omit({ fileId: true }) },
      handler: async ({ actor, params: { number }, query, raw, now }) => {
        const form = await formOf(actor, number);
        if (form.entered) throw new AppError('conflict', { message: '这张表已经录过了，不能再添照片' });
        const refused = refusedToEnter(form, actor);
        if (refused) throw new AppError('rated_staff', { message: refused });
        const of = { kind: 'ratingForm', id: form._id } as const;
        const upload = {
          home: homeOf(form._id),
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
      path: `${FILES}/{fileId}`,
      operationId: 'withdrawRatingFormFile',
      summary: '撤下自己传的、还没有用上的照片',
      input: { params },
      responses: { 204: { description: '撤下了' } },
      handler: async ({ actor, params: { number, fileId: one }, now }) => {
        const form = await formOf(actor, number);
        const of = { kind: 'ratingForm', id: form._id } as const;
        const audit = () => tellWithdrawn({ of, attachmentId: one, by: actor, at: now });
        await attachments.withdraw({ home: homeOf(form._id), accountId: actor.accountId, audit }, one);
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${FILES}/{fileId}`,
      operationId: 'readRatingFormFile',
      summary: '打开评价表的照片；记入审计日志，被评的单位打不开',
      input: { params },
      responses: CONTENT,
      handler: async ({ actor, params: { number, fileId: one }, now }) => {
        const form = await formOf(actor, number);
        const refused = refusedToEnter(form, actor);
        if (refused)
          throw new AppError('rated_staff', { message: '评的是您自己单位的服务，原表不给被评的一方看' });
        const opened = await attachments.open(homeOf(form._id), one);
        await tellRead({ of: { kind: 'ratingForm', id: form._id }, attachmentId: one, by: actor, at: now });
        return leaving(opened);
      },
    }),
  ];
}
