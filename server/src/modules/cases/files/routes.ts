import { z } from 'zod';
import {
  filesForEvaluator,
  filesOf,
  movesFor,
  takesFiles,
  type CaseEvent,
} from '@haochaping/shared/domain/cases/index';
import { anyone, evaluator, staff, type StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { RECEIPT_KEY } from '../../../http/receipt.js';
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
import type { CaseRecord } from '../model.js';
import { visibleCase } from '../moves.js';
import type { CaseCounting, OwnCases } from '../own/own-cases.js';
import { caseActorOf } from '../policy.js';

const BASE = '/api/v1/staff/cases/{id}/files';
const homeOf = (caseId: string) => ({ caseId, use: 'case' }) as const;
const subjectOf = (id: string) => ({ kind: 'case', id }) as const;

const names = (events: readonly CaseEvent[], of: typeof filesOf, id: string) =>
  events.some((event) => of(event).includes(id));

/** The files of cases for staff: who may see the case may see what a move of it names; before that, only who uploaded it. */
export function caseFileRoutes(attachments: Attachments, counting: CaseCounting): Route[] {
  const shared = { tags: ['staff', 'cases'], limit: LIMITS.staff } as const;
  const params = z.strictObject({ id: z.uuid('差评编号不对'), fileId });
  /** Only who may now say something that files go with. */
  const mayUpload = async (actor: StaffActor, record: CaseRecord, now: Date) => {
    const context = { ...(await counting(now)), actor: caseActorOf(actor) };
    if (!movesFor(record.state, context).some(takesFiles))
      throw new AppError('not_allowed', { message: '这一件现在没有要您带附件来办的，不用传' });
  };
  return [
    route({
      ...shared,
      ...UPLOAD,
      method: 'post',
      path: BASE,
      operationId: 'uploadCaseFile',
      summary: '传一个附件：照片（JPEG、PNG，去掉拍摄信息）或 PDF；办下一步时写上它的编号，一天没用上就清理',
      policy: staff(...rolesThatMay('cases.move')),
      input: { ...UPLOAD.input, params: params.omit({ fileId: true }) },
      handler: async ({ actor, params: { id }, query, raw, now }) => {
        await mayUpload(actor, await visibleCase(actor, id), now);
        const upload = {
          home: homeOf(id),
          accountId: actor.accountId,
          name: query.name,
          bytes: raw,
          audit: (attachmentId: string) =>
            tellUploaded({ of: subjectOf(id), attachmentId, by: actor, at: now }),
        };
        return { status: 201, body: await attachments.receive(upload, now) };
      },
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${BASE}/{fileId}`,
      operationId: 'withdrawCaseFile',
      summary: '撤下自己传的、还没有用上的附件',
      policy: staff(...rolesThatMay('cases.move')),
      input: { params },
      responses: { 204: { description: '撤下了' } },
      handler: async ({ actor, params: { id, fileId: one }, now }) => {
        await visibleCase(actor, id);
        const audit = () => tellWithdrawn({ of: subjectOf(id), attachmentId: one, by: actor, at: now });
        await attachments.withdraw({ home: homeOf(id), accountId: actor.accountId, audit }, one);
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/{fileId}`,
      operationId: 'readCaseFile',
      summary: '打开差评的一个附件；看得到这件差评的才打得开，记入审计日志',
      policy: staff(...rolesThatMay('cases.list')),
      input: { params },
      responses: CONTENT,
      handler: async ({ actor, params: { id, fileId: one }, now }) => {
        const { events } = await visibleCase(actor, id);
        const opened = await attachments.open(homeOf(id), one);
        if (!names(events, filesOf, one) && opened.accountId !== actor.accountId) throw unknownFile();
        await tellRead({ of: subjectOf(id), attachmentId: one, by: actor, at: now });
        return leaving(opened);
      },
    }),
  ];
}

/** The files of an answer, for the one it is given to: with the receipt, or signed in. */
export function ownFileRoutes(attachments: Attachments, own: OwnCases): Route[] {
  const { at, named } = own;
  const params = z.strictObject({ number: own.number, fileId });
  const answer = async ({ _id, events }: CaseRecord, id: string, now: Date) => {
    if (!names(events, filesForEvaluator, id)) throw unknownFile();
    const opened = await attachments.open(homeOf(_id), id);
    await tellRead({ of: subjectOf(_id), attachmentId: id, by: 'evaluator', at: now });
    return leaving(opened);
  };
  return [
    route({
      method: 'get',
      path: `/api/v1/${at}/{number}/case/files/{fileId}`,
      operationId: `readOwn${named}CaseFile`,
      summary: '凭回执打开答复的附件',
      tags: ['cases'],
      policy: anyone,
      limit: LIMITS.read,
      input: { params, headers: RECEIPT_KEY },
      responses: CONTENT,
      handler: async ({ params: { number, fileId: id }, headers, now }) =>
        answer((await own.byReceipt(number, headers['x-receipt-key'])).record, id, now),
    }),
    route({
      method: 'get',
      path: `/api/v1/me/${at}/{number}/case/files/{fileId}`,
      operationId: `readMy${named}CaseFile`,
      summary: '打开给我的答复的附件',
      tags: ['cases', 'me'],
      policy: evaluator,
      limit: LIMITS.staff,
      input: { params },
      responses: CONTENT,
      handler: async ({ actor, params: { number, fileId: id }, now }) =>
        answer((await own.ofPerson(actor, number, now)).record, id, now),
    }),
  ];
}
