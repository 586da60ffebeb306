import { createHash } from 'node:crypto';
import { OPEN_DATA_FILE } from '@haochaping/shared/contracts';
import { FORMULAS, openCsv, openRow, type OpenMonth } from '@haochaping/shared/domain/figures/index';
import { AppError } from '../../http/errors.js';
import { inventedCity } from '../statistics/index.js';
import { latestEdition } from './editions.js';
import type { EditionRecord } from './model.js';

export interface OpenFile {
  bytes: Buffer;
  contentType: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const CSV_TYPE = 'text/csv; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/** What the file of that name holds; the same bytes as long as there is no newer version. @throws AppError `not_found` */
export async function openDataFile(name: string): Promise<OpenFile> {
  const [, month = '', form, checksum] = OPEN_DATA_FILE.exec(name) ?? [];
  const edition = month ? await latestEdition(month) : null;
  if (!edition)
    throw new AppError('not_found', {
      message: `没有 ${name}：这个月还没有公布，或者文件名不对（如 2026-10.json）`,
    });
  const data = await openMonth(edition);
  const bytes = Buffer.from(form === 'json' ? `${JSON.stringify(data, null, 1)}\n` : openCsv(data.rows));
  if (!checksum) return { bytes, contentType: form === 'json' ? JSON_TYPE : CSV_TYPE };
  const sum = createHash('sha256').update(bytes).digest('hex');
  return { bytes: Buffer.from(`${sum}  ${month}.${form ?? ''}\n`), contentType: TEXT_TYPE };
}

async function openMonth(edition: EditionRecord): Promise<OpenMonth> {
  const { month, version, publishedAt, dataUntil, note, rows } = edition;
  return {
    title: '三明市政务服务好差评',
    month,
    version,
    publishedAt: publishedAt.toISOString(),
    dataUntil,
    note,
    invented: (await inventedCity()) !== null,
    formulas: FORMULAS,
    rows: rows.map(openRow),
  };
}
