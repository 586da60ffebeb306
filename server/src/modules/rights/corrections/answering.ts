import type {
  CorrectionDecisionInput,
  StaffCorrectionPage,
  StaffCorrectionQuery,
  StaffCorrectionRow,
  StaffCorrectionView,
} from '@haochaping/shared/contracts';
import {
  actsAs,
  CORRECTION_FIELD_NAMES,
  CORRECTION_STATE_NAMES,
  isOpenCorrection,
  officesInWords,
  reaches,
} from '@haochaping/shared/domain';
import type { QueryFilter } from 'mongoose';
import { inTransaction } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import { countShown, pageOfShown } from '../../../paging.js';
import { recordAudit } from '../../audit/index.js';
import { correctionContext, CorrectionModel, type CorrectionRecord } from './model.js';
import { recordDisclosure } from '../disclosures/disclosures.js';
import { OwnerErasedError, openFields, sealFields } from '../../vault/index.js';
import { partyOf } from '../../staff/index.js';
import type { RatingsAbout } from '../reveal/rating-in-question.js';

/** What answering a correction needs. */
export interface CorrectionAnswering {
  keys: Keys;
  ratingsAbout: RatingsAbout;
}

/**
 * What this office is competent to answer: `actsAs` as a filter. Nobody looks after what is asked about a rating of which they are the
 * rated side: the number tells the day, and the text who.
 */
const ofOffice = (
  actor: StaffActor,
  ratingsAbout: RatingsAbout,
  state: CorrectionRecord['state'] | undefined,
) => ({
  model: CorrectionModel,
  filter: {
    offices: { $elemMatch: { role: actor.role, jurisdiction: { $in: actor.regionCodes } } },
    ...(state ? { state } : {}),
  } as QueryFilter<CorrectionRecord>,
  order: { askedAt: state === 'waiting' ? 1 : -1, _id: 1 } as const,
  fields: { receipt: 1 },
  name: ({ receipt }: CorrectionRecord) => receipt,
  hidden: (numbers: string[]) => ratingsAbout(actor, 'number', numbers),
});

/** A page of the requests that this office answers, those waiting longest first. Tells nothing that a person wrote. */
export async function listCorrections(
  actor: StaffActor,
  { page, pageSize, state }: StaffCorrectionQuery,
  ratingsAbout: RatingsAbout,
): Promise<StaffCorrectionPage> {
  const list = ofOffice(actor, ratingsAbout, state);
  const { records, total } = await pageOfShown<CorrectionRecord>(list, { page, pageSize });
  return { items: records.map(presentRow), total, page, pageSize };
}

/** How many requests wait for an answer of this office. */
export async function countWaitingCorrections(
  actor: StaffActor,
  ratingsAbout: RatingsAbout,
): Promise<number> {
  return countShown<CorrectionRecord>(ofOffice(actor, ratingsAbout, 'waiting'));
}

function presentRow({
  _id,
  field,
  state,
  askedAt,
  closedAt,
  answeredBy,
}: CorrectionRecord): StaffCorrectionRow {
  return {
    id: _id,
    field,
    fieldName: CORRECTION_FIELD_NAMES[field],
    state,
    stateName: CORRECTION_STATE_NAMES[state],
    askedAt: askedAt.toISOString(),
    answeredAt: (answeredBy && closedAt?.toISOString()) ?? null,
  };
}

/** A request, with what the audit tells of the office that answers it. */
interface Answerable {
  record: CorrectionRecord;
  detail: { insteadOf?: string };
}

async function correctionOfOffice(
  actor: StaffActor,
  id: string,
  ratingsAbout: RatingsAbout,
): Promise<Answerable> {
  const record = await CorrectionModel.findById(id).lean<CorrectionRecord>();
  const about = await ratingsAbout(actor, 'number', record?.receipt ? [record.receipt] : []);
  const known =
    about.size === 0 && record?.offices.some(({ jurisdiction }) => reaches(actor.regionCodes, jurisdiction));
  if (!record || !known) throw new AppError('not_found', { message: '没有找到这件更正申请' });
  const office = actsAs(actor, record.offices);
  if (!office)
    throw new AppError('not_allowed', { message: `这件更正申请归${officesInWords(record.offices)}答复` });
  return { record, detail: office.insteadOf ? { insteadOf: office.insteadOf } : {} };
}

/**
 * Opens what a person wrote. The audit entry and what the person is told of it are durable before anything is decrypted.
 * @throws AppError `not_found`, also when the account has been erased; `not_allowed` for another office's; `conflict` when the person took it back: then nobody has
 * a reason to read it any more
 */
export async function openCorrection(
  { keys, ratingsAbout }: CorrectionAnswering,
  actor: StaffActor,
  id: string,
  now: Date,
): Promise<StaffCorrectionView> {
  const { record, detail } = await correctionOfOffice(actor, id, ratingsAbout);
  if (record.state === 'withdrawn')
    throw new AppError('conflict', { message: '申请人已经收回这件更正，不用看了' });
  await recordAudit({
    at: now,
    action: 'correction.opened',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'correction', id },
    detail,
  });
  const party = await partyOf(actor);
  await recordDisclosure({
    evaluatorId: record.accountId,
    at: now,
    purpose: 'correction',
    office: party.institutionName,
    role: party.role,
    fields: ['text'],
  });
  return present(keys, record);
}

async function present(keys: Keys, record: CorrectionRecord): Promise<StaffCorrectionView> {
  const { _id, accountId, sealed, receipt, answeredBy, state } = record;
  try {
    const { text = '', answer = null } = await openFields(keys, accountId, correctionContext(_id), sealed);
    return {
      ...presentRow(record),
      text,
      receipt: receipt ?? null,
      answer,
      office: answeredBy?.institutionName ?? null,
      may: isOpenCorrection(state) ? ['decide'] : [],
    };
  } catch (error) {
    if (!(error instanceof OwnerErasedError)) throw error;
    throw new AppError('not_found', { message: '申请人已经注销账号，这件更正申请随之删除了' });
  }
}

/**
 * The office answers, once: it was put right, or why not. The person reads it under their own request.
 * @throws AppError `not_found`, `not_allowed`, `conflict` when it was answered or withdrawn meanwhile
 */
export async function decideCorrection(
  { keys, ratingsAbout }: CorrectionAnswering,
  actor: StaffActor,
  id: string,
  { done, answer }: CorrectionDecisionInput,
  now: Date,
): Promise<StaffCorrectionView> {
  const { record, detail } = await correctionOfOffice(actor, id, ratingsAbout);
  const { accountId } = record;
  const [party, sealed] = await Promise.all([partyOf(actor), sealAnswer(keys, accountId, id, answer)]);
  const decided = await inTransaction(async (session) => {
    const closed = await CorrectionModel.findOneAndUpdate(
      { _id: id, accountId, state: 'waiting' },
      {
        $set: {
          state: done ? 'done' : 'refused',
          closedAt: now,
          'sealed.answer': sealed,
          answeredBy: { accountId: actor.accountId, institutionName: party.institutionName },
        },
      },
      { returnDocument: 'after', session },
    ).lean<CorrectionRecord>();
    if (!closed) throw new AppError('conflict', { message: '这件更正已经答复，或申请人收回了' });
    await recordAudit(
      {
        at: now,
        action: done ? 'correction.done' : 'correction.refused',
        actor: { kind: 'staff', id: actor.accountId },
        subject: { kind: 'correction', id },
        detail,
      },
      session,
    );
    return closed;
  });
  return present(keys, decided);
}

async function sealAnswer(keys: Keys, accountId: string, id: string, answer: string): Promise<string> {
  try {
    const { answer: sealed = '' } = await sealFields(keys, accountId, correctionContext(id), { answer });
    return sealed;
  } catch (error) {
    if (!(error instanceof OwnerErasedError)) throw error;
    throw new AppError('not_found', { message: '申请人已经注销账号，这件更正申请随之删除了' });
  }
}
