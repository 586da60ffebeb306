import { randomUUID } from 'node:crypto';
import type { Applicant } from '@haochaping/shared/contracts';
import { insertBuilt, isDuplicateKey } from '../../database.js';
import { gatherFinds } from '../../gather.js';
import { datedRule, type RetentionRule } from '../../jobs/retention.js';
import type { Keys } from '../../keys.js';
import {
  createDataKey,
  discardDataKey,
  OwnerErasedError,
  blindIndex,
  documentIndexOf,
  openFields,
  sealFields,
} from '../vault/index.js';
import { ApplicantModel, EvaluatorModel, type ApplicantRecord, type EvaluatorRecord } from './model.js';

/** An applicant in clear. Lives only as long as the purpose it was revealed for. */
export interface RevealedEvaluator {
  kind: 'person' | 'business';
  userProp: string;
  certType: string;
  name: string;
  certNumber: string;
  phone: string;
  handler?: { name: string; certType: string; certNumber: string };
}

const contextOf = (applicantId: string) => `applicant:${applicantId}`;

/** Which evaluator is meant: a document, and the telephone number it was told with. */
type Told = Pick<Applicant, 'certNumber'> & { certType: string; phone?: string };

/**
 * The evaluator behind a document and the telephone number it was told with, made on first sight; says nothing about the
 * person. The same pair never makes two evaluators, also when told of concurrently.
 */
export async function enrolEvaluator(keys: Keys, told: Told, now: Date): Promise<EvaluatorRecord> {
  const documentIndex = documentIndexOf(keys, told);
  const phoneIndex = told.phone ? blindIndex(keys, 'phone', told.phone) : null;
  const certIndex = phoneIndex ? blindIndex(keys, 'cert', `${documentIndex}:${phoneIndex}`) : documentIndex;
  const ofDocument = await EvaluatorModel.find({ documentIndex }).lean<EvaluatorRecord[]>();
  const known = ofDocument.find((one) => one.certIndex === certIndex);
  if (known) return known;
  const _id = randomUUID();
  const personId = ofDocument[0]?.personId ?? randomUUID();
  const record: EvaluatorRecord = { _id, certIndex, documentIndex, phoneIndex, personId, createdAt: now };
  // The key first: an evaluator without a key could never be spoken of, a key without an evaluator is only spare.
  await createDataKey(keys, _id, now);
  try {
    await insertBuilt(EvaluatorModel, record);
    return record;
  } catch (error) {
    if (!isDuplicateKey(error, 'certIndex')) throw error;
    await discardDataKey(_id);
    return enrolEvaluator(keys, told, now);
  }
}

/** Whether two evaluators were told with the same document. */
export async function ofOneDocument(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const both = await EvaluatorModel.find({ _id: { $in: [one, other] } }).lean<EvaluatorRecord[]>();
  return both.length === 2 && both[0]?.documentIndex === both[1]?.documentIndex;
}

/**
 * Keeps what was told of the applicant of one service event, encrypted before it is written.
 * @returns the snapshot's id, to be kept with the event
 */
export async function keepApplicant(
  keys: Keys,
  evaluatorId: string,
  applicant: Applicant,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const sealed = await sealFields(keys, evaluatorId, contextOf(id), plainFields(applicant));
  const { kind, userProp, certType } = applicant;
  await insertBuilt(ApplicantModel, {
    _id: id,
    evaluatorId,
    kind,
    userProp,
    certType,
    sealed,
    createdAt: now,
  });
  return id;
}

/**
 * Keeps the number of somebody who told of a problem without a transaction, as an applicant's is kept: sealed, and opened for the
 * call-back under the same rules.
 * @param ownerId under whose data key
 * @returns the snapshot's id
 */
export async function keepContact(keys: Keys, ownerId: string, phone: string, now: Date): Promise<string> {
  const id = randomUUID();
  const sealed = await sealFields(keys, ownerId, contextOf(id), { phone });
  const unknown = { kind: 'person', userProp: '1', certType: '999' } as const;
  await ApplicantModel.create({ _id: id, evaluatorId: ownerId, ...unknown, sealed, createdAt: now });
  return id;
}

/** Removes a snapshot that nothing came to hold. */
export async function dropApplicant(applicantId: string): Promise<void> {
  await ApplicantModel.deleteOne({ _id: applicantId });
}

/** Snapshots are kept for a while only, and longer as long as somebody needs them; `needed` is handed in. */
export function applicantRetention(
  days: number,
  needed: (applicantIds: string[]) => Promise<ReadonlySet<string>>,
): RetentionRule {
  return datedRule<ApplicantRecord>({
    name: 'applicants',
    what: '办件申请人的姓名、证件和电话',
    days,
    model: ApplicantModel,
    field: 'createdAt',
    needed,
  });
}

function plainFields(applicant: Applicant): Record<string, string> {
  const { name, certNumber, phone, handler } = applicant;
  return {
    name,
    certNumber,
    ...(phone && { phone }),
    ...(handler
      ? {
          handlerName: handler.name,
          handlerCertType: handler.certType,
          handlerCertNumber: handler.certNumber,
        }
      : {}),
  };
}

const applicantOf = gatherFinds<ApplicantRecord>(ApplicantModel);

/** A snapshot before it is opened. */
export interface ClosedApplicant {
  evaluatorId: string;
  /** The names of the fields it holds. */
  told: string[];
  /**
   * Decrypts it. Whoever calls this has a stated purpose, and has recorded it.
   * @returns undefined for an evaluator who was erased
   */
  open(keys: Keys): Promise<RevealedEvaluator | undefined>;
}

/** A snapshot by its id; undefined for an unknown one. */
export async function lookAtApplicant(applicantId: string): Promise<ClosedApplicant | undefined> {
  const record = await applicantOf(applicantId);
  if (!record) return undefined;
  const { evaluatorId, sealed } = record;
  return {
    evaluatorId,
    told: sealed instanceof Map ? [...sealed.keys()] : Object.keys(sealed),
    async open(keys) {
      try {
        return revealedOf(record, await openFields(keys, evaluatorId, contextOf(applicantId), sealed));
      } catch (error) {
        if (error instanceof OwnerErasedError) return undefined;
        throw error;
      }
    },
  };
}

/** The evaluator a snapshot belongs to; null once it was removed. */
export async function applicantEvaluator(applicantId: string): Promise<string | null> {
  const record = await ApplicantModel.findById(applicantId, { evaluatorId: 1 }).lean<ApplicantRecord>();
  return record?.evaluatorId ?? null;
}

/**
 * Decrypts a snapshot. Whoever calls it has a stated purpose, and has recorded it.
 * @returns undefined for an unknown snapshot, and for an evaluator who was erased
 */
export async function openApplicant(keys: Keys, applicantId: string): Promise<RevealedEvaluator | undefined> {
  return (await lookAtApplicant(applicantId))?.open(keys);
}

function revealedOf(record: ApplicantRecord, fields: Record<string, string>): RevealedEvaluator {
  const { name = '', certNumber = '', phone = '', handlerName, handlerCertType = '' } = fields;
  return {
    kind: record.kind,
    userProp: record.userProp,
    certType: record.certType,
    name,
    certNumber,
    phone,
    ...(handlerName
      ? {
          handler: {
            name: handlerName,
            certType: handlerCertType,
            certNumber: fields.handlerCertNumber ?? '',
          },
        }
      : {}),
  };
}
