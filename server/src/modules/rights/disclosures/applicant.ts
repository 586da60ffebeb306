import type { Keys } from '../../../keys.js';
import { recordAudit } from '../../audit/index.js';
import { recordOwnUse } from './disclosures.js';
import { lookAtApplicant, type RevealedEvaluator } from '../../evaluators/index.js';

/** Why personal data are opened; each opening is audited under its purpose. */
export type RevealPurpose = 'provincial_forwarding' | 'progress_message' | 'invitation';

/**
 * Opens what was told of an applicant, for a stated purpose; an audit entry is written first, so that no opening goes untold.
 * @param subjectId what it is opened for, such as the id of the rating that is forwarded
 * @returns undefined for an unknown snapshot, and for an evaluator who was erased
 */
export async function revealApplicant(
  keys: Keys,
  applicantId: string,
  purpose: RevealPurpose,
  subjectId: string,
  now: Date,
): Promise<RevealedEvaluator | undefined> {
  const known = await lookAtApplicant(applicantId);
  if (!known) return undefined;
  const { evaluatorId, told } = known;
  const used = purpose === 'provincial_forwarding' ? told : told.filter((field) => field === 'phone');
  await Promise.all([
    recordAudit({
      at: now,
      action: 'evaluator.revealed',
      actor: { kind: 'system', id: purpose },
      subject: { kind: 'evaluator', id: evaluatorId },
      detail: { purpose, caseId: subjectId },
    }),
    recordOwnUse(purpose, evaluatorId, subjectId, used, now),
  ]);
  return known.open(keys);
}
