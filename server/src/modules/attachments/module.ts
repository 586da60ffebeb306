import { resolve } from 'node:path';
import type { Config } from '../../config/config.js';
import { datedRule } from '../../jobs/retention.js';
import type { ServerModule } from '../../module.js';
import { createAttachments, removeFiles, type Attachments } from './attachments.js';
import { AttachmentModel, type AttachmentHome, type AttachmentRecord } from './model.js';
import { databaseStore } from './stores/database.js';
import { folderStore } from './stores/folder.js';

/** The ids of those of these files that are named, by what the cases, or the appeals, themselves say. */
export type NamedFiles = (files: readonly { id: string; caseId: string }[]) => Promise<ReadonlySet<string>>;

/** The store the configuration chooses, the files in it, and what the system does with them. */
export function createAttachmentStore(
  { ATTACHMENT_STORE, dataDir }: Pick<Config, 'ATTACHMENT_STORE' | 'dataDir'>,
  namedFiles: Readonly<Record<AttachmentHome['use'], NamedFiles>>,
): { attachments: Attachments; module: ServerModule } {
  const store =
    ATTACHMENT_STORE === 'database' ? databaseStore() : folderStore(resolve(dataDir, 'attachments'));
  const unused = datedRule<AttachmentRecord>({
    name: 'unused_attachments',
    what: '传了没有用上的附件',
    // Longer than a move may still name it: what is being named is never removed under its hands.
    days: 1,
    model: AttachmentModel,
    field: 'receivedAt',
    where: { named: false },
    async needed(ids) {
      const records = await AttachmentModel.find({ _id: { $in: ids } }, { caseId: 1, use: 1 }).lean<
        AttachmentRecord[]
      >();
      const namedBy = (use: AttachmentHome['use']) =>
        namedFiles[use](
          records.filter((one) => one.use === use).map(({ _id, caseId }) => ({ id: _id, caseId })),
        );
      const named = new Set([
        ...(await namedBy('case')),
        ...(await namedBy('appeal')),
        ...(await namedBy('feedback')),
        ...(await namedBy('paper')),
      ]);
      await AttachmentModel.updateMany({ _id: { $in: [...named] } }, { $set: { named: true } });
      return named;
    },
    remove: (ids) => removeFiles(store, ids),
  });
  return { attachments: createAttachments(store), module: { retention: [unused] } };
}
