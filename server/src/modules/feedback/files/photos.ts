import { isPicture, judgeContent, OTHER_FILE } from '@haochaping/shared/domain/attachments';
import { z } from 'zod';
import { FeedbackNumber } from '@haochaping/shared/contracts';
import { anyone } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { RECEIPT_KEY } from '../../../http/receipt.js';
import { LIMITS, route, type RateLimit, type Route } from '../../../http/route.js';
import {
  CONTENT,
  fileId,
  leaving,
  tellRead,
  tellUploaded,
  unknownFile,
  UPLOAD,
} from '../../attachments/index.js';
import { AUTHOR, homeOf, refuseKept } from './homes.js';
import type { FeedbackDesk } from '../intake.js';
import { idOfIntake } from '../keys.js';
import { findOwnFeedback } from '../queries.js';

/** A hall shares one address; each photo is drawn anew, which is work, and is kept, which is room. */
const UPLOADS = { by: 'network', points: 60, seconds: 600 } as const satisfies RateLimit;
const A_DAY = { by: 'network', points: 300, seconds: 86_400 } as const satisfies RateLimit;
const enough = () => '今天从这个网络传来的照片太多了，请明天再传；不带照片也可以送出';

/** The page's own number of what is not sent yet: in a header, since whoever knows it may put photos under it. */
const INTAKE = z.looseObject({ 'x-intake-id': z.uuid('编号不对') });

/** Photos with what somebody writes without an account: laid under their intake before it is sent, and shown to them by its receipt. */
export const feedbackPhotoRoutes = ({ keys, limits, attachments }: FeedbackDesk): Route[] => [
  route({
    ...UPLOAD,
    method: 'post',
    path: '/api/v1/feedback-photos',
    operationId: 'uploadFeedbackPhoto',
    summary: '给还没送出的意见传一张照片（JPEG、PNG，去掉拍摄信息）；送出时写上它的编号，一天没用上就清理',
    tags: ['feedback'],
    policy: anyone,
    limit: UPLOADS,
    input: { ...UPLOAD.input, headers: INTAKE },
    handler: async ({ headers, query, raw, network, now }) => {
      const id = idOfIntake(keys, headers['x-intake-id']);
      await refuseKept(id);
      refuseOther(raw);
      await limits.count('feedback.photos', A_DAY, network, enough);
      const audit = (attachmentId: string) =>
        tellUploaded({ of: { kind: 'feedback', id }, attachmentId, by: 'evaluator', at: now });
      const upload = { home: homeOf(id), accountId: AUTHOR, name: query.name, bytes: raw, audit };
      return { status: 201, body: await attachments.receive(upload, now) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/feedback/{number}/files/{fileId}',
    operationId: 'readOwnFeedbackFile',
    summary: '凭回执打开自己意见里的照片',
    tags: ['feedback'],
    policy: anyone,
    limit: LIMITS.read,
    input: { params: z.strictObject({ number: FeedbackNumber, fileId }), headers: RECEIPT_KEY },
    responses: CONTENT,
    handler: async ({ params: { number, fileId: one }, headers, now }) => {
      const { _id: id, files } = await findOwnFeedback(keys, number, headers['x-receipt-key']);
      if (!files.includes(one)) throw unknownFile();
      const opened = await attachments.open(homeOf(id), one);
      await tellRead({ of: { kind: 'feedback', id }, attachmentId: one, by: 'evaluator', at: now });
      return leaving(opened);
    },
  }),
];

/** What a photo is drawn anew from says nothing of who took it; of other papers that cannot be said. @throws AppError `unsupported_type` */
function refuseOther(bytes: Buffer): void {
  const verdict = judgeContent(bytes);
  if ('type' in verdict ? !isPicture(verdict.type) : verdict.refused === OTHER_FILE)
    throw new AppError('unsupported_type', { message: '这里只能传照片（JPEG、PNG），请拍成照片再传' });
}
