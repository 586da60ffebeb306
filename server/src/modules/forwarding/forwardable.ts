import { findServiceEvent, type ServiceEventRecord, type TransactionRecord } from '../channels/index.js';
import type { RevealedEvaluator } from '../evaluators/index.js';
import { forwardedWords, type RatingRecord } from '../ratings/index.js';
import type {
  ForwardableEvent,
  ForwardableRating,
  ForwardableTransaction,
  RevealedApplicant,
} from './dialect.js';

interface TheService {
  service: { transaction: ForwardableTransaction | null; event: ForwardableEvent | null };
  /** The snapshot of its applicant, as told at that very event. */
  applicantId: string | null;
}

/** A service event as a provincial system may ask for it; nulls when there is none. */
export async function serviceOf(
  projectNo: string | null | undefined,
  serviceNumber: number | null | undefined,
): Promise<TheService> {
  const found = projectNo && serviceNumber ? await findServiceEvent(projectNo, serviceNumber) : null;
  if (!found) return { service: { transaction: null, event: null }, applicantId: null };
  const { transaction, event } = found;
  return {
    service: { transaction: transactionOf(transaction), event: eventOf(event) },
    applicantId: event.applicantId,
  };
}

function transactionOf(record: TransactionRecord): ForwardableTransaction {
  return {
    projectNo: record._id,
    projectName: record.projectName,
    item: { code: record.taskCode, name: record.itemName },
    regionCode: record.regionCode,
  };
}

function eventOf(record: ServiceEventRecord): ForwardableEvent {
  return {
    nodeName: record.nodeName,
    proStatus: record.proStatus,
    acceptedAt: record.acceptedAt,
    finishedAt: record.finishedAt ?? null,
    servedAt: record.servedAt,
  };
}

/**
 * A rating with its service and all that was said about it so far, the applicant left out: personal data are opened only
 * when nothing else is missing.
 */
export async function forwardableOf(
  rating: RatingRecord,
): Promise<{ forwardable: ForwardableRating; applicantId: string | null }> {
  const { service, applicantId } = await serviceOf(rating.projectNo, rating.serviceNumber);
  const forwardable: ForwardableRating = {
    ratingId: rating._id,
    kind: rating.kind,
    level: rating.level,
    ratedAt: rating.ratedAt,
    channel: rating.channel,
    options: [...new Set(rating.details.flatMap(({ options }) => options))],
    text: forwardedWords(rating).join('\n'),
    ...service,
    applicant: null,
  };
  return { forwardable, applicantId };
}

/** The applicant in clear, in the shape a dialect takes. */
export function applicantOf(revealed: RevealedEvaluator): RevealedApplicant {
  const { userProp, name, certType, certNumber, phone, handler } = revealed;
  return {
    userProp,
    name,
    certificate: { type: certType, number: certNumber },
    phone: phone || null,
    handler: handler
      ? { name: handler.name, certificate: { type: handler.certType, number: handler.certNumber } }
      : null,
  };
}
