import { CaseFile, CaseFileQuery } from '@haochaping/shared/contracts';
import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES } from '@haochaping/shared/domain/attachments';
import { z } from 'zod';
import { asDownload } from '../../http/download.js';
import { AppError } from '../../http/errors.js';
import type { RateLimit } from '../../http/route.js';

/** A photo is drawn anew: work for the processor, which nine of a case and their second tries do not exceed. */
const UPLOADS = { by: 'actor', points: 60, seconds: 300 } as const satisfies RateLimit;

export const fileId = z.uuid('附件编号不对');

/** What every route that takes a file has alike: how often, what comes in, what goes out. */
export const UPLOAD = {
  limit: UPLOADS,
  input: {
    query: CaseFileQuery,
    raw: { contentTypes: ['application/octet-stream'], maxBytes: MAX_ATTACHMENT_BYTES },
  },
  responses: { 201: { description: '收下的附件', body: CaseFile } },
} as const;

export const CONTENT = { 200: { description: '附件，只供保存', contentType: ATTACHMENT_TYPES } } as const;

/** A file with its bytes, and the account it was uploaded by. */
export interface OpenedFile {
  file: CaseFile;
  accountId: string;
  content: Buffer;
}

/** The file as it leaves: never a page of ours, whatever is in it. */
export function leaving({ file, content }: Pick<OpenedFile, 'file' | 'content'>) {
  const ending = file.name.slice(file.name.lastIndexOf('.'));
  return {
    status: 200 as const,
    body: content,
    headers: { 'content-type': file.type, ...asDownload(file.name, `attachment${ending}`) },
  };
}

export const unknownFile = () => new AppError('not_found', { message: '没有找到这个附件' });
