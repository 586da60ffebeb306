import { createHash, randomUUID } from 'node:crypto';
import type { CaseFile } from '@haochaping/shared/contracts';
import {
  ATTACHMENT_WAITS_HOURS,
  attachmentName,
  isPicture,
  judgeContent,
  MOST_ATTACHMENTS,
} from '@haochaping/shared/domain/attachments';
import { isDuplicateKey } from '../../database.js';
import { AppError } from '../../http/errors.js';
import { AttachmentModel, type AttachmentHome, type AttachmentRecord } from './model.js';
import { unknownFile, type OpenedFile } from './answers.js';
import { redrawn } from './pictures.js';
import type { FileStore } from './stores/store.js';

/** What is uploaded: for what, by which account. */
export interface Upload {
  home: AttachmentHome;
  accountId: string;
  name: string;
  bytes: Buffer;
  /** Called before anything is kept or removed; what it rejects with ends the upload. */
  audit: (id: string) => Promise<void>;
}

/**
 * The files of cases and appeals: received, shown, named in moves. Who may see them is not decided here.
 */
export interface Attachments {
  /** Receives one file. @throws AppError `unsupported_type`, `invalid_input`, `conflict` (all places are taken) */
  receive(upload: Upload, now: Date): Promise<CaseFile>;
  /** Takes an upload back that no move names. @throws AppError `not_found` */
  withdraw(upload: Pick<Upload, 'home' | 'accountId' | 'audit'>, id: string): Promise<void>;
  /** That these may go with what this account says there. @param field of the request @throws AppError `invalid_input` */
  check(
    named: Pick<Upload, 'home' | 'accountId'> & { ids: readonly string[]; field: string },
    now: Date,
  ): Promise<void>;
  /** A move names them now. */
  named(ids: readonly string[]): Promise<void>;
  /** What people see of these files, by id. */
  describe(ids: readonly string[]): Promise<ReadonlyMap<string, CaseFile>>;
  /** A file that was uploaded there. @throws AppError `not_found` */
  open(home: AttachmentHome, id: string): Promise<OpenedFile>;
}

const HOUR_MS = 3_600_000;

/** What people see of a file. */
const presentFile = ({ _id, name, type, bytes }: AttachmentRecord): CaseFile => ({
  id: _id,
  name,
  type,
  bytes,
});

/** The files of cases and appeals, kept in this store. */
export function createAttachments(store: FileStore): Attachments {
  return {
    async receive({ home, accountId, name, bytes, audit }, now) {
      const verdict = judgeContent(bytes);
      if ('refused' in verdict) throw new AppError('unsupported_type', { message: verdict.refused });
      const { type } = verdict;
      const content = isPicture(type) ? await redrawn(bytes, type) : bytes;
      const id = randomUUID();
      await audit(id);
      const record: AttachmentRecord = {
        _id: id,
        ...home,
        accountId,
        slot: 0,
        name: attachmentName(name, type),
        type,
        bytes: content.length,
        digest: createHash('sha256').update(content).digest('hex'),
        receivedAt: now,
        stored: false,
        named: false,
      };
      // The record first: whatever a crash leaves of the bytes is found by it, and removed with it.
      await takePlace(record);
      try {
        await store.write(id, content);
        await AttachmentModel.updateOne({ _id: id }, { $set: { stored: true } });
      } catch (error) {
        await removeFiles(store, [id]).catch(() => undefined);
        throw error;
      }
      return presentFile(record);
    },
    async withdraw({ home, accountId, audit }, id) {
      const found = await AttachmentModel.exists({ _id: id, ...home, accountId, named: false });
      if (!found) throw new AppError('not_found', { message: '没有这个附件，或者已经用上了，不能撤下' });
      await audit(id);
      await removeFiles(store, [id]);
    },
    async check({ home, accountId, ids, field }, now) {
      if (ids.length === 0) return;
      const since = new Date(now.getTime() - ATTACHMENT_WAITS_HOURS * HOUR_MS);
      const good = await AttachmentModel.countDocuments({
        _id: { $in: [...ids] },
        ...home,
        accountId,
        stored: true,
        named: false,
        receivedAt: { $gt: since },
      });
      if (good === new Set(ids).size) return;
      const message = `有附件不是您刚为这一件传的，或者传了超过${ATTACHMENT_WAITS_HOURS}小时，请去掉它重新传`;
      throw new AppError('invalid_input', { message, details: [{ field, message }] });
    },
    async named(ids) {
      if (ids.length > 0)
        await AttachmentModel.updateMany({ _id: { $in: [...ids] } }, { $set: { named: true } });
    },
    async describe(ids) {
      if (ids.length === 0) return new Map();
      const found = await AttachmentModel.find({ _id: { $in: [...ids] } }).lean<AttachmentRecord[]>();
      return new Map(found.map((record) => [record._id, presentFile(record)]));
    },
    async open(home, id) {
      const record = await AttachmentModel.findOne({
        _id: id,
        ...home,
        stored: true,
      }).lean<AttachmentRecord>();
      const content = record && (await store.read(id));
      if (!record || !content) throw unknownFile();
      return { file: presentFile(record), accountId: record.accountId, content };
    },
  };
}

/** The first place that is free. @throws AppError `conflict` when all are taken */
async function takePlace(record: AttachmentRecord): Promise<void> {
  const { caseId, use, accountId } = record;
  const place = { caseId, use, accountId };
  const held = await AttachmentModel.find(place, { slot: 1 }).lean<{ slot: number }[]>();
  const taken = new Set(held.map(({ slot }) => slot));
  for (let slot = 0; slot < MOST_ATTACHMENTS; slot++) {
    if (taken.has(slot)) continue;
    try {
      await AttachmentModel.create([{ ...record, slot }]);
      return;
    } catch (error) {
      if (!isDuplicateKey(error, 'caseId')) throw error; // another upload of the same instant took it
    }
  }
  throw new AppError('conflict', {
    message: `这一件您已经传了${MOST_ATTACHMENTS}个附件，不能再多。没用上的可以先去掉，或者合成一个 PDF`,
  });
}

/** Removes files with their records; the bytes first, so that none is left that nobody knows of. */
export async function removeFiles(store: FileStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.remove(id);
  await AttachmentModel.deleteMany({ _id: { $in: [...ids] } });
}
