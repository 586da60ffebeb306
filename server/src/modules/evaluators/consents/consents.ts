import { randomUUID } from 'node:crypto';
import type { ConsentInput, ConsentRecordView, ConsentsView } from '@haochaping/shared/contracts';
import { inTransaction } from '../../../database.js';
import { AppError } from '../../../http/errors.js';
import { recordAudit } from '../../audit/index.js';
import { ConsentModel, type ConsentRecord } from './model.js';
import { currentNotice, type Notice } from './notices.js';

/** The questions that are answered once for each version of the notice; third parties are asked about each time. */
const isStanding = (purpose: string) => !purpose.startsWith('third_party:');

/**
 * Records the answer to a question of consent, given to the notice in force; answers stand beside each other, so that
 * withdrawing is an answer of its own. Source: PIPL articles 14 to 16 and 23; FA-3.3-c.
 * @throws AppError `not_found` for a question the notice does not ask, `conflict` when the notice has a newer version
 */
export async function recordConsent(
  notices: readonly Notice[],
  accountId: string,
  input: ConsentInput,
  now: Date,
): Promise<ConsentRecord> {
  const notice = currentNotice(notices);
  if (input.version !== notice.version)
    throw new AppError('conflict', {
      message: '隐私告知已经换了新的一版，请先看新版再决定；刚才的选择没有记下',
    });
  const question = notice.questions.find(({ purpose }) => purpose === input.purpose);
  if (!question) throw new AppError('not_found', { message: '隐私告知里没有这一项' });
  const record: ConsentRecord = {
    _id: randomUUID(),
    accountId,
    purpose: input.purpose,
    version: input.version,
    given: input.given,
    at: now,
    occasion: input.occasion ?? null,
    recipient: question.recipient,
    data: question.data,
  };
  const audited = {
    at: now,
    action: input.given ? 'consent.given' : 'consent.refused',
    actor: { kind: 'evaluator' as const, id: accountId },
    subject: { kind: 'consent' as const, id: record._id },
    detail: { purpose: input.purpose, version: input.version },
  };
  await inTransaction(async (session) => {
    await recordAudit(audited, session);
    await ConsentModel.create([record], { session });
  });
  return record;
}

type ConsentState = ConsentsView['standing'][number]['state'];

/** What the latest answer amounts to under the notice in force. A newer notice is asked about anew. */
export function consentState(
  latest: Pick<ConsentRecord, 'given' | 'version'> | undefined,
  current: number,
): ConsentState {
  if (!latest) return 'never_asked';
  if (!latest.given) return 'refused';
  return latest.version === current ? 'given' : 'ask_again';
}

/** The standing questions that are asked before an account exists, or where it is used. */
export type StandingPurpose = 'privacy_notice' | 'real_name_check';

async function latestAnswer(asked: {
  accountId: string;
  purpose: string;
  occasion?: string;
}): Promise<ConsentRecord | undefined> {
  const latest = await ConsentModel.findOne(asked).sort({ at: -1 }).lean<ConsentRecord>();
  return latest ?? undefined;
}

/** What this person's latest answer to a standing question amounts to. */
export async function standingConsent(
  notices: readonly Notice[],
  accountId: string,
  purpose: StandingPurpose,
): Promise<ConsentState> {
  return consentState(await latestAnswer({ accountId, purpose }), currentNotice(notices).version);
}

/** Nobody agrees to a notice that is in force no more. @throws AppError `consent_needed` */
export function requireCurrentNotice(notices: readonly Notice[], agreed: number | undefined): void {
  if (agreed === undefined || agreed === currentNotice(notices).version) return;
  throw new AppError('consent_needed', {
    message: '隐私告知换了新的一版，请先看新版，同意了再做这一步；不同意也不影响评价',
    details: [{ field: 'noticeVersion', message: '不是现行的一版，请刷新页面' }],
  });
}

/**
 * What is agreed to in the request itself is recorded, once for each version; without a word of it an earlier agreement must
 * stand. Source: PIPL articles 13, 14.
 * @param agreed the version of the notice that was read and agreed to
 * @throws AppError `consent_needed`
 */
export async function agreeOrRequire(
  notices: readonly Notice[],
  accountId: string,
  { purpose, agreed }: { purpose: StandingPurpose; agreed: number | undefined },
  now: Date,
): Promise<void> {
  requireCurrentNotice(notices, agreed);
  if (agreed === undefined) return requireConsent(notices, accountId, purpose);
  if ((await standingConsent(notices, accountId, purpose)) === 'given') return;
  await recordConsent(notices, accountId, { purpose, version: agreed, given: true }, now);
}

/**
 * For whoever is about to use personal data: passes only when this person agreed, and still does. For a third party the
 * one hand-over must have been agreed to. Rating never asks this.
 * @throws AppError `consent_needed`
 */
export async function requireConsent(
  notices: readonly Notice[],
  accountId: string,
  purpose: string,
  occasion?: string,
): Promise<void> {
  const latest = await latestAnswer({
    accountId,
    purpose,
    ...(isStanding(purpose) ? {} : { occasion: occasion ?? '' }),
  });
  if (consentState(latest, currentNotice(notices).version) === 'given') return;
  throw new AppError('consent_needed', { details: [{ field: 'consent', message: purpose }] });
}

/** Whether somebody took back what their sign-in data were used for; nothing of them is opened any more. */
export async function tookBack(accountId: string): Promise<boolean> {
  const purpose: StandingPurpose = 'privacy_notice';
  return (await latestAnswer({ accountId, purpose }))?.given === false;
}

/** Every answer of a person, newest first. */
export async function consentsOf(accountId: string): Promise<ConsentRecord[]> {
  return ConsentModel.find({ accountId }).sort({ at: -1 }).limit(1000).lean<ConsentRecord[]>();
}

/** All a person answered, and what it amounts to now. */
export function presentConsents(notices: readonly Notice[], records: readonly ConsentRecord[]): ConsentsView {
  const { version, questions } = currentNotice(notices);
  return {
    noticeVersion: version,
    standing: questions
      .filter(({ purpose }) => isStanding(purpose))
      .map(({ purpose }) => ({
        purpose,
        state: consentState(
          records.find((record) => record.purpose === purpose),
          version,
        ),
      })),
    records: records.map((record) => presentConsent(notices, record)),
  };
}

export function presentConsent(notices: readonly Notice[], record: ConsentRecord): ConsentRecordView {
  const asked = notices.find(({ version }) => version === record.version)?.questions ?? [];
  return {
    purpose: record.purpose,
    name: asked.find(({ purpose }) => purpose === record.purpose)?.name ?? record.purpose,
    version: record.version,
    given: record.given,
    at: record.at.toISOString(),
    occasion: record.occasion ?? null,
    recipient: record.recipient ?? null,
    data: [...record.data],
  };
}
