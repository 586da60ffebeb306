import { filesOfAppeal, readsEvidence } from '@haochaping/shared/domain/appeals';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { z } from 'zod';
import { staff } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
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
} from '../attachments/index.js';
import { rolesThatMay } from '../staff/index.js';
import { FILING_PLACES, homeOfEvidence, mayAppeal, requireAppealed, type FilingPlace } from './filing.js';
import { AppealModel, type AppealRecord } from './model.js';
import { seenIn } from './veil.js';
import { appealContext, visibleAppeal } from './moves.js';

/** The ids of those of these files that an appeal against their case names. */
export async function filesNamedByAppeals(
  files: readonly { id: string; caseId: string }[],
): Promise<ReadonlySet<string>> {
  const caseIds = [...new Set(files.map(({ caseId }) => caseId))];
  const appeals = await AppealModel.find({ caseId: { $in: caseIds } }, { events: 1 }).lean<
    Pick<AppealRecord, 'events'>[]
  >();
  const named = new Set(appeals.flatMap(({ events }) => events.flatMap((one) => [...filesOfAppeal(one)])));
  return new Set(files.map(({ id }) => id).filter((id) => named.has(id)));
}

const shared = { tags: ['staff', 'appeals'], limit: LIMITS.staff } as const;
type CalendarNow = () => Promise<WorkCalendar>;

/** Evidence on its way: uploaded where the appeal is made, and taken back again. Only by who may appeal now. */
export function evidenceRoutes(of: FilingPlace, attachments: Attachments, calendar: CalendarNow): Route[] {
  const { named, aboutOf } = FILING_PLACES[of];
  const path = `/api/v1/staff/${of}/{id}/appeal/files`;
  const params = z.strictObject({ id: z.uuid('编号不对'), fileId });
  const policy = staff(...rolesThatMay('appeals.file'));
  return [
    route({
      ...shared,
      ...UPLOAD,
      method: 'post',
      path,
      operationId: `uploadAppealFileOf${named}`,
      summary:
        '传一个申诉的凭据：照片（JPEG、PNG，去掉拍摄信息）或 PDF；申诉时写上它的编号，一天没用上就清理',
      policy,
      input: { ...UPLOAD.input, params: params.omit({ fileId: true }) },
      handler: async ({ actor, params: { id }, query, raw, now }) => {
        const found = await mayAppeal(actor, aboutOf(id), await calendar(), now);
        const subject = { kind: 'case', id: found.record._id } as const;
        const upload = {
          home: homeOfEvidence(found.record._id),
          accountId: actor.accountId,
          name: query.name,
          bytes: raw,
          audit: (attachmentId: string) => tellUploaded({ of: subject, attachmentId, by: actor, at: now }),
        };
        return { status: 201, body: await attachments.receive(upload, now) };
      },
    }),
    route({
      ...shared,
      method: 'delete',
      path: `${path}/{fileId}`,
      operationId: `withdrawAppealFileOf${named}`,
      summary: '撤下自己传的、还没有用上的申诉凭据',
      policy,
      input: { params },
      responses: { 204: { description: '撤下了' } },
      handler: async ({ actor, params: { id, fileId: one }, now }) => {
        const { record } = await requireAppealed(actor, aboutOf(id), await calendar(), now);
        const subject = { kind: 'case', id: record._id } as const;
        const audit = () => tellWithdrawn({ of: subject, attachmentId: one, by: actor, at: now });
        const home = homeOfEvidence(record._id);
        await attachments.withdraw({ home, accountId: actor.accountId, audit }, one);
        return { status: 204 };
      },
    }),
  ];
}

/** Evidence as it is read: by whose appeal it is and who decides, each opening in the audit log. */
export const evidenceOfAppeal = (attachments: Attachments, calendar: CalendarNow): Route =>
  route({
    ...shared,
    method: 'get',
    path: '/api/v1/staff/appeals/{id}/files/{fileId}',
    operationId: 'readAppealFile',
    summary: '打开申诉的一个凭据；只有申诉的单位和决定的单位打得开，记入审计日志',
    policy: staff(...rolesThatMay('appeals.list')),
    input: { params: z.strictObject({ id: z.uuid('申诉编号不对'), fileId }) },
    responses: CONTENT,
    handler: async ({ actor, params: { id, fileId: one }, now }) => {
      const record = await visibleAppeal(actor, id);
      const { appeal, events, caseId } = record;
      const seenOf = await seenIn(actor, [record], now);
      const context = await appealContext(actor, record, await calendar(), now);
      const reads = seenOf(record).words && readsEvidence(appeal, context);
      if (!reads || !events.some((event) => filesOfAppeal(event).includes(one))) throw unknownFile();
      const opened = await attachments.open(homeOfEvidence(caseId), one);
      await tellRead({ of: { kind: 'appeal', id }, attachmentId: one, by: actor, at: now });
      return leaving(opened);
    },
  });
