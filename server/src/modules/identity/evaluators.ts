import { randomUUID } from 'node:crypto';
import type { Applicant } from '@haochaping/shared/contracts';
import { isDuplicateKey } from '../../database.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import { EvaluatorModel, WrappedKeyModel, type EvaluatorRecord, type WrappedKeyRecord } from './model.js';
import { open, seal, unwrapDataKey, wrapNewDataKey } from './vault.js';

/** What an evaluator's sealed fields hold, in clear. Lives only as long as the purpose it was revealed for. */
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

const contextOf = (evaluatorId: string, field: string) => `evaluator:${evaluatorId}:${field}`;

function plainFields(applicant: Applicant): Record<string, string> {
  return {
    name: applicant.name,
    certNumber: applicant.certNumber,
    phone: applicant.phone,
    ...(applicant.handler
      ? {
          handlerName: applicant.handler.name,
          handlerCertType: applicant.handler.certType,
          handlerCertNumber: applicant.handler.certNumber,
        }
      : {}),
  };
}

/**
 * The evaluator for an applicant, made on first sight. Personal fields are encrypted before anything is written; name,
 * phone and handler follow what the business system says now. The same document never makes two evaluators, also
 * when told of concurrently.
 * @returns the evaluator's id, which says nothing about the person
 */
export async function enrolApplicant(keys: Keys, applicant: Applicant, now: Date): Promise<string> {
  const certIndex = keyedDigest(
    keys.blindIndex,
    'cert',
    `${applicant.certType}:${applicant.certNumber.toUpperCase()}`,
  );
  const known = await EvaluatorModel.findOne({ certIndex }).lean<EvaluatorRecord>();
  if (known) return refresh(keys, known._id, applicant, now);
  const id = randomUUID();
  const { dataKey, wrapped } = wrapNewDataKey(keys, id);
  // The key first: fields without their key would be lost, a key without fields is only spare.
  await WrappedKeyModel.create({ _id: id, wrapped, createdAt: now });
  try {
    await EvaluatorModel.create({
      _id: id,
      kind: applicant.kind,
      userProp: applicant.userProp,
      certType: applicant.certType,
      certIndex,
      sealed: sealFields(dataKey, id, plainFields(applicant)),
      createdAt: now,
      updatedAt: now,
    });
    return id;
  } catch (error) {
    if (!isDuplicateKey(error, 'certIndex')) throw error;
    await WrappedKeyModel.deleteOne({ _id: id });
    return enrolApplicant(keys, applicant, now);
  }
}

async function refresh(keys: Keys, id: string, applicant: Applicant, now: Date): Promise<string> {
  const dataKey = await dataKeyOf(keys, id);
  await EvaluatorModel.updateOne(
    { _id: id },
    {
      $set: {
        kind: applicant.kind,
        userProp: applicant.userProp,
        sealed: sealFields(dataKey, id, plainFields(applicant)),
        updatedAt: now,
      },
    },
  );
  return id;
}

function sealFields(dataKey: Buffer, id: string, fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, seal(dataKey, id, contextOf(id, field), value)]),
  );
}

async function dataKeyOf(keys: Keys, id: string): Promise<Buffer> {
  const record = await WrappedKeyModel.findById(id).lean<WrappedKeyRecord>();
  if (!record) throw new Error(`the data key of evaluator ${id} is gone`);
  return unwrapDataKey(keys, id, record.wrapped);
}

/**
 * Opens an evaluator's personal fields for a stated purpose; an audit entry is written first, so that no opening goes untold.
 * @param caseId what it is opened for, such as the id of the rating that is forwarded
 * @returns undefined for an unknown evaluator
 */
export async function revealEvaluator(
  keys: Keys,
  evaluatorId: string,
  purpose: RevealPurpose,
  caseId: string,
  now: Date,
): Promise<RevealedEvaluator | undefined> {
  const record = await EvaluatorModel.findById(evaluatorId).lean<EvaluatorRecord>();
  if (!record) return undefined;
  const dataKey = await dataKeyOf(keys, evaluatorId);
  await recordAudit({
    at: now,
    action: 'evaluator.revealed',
    actor: { kind: 'system', id: purpose },
    subject: { kind: 'evaluator', id: evaluatorId },
    detail: { purpose, caseId },
  });
  const sealed = record.sealed instanceof Map ? Object.fromEntries(record.sealed) : record.sealed;
  const field = (name: string): string | undefined => {
    const value = sealed[name];
    return value === undefined
      ? undefined
      : open((id) => (id === evaluatorId ? dataKey : undefined), contextOf(evaluatorId, name), value);
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
