import { randomUUID } from 'node:crypto';
import {
  STAFF_ROLE_NAMES,
  type DisclosurePage,
  type DisclosureView,
  type StaffRole,
} from '@haochaping/shared/contracts';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import { insertBuilt, isDuplicateKey } from '../../../database.js';
import { pageOfRecords } from '../../../paging.js';
import { DisclosureModel, type DisclosurePurpose, type DisclosureRecord } from './model.js';

const PURPOSES: Readonly<Record<DisclosurePurpose, string>> = {
  call_back: '回访您的差评',
  own_request: '办理您本人的申请',
  provincial_forwarding: '依法报送省“好差评”系统',
  progress_message: '发短信告诉您评价有进展',
  invitation: '发短信请您评价',
  correction: '处理您的更正申请',
};

const FIELDS: Readonly<Record<string, string>> = {
  name: '姓名',
  phone: '电话',
  email: '邮箱地址',
  certNumber: '证件号码',
  handlerName: '经办人姓名',
  handlerCertNumber: '经办人证件号码',
  text: '您写的更正内容',
};

/** The receipt numbers of ratings and complaints, by id; both stand behind this module, so the composition root hands it in. */
export type RatingNumbers = (ratingIds: string[]) => Promise<Map<string, string>>;

/** Writes down a look at an evaluator's information, before it happens. */
export async function recordDisclosure(told: Omit<DisclosureRecord, '_id'>): Promise<void> {
  await DisclosureModel.create({ _id: randomUUID(), ...told });
}

/**
 * Writes down what the system itself opens for a rating, each purpose once: reported to the province, or written to, also
 * when that takes several tries.
 */
export async function recordOwnUse(
  purpose: 'provincial_forwarding' | 'progress_message' | 'invitation',
  evaluatorId: string,
  ratingId: string,
  fields: string[],
  at: Date,
): Promise<void> {
  const _id = `${purpose}:${ratingId}`;
  try {
    await insertBuilt(DisclosureModel, { _id, evaluatorId, at, purpose, fields, ratingId });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Who looked at the information of these evaluators, newest first. */
export async function disclosuresOf(
  evaluatorIds: string[],
  page: { page: number; pageSize: number },
  numbersOf: RatingNumbers,
): Promise<DisclosurePage> {
  const filter = { evaluatorId: { $in: evaluatorIds } };
  const order = { at: -1, _id: 1 } as const;
  const { records, total } = await pageOfRecords<DisclosureRecord>(DisclosureModel, filter, order, page);
  const numbers = await numbersOf(records.flatMap(({ ratingId }) => ratingId ?? []));
  return { items: records.map((record) => presentDisclosure(record, numbers)), total, ...page };
}

function presentDisclosure(record: DisclosureRecord, numbers: Map<string, string>): DisclosureView {
  const number = record.ratingId ? numbers.get(record.ratingId) : undefined;
  return {
    at: record.at.toISOString(),
    office: record.office ?? '三明市政务服务“好差评”系统',
    role: record.role ? (STAFF_ROLE_NAMES[record.role as StaffRole] ?? record.role) : null,
    purpose: saidOfNumber(number ?? '', PURPOSES[record.purpose]),
    data: record.fields.flatMap((field) => FIELDS[field] ?? []),
    rating: number ?? null,
  };
}
