import { randomUUID } from 'node:crypto';
import type { Applicant } from '@haochaping/shared/contracts';
import { isDuplicateKey } from '../../database.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import {
  ApplicantModel,
  EvaluatorModel,
  WrappedKeyModel,
  type ApplicantRecord,
  type EvaluatorRecord,
  type WrappedKeyRecord,
} from './model.js';
import { open, seal, unwrapDataKey, wrapNewDataKey } from './vault.js';

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

/** Why personal data are opened; each opening is audited under its purpose. */
export type RevealPurpose = 'provincial_forwarding';

const contextOf = (applicantId: string, field: string) => `applicant:${applicantId}:${field}`;

/**
 * The evaluator behind a document, made on first sight; says nothing about the person. The same document never makes two
 * evaluators, also when told of concurrently.
 */
export async function enrolEvaluator(keys: Keys, applicant: Applicant, now: Date): Promise<string> {
  const certIndex = keyedDigest(
    keys.blindIndex,
    'cert',
    `${applicant.certType}:${applicant.certNumber.toUpperCase()}`,
  );
  const known = await EvaluatorModel.findOne({ certIndex }).lean<EvaluatorRecord>();
  if (known) return known._id;
  const id = randomUUID();
  // The key first: an evaluator without a key could never be spoken of, a key without an evaluator is only spare.
  await WrappedKeyModel.create({ _id: id, wrapped: wrapNewDataKey(keys, id).wrapped, createdAt: now });
  try {
    await EvaluatorModel.create({ _id: id, certIndex, createdAt: now });
    return id;
  } catch (error) {
    if (!isDuplicateKey(error, 'certIndex')) throw error;
    await WrappedKeyModel.deleteOne({ _id: id });
    return enrolEvaluator(keys, applicant, now);
  }
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
  const dataKey = await dataKeyOf(keys, evaluatorId);
  const sealed = Object.fromEntries(
    Object.entries(plainFields(applicant)).map(([field, value]) => [
      field,
      seal(dataKey, evaluatorId, contextOf(id, field), value),
    ]),
  );
  const { kind, userProp, certType } = applicant;
  await ApplicantModel.create({ _id: id, evaluatorId, kind, userProp, certType, sealed, createdAt: now });
  return id;
}

/** Removes a snapshot that no event came to hold. */
export async function dropApplicant(applicantId: string): Promise<void> {
  await ApplicantModel.deleteOne({ _id: applicantId });
}

function plainFields(applicant: Applicant): Record<string, string> {
  const { name, certNumber, phone, handler } = applicant;
  return {
    name,
    certNumber,
    phone,
    ...(handler
      ? {
          handlerName: handler.name,
          handlerCertType: handler.certType,
          handlerCertNumber: handler.certNumber,
        }
      : {}),
  };
}

async function dataKeyOf(keys: Keys, evaluatorId: string): Promise<Buffer> {
  const record = await WrappedKeyModel.findById(evaluatorId).lean<WrappedKeyRecord>();
  if (!record) throw new Error(`the data key of evaluator ${evaluatorId} is gone`);
  return unwrapDataKey(keys, evaluatorId, record.wrapped);
}

/**
 * Opens what was told of an applicant, for a stated purpose; an audit entry is written first, so that no opening goes untold.
 * @param subjectId what it is opened for, such as the id of the rating that is forwarded
 * @returns undefined for an unknown snapshot
 */
export async function revealApplicant(
  keys: Keys,
  applicantId: string,
  purpose: RevealPurpose,
  subjectId: string,
  now: Date,
): Promise<RevealedEvaluator | undefined> {
  const record = await ApplicantModel.findById(applicantId).lean<ApplicantRecord>();
  if (!record) return undefined;
  const { evaluatorId } = record;
  const dataKey = await dataKeyOf(keys, evaluatorId);
  await recordAudit({
    at: now,
    action: 'evaluator.revealed',
    actor: { kind: 'system', id: purpose },
    subject: { kind: 'evaluator', id: evaluatorId },
    detail: { purpose, caseId: subjectId },
  });
  const sealed = record.sealed instanceof Map ? Object.fromEntries(record.sealed) : record.sealed;
  const field = (name: string): string | undefined => {
    const value = sealed[name];
    return value === undefined
      ? undefined
      : open((id) => (id === evaluatorId ? dataKey : undefined), contextOf(applicantId, name), value);
  };
  const handlerName = field('handlerName');
  return {
    kind: record.kind,
    userProp: record.userProp,
    certType: record.certType,
    name: field('name') ?? '',
    certNumber: field('certNumber') ?? '',
    phone: field('phone') ?? '',
    ...(handlerName
      ? {
          handler: {
            name: handlerName,
            certType: field('handlerCertType') ?? '',
            certNumber: field('handlerCertNumber') ?? '',
          },
        }
      : {}),
  };
}
