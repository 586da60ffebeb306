import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseOf, type CaseEvent } from '@haochaping/shared/domain/cases/index';
import { AttachmentModel, type AttachmentRecord } from '../../server/src/modules/attachments/model.js';
import { folderStore } from '../../server/src/modules/attachments/stores/folder.js';
import { CaseModel, type CaseRecord } from '../../server/src/modules/cases/index.js';
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

/** A case is answered, by the department, with a file that lies there as if this account had uploaded it. */
export async function answerWithFile(
  world: World,
  { _id: caseId, events }: Pick<CaseRecord, '_id' | 'events'>,
  accountId: string,
): Promise<string> {
  const fileId = await fileAt(world, { caseId, use: 'case', accountId, named: true });
  const answer: CaseEvent = {
    type: 'answered',
    kind: 'rectified',
    text: '已经整改好了',
    attachments: [fileId],
    at: new Date(),
    by: { id: accountId, role: 'department' },
  };
  const told = [...events, answer];
  await CaseModel.updateOne({ _id: caseId }, { $set: { events: told, state: caseOf(told) } });
  return fileId;
}

/** What an upload brings with it. */
export const UPLOADED = {
  body: pdf().toString('latin1'),
  headers: { 'Content-Type': 'application/octet-stream' },
};
