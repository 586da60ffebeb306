import { randomUUID } from 'node:crypto';
import type { Applicant } from '@haochaping/shared/contracts';
import { insertBuilt, isDuplicateKey } from '../../database.js';
import { gatherFinds, gatherLists } from '../../gather.js';
import { datedRule, type RetentionRule } from '../../jobs/retention.js';
import type { Keys } from '../../keys.js';
import { inserting, type Write } from '../../writes.js';
import {
  createDataKey,
  discardDataKey,
  OwnerErasedError,
  blindIndex,
  documentIndexOf,
  openFields,
  sealFields,
  sealUnder,
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
  /** Only of who wrote a mail; empty else. */
  email: string;
  handler?: { name: string; certType: string; certNumber: string };
}

const contextOf = (applicantId: string) => `applicant:${applicantId}`;

/** Which evaluator is meant: a document, and the telephone number it was told with. */
type Told = Pick<Applicant, 'certNumber'> & { certType: string; phone?: string };

/** An evaluator as they are kept, or as they will be where nobody told of them before. */
export interface FoundEvaluator {
  evaluator: EvaluatorRecord;
  known: boolean;
}

const evaluatorsOf = gatherLists<EvaluatorRecord>(EvaluatorModel, 'documentIndex');

/** Looks for the evaluator behind a document and the telephone number it was told with; says nothing about the person. */
export async function findEvaluator(keys: Keys, told: Told, now: Date): Promise<FoundEvaluator> {
  const documentIndex = documentIndexOf(keys, told);
  const phoneIndex = told.phone ? blindIndex(keys, 'phone', told.phone) : null;
  const certIndex = phoneIndex ? blindIndex(keys, 'cert', `${documentIndex}:${phoneIndex}`) : documentIndex;
  const ofDocument = await evaluatorsOf(documentIndex);
  const evaluator = ofDocument.find((one) => one.certIndex === certIndex);
  if (evaluator) return { evaluator, known: true };
  const _id = randomUUID();
  const personId = ofDocument[0]?.personId ?? randomUUID();
  return {
    evaluator: { _id, certIndex, documentIndex, phoneIndex, personId, createdAt: now },
    known: false,
  };
}

/** As `findEvaluator`, and made on first sight. The same pair never makes two evaluators, also when told of concurrently. */
export async function enrolEvaluator(keys: Keys, told: Told, now: Date): Promise<EvaluatorRecord> {
  const { evaluator, known } = await findEvaluator(keys, told, now);
  if (known) return evaluator;
  const { _id } = evaluator;
  // The key first: an evaluator without a key could never be spoken of, a key without an evaluator is only spare.
  await createDataKey(keys, _id, now);
  try {
    await insertBuilt(EvaluatorModel, evaluator);
    return evaluator;
  } catch (error) {
    if (!isDuplicateKey(error, 'certIndex')) throw error;
    await discardDataKey(_id);
    return enrolEvaluator(keys, told, now);
  }
}

/** What a report tells of its applicant, sealed and not yet kept. */
export interface SealedApplicant {
  /** The snapshot's id, to be kept with the event. */
  applicantId: string;
  /** What keeps it, in this order: a new evaluator first, whose key is taken where somebody told of them meanwhile. */
  writes: Write[];
  /** Undoes what was made for an evaluator whom others made first. */
  giveUp(): Promise<void>;
}

/** Seals what was told of the applicant of one service event, for whoever keeps it together with the event. */
export async function sealApplicant(
  keys: Keys,
  { evaluator, known }: FoundEvaluator,
  applicant: Applicant,
  now: Date,
): Promise<SealedApplicant> {
  const { _id } = evaluator;
  // The key first, as in `enrolEvaluator`.
  const dataKey = known ? undefined : await createDataKey(keys, _id, now);
  const snapshot = await snapshotOf(keys, _id, applicant, now, dataKey);
  const writes = [
    ...(known ? [] : [inserting(EvaluatorModel, evaluator)]),
    inserting(ApplicantModel, snapshot),
  ];
  return { applicantId: snapshot._id, writes, giveUp: () => discardDataKey(_id) };
}

/** @param dataKey the evaluator's, for who has it at hand */
async function snapshotOf(
  keys: Keys,
  evaluatorId: string,
  applicant: Applicant,
  now: Date,
  dataKey?: Buffer,
): Promise<ApplicantRecord> {
  const _id = randomUUID();
  const told = [evaluatorId, contextOf(_id), plainFields(applicant)] as const;
  const sealed = dataKey ? sealUnder(dataKey, ...told) : await sealFields(keys, ...told);
  const { kind, userProp, certType } = applicant;
  return { _id, evaluatorId, kind, userProp, certType, sealed, createdAt: now };
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
  const snapshot = await snapshotOf(keys, evaluatorId, applicant, now);
  await insertBuilt(ApplicantModel, snapshot);
  return snapshot._id;
}

/** Where somebody can be reached who told of something without a transaction. */
export type Contact = { phone: string } | { email: string };

/**
 * Keeps the number, or address, of somebody who told of a problem without a transaction, as an applicant's is kept: sealed, and opened for the
 * call-back under the same rules.
 * @param ownerId under whose data key
 * @returns the snapshot's id
 */
export async function keepContact(keys: Keys, ownerId: string, contact: Contact, now: Date): Promise<string> {
  const id = randomUUID();
  const sealed = await sealFields(keys, ownerId, contextOf(id), { ...contact });
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

/**
 * Decrypts a snapshot. Whoever calls it has a stated purpose, and has recorded it.
 * @returns undefined for an unknown snapshot, and for an evaluator who was erased
 */
export async function openApplicant(keys: Keys, applicantId: string): Promise<RevealedEvaluator | undefined> {
  return (await lookAtApplicant(applicantId))?.open(keys);
}

function revealedOf(record: ApplicantRecord, fields: Record<string, string>): RevealedEvaluator {
  const { name = '', certNumber = '', phone = '', email = '', handlerName, handlerCertType = '' } = fields;
  return {
    kind: record.kind,
    userProp: record.userProp,
    certType: record.certType,
    name,
    certNumber,
    phone,
    email,
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
