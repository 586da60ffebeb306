import type { QueryFilter } from 'mongoose';
import type { TargetKind } from '@haochaping/shared/domain';
import { containing, isDuplicateKey } from '../../database.js';
import { AppError, wrongField } from '../../http/errors.js';
import { recordAudit } from '../audit/index.js';
import { listRecords } from '../directory/index.js';
import { describePlace, type Described } from './attribution.js';
import { StaticCodeModel, type StaticCodeRecord } from './model.js';
import { randomBase58, STATIC_CODE_LENGTH } from './tokens.js';

export interface DescribedStaticCode extends Described {
  record: StaticCodeRecord;
}

/** Names no account: somebody looked up a place on the home page, and its code was made. */
export const PUBLIC = 'public';

/** The code that stands for a target; made on first need, and the same ever after, so that a printed sheet never goes stale. */
export async function ensureStaticCode(
  targetKind: TargetKind,
  targetCode: string,
  by: string,
  now: Date,
): Promise<DescribedStaticCode> {
  const described = await describePlace(targetKind, targetCode, now);
  if (!described) throw wrongField('targetCode', `目录里没有 ${targetCode}，请核对`);
  const known = await StaticCodeModel.findOne({ targetKind, targetCode }).lean<StaticCodeRecord>();
  if (known) return { ...described, record: known };
  const record: StaticCodeRecord = {
    _id: randomBase58(STATIC_CODE_LENGTH),
    targetKind,
    targetCode,
    createdAt: now,
    createdBy: by,
  };
  try {
    await StaticCodeModel.create(record);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return ensureStaticCode(targetKind, targetCode, by, now);
  }
  await recordAudit({
    at: now,
    action: 'static_code.created',
    actor: by === PUBLIC ? { kind: 'system', id: PUBLIC } : { kind: 'staff', id: by },
    subject: { kind: targetKind, id: targetCode },
  });
  return { ...described, record };
}

/** What a printed code stands for now. @throws AppError `static_code_unknown` */
export async function findStaticCode(code: string, now: Date): Promise<DescribedStaticCode> {
  const record = await StaticCodeModel.findById(code).lean<StaticCodeRecord>();
  const described = record && (await describePlace(record.targetKind, record.targetCode, now));
  if (!record || !described) throw new AppError('static_code_unknown');
  return { ...described, record };
}

/** A page of codes, newest first, those made together by what they stand for; `search` is a part of the code itself, or of the code or today's name of what it stands for. */
export async function listStaticCodes(
  search: string | undefined,
  page: number,
  pageSize: number,
  now: Date,
): Promise<{ records: StaticCodeRecord[]; total: number }> {
  const filter = search ? await matching(search, now) : {};
  const [records, total] = await Promise.all([
    StaticCodeModel.find(filter)
      .sort({ createdAt: -1, targetCode: 1, _id: 1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<StaticCodeRecord[]>(),
    StaticCodeModel.countDocuments(filter),
  ]);
  return { records, total };
}

/** The directory's kinds behind printed codes. */
const PLACES_IN_DIRECTORY = ['windows', 'halls', 'platforms', 'items', 'institutions', 'staff'] as const;

async function matching(search: string, now: Date): Promise<QueryFilter<StaticCodeRecord>> {
  const pattern = containing(search);
  const named = await Promise.all(PLACES_IN_DIRECTORY.map((kind) => listRecords(kind, { search }, now)));
  const codes = named.flatMap(({ items }) => items.map(({ code }) => code));
  return { $or: [{ _id: pattern }, { targetCode: pattern }, { targetCode: { $in: codes } }] };
}
