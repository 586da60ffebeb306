import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AttachmentModel, type AttachmentRecord } from '../../server/src/modules/attachments/model.js';
import { folderStore } from '../../server/src/modules/attachments/stores/folder.js';
import { pdf } from '../attachments/support.js';
import type { World } from './world.js';

type Placed = Pick<AttachmentRecord, 'caseId' | 'use' | 'accountId' | 'named'>;

/** A PDF that lies there as if this account had uploaded it. */
export async function fileAt({ system }: World, placed: Placed): Promise<string> {
  const fileId = randomUUID();
  await AttachmentModel.create({
    ...placed,
    _id: fileId,
    slot: 0,
    name: '说明.pdf',
    type: 'application/pdf',
    bytes: pdf().length,
    digest: '0'.repeat(64),
    receivedAt: new Date(),
    stored: true,
  });
  await folderStore(join(system.dataDir, 'data', 'attachments')).write(fileId, pdf());
  return fileId;
}

/** What an upload brings with it. */
export const UPLOADED = {
  body: pdf().toString('latin1'),
  headers: { 'Content-Type': 'application/octet-stream' },
};
