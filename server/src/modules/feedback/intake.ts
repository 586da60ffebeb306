import { randomUUID } from 'node:crypto';
import type { FeedbackInput } from '@haochaping/shared/contracts';
import { dayOf, weekOf } from '@haochaping/shared/domain';
import { receivedFeedback } from '@haochaping/shared/domain/feedback';
import { isDuplicateKey } from '../../database.js';
import { AppError } from '../../http/errors.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import { effect } from '../../jobs/effects.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { datedNumber } from '../../numbers.js';
import type { Attachments } from '../attachments/index.js';
import { auditEvent } from '../audit/index.js';
import {
  dropApplicant,
  keepContact,
  requireCurrentNotice,
  type Contact,
  type Notice,
} from '../evaluators/index.js';
import { spendPhoneCode } from '../peers/index.js';
import { blindIndex, createDataKey, discardDataKey } from '../vault/index.js';
import { aboutOf, type About } from './about.js';
import { accessKeyOf, feedbackKeyHash, idOfIntake } from './keys.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { AUTHOR, homeOf } from './files/homes.js';

export interface FeedbackDesk {
  keys: Keys;
  /** Counts by number. */
  limits: Limiter;
  notices: readonly Notice[];
  attachments: Attachments;
}

export interface AcceptedFeedback {
  feedback: FeedbackRecord;
  accessKey: string;
  /** False when the same intake had been taken in before. */
  fresh: boolean;
}

/** More than a person has to say in a day; each is read by somebody. */
const PER_PHONE = { by: 'actor', points: 10, seconds: 86_400 } as const satisfies RateLimit;
const tooMany = () => '今天这个号码已经写了好几条；还有急事，请拨打 12345';

/**
 * Takes in what somebody writes on the page: no account, and a telephone number only if they like. One durable write. The same
 * intake twice gives the same receipt, without a second code.
 * @throws AppError `invalid_input` (unknown place), `wrong_code`, `consent_needed`, `too_many_requests`, `conflict` (the same
 * intake with other words), `invalid_input` for photos that were not uploaded for it
 */
export async function acceptFeedback(
  desk: FeedbackDesk,
  input: FeedbackInput,
  network: string,
  now: Date,
): Promise<AcceptedFeedback> {
  const { keys, attachments } = desk;
  const intakeKey = keyedDigest(keys.digest, 'feedback', input.intakeId);
  const before = await takenBefore(keys, intakeKey, input.text);
  if (before) return before;
  const about = await aboutOf(input, now);
  const id = idOfIntake(keys, input.intakeId);
  const files = [...new Set(input.files ?? [])];
  await attachments.check({ home: homeOf(id), accountId: AUTHOR, ids: files, field: 'files' }, now);
  await provePhone(desk, input, network, now);
  const kept = await keepFeedback(
    keys,
    {
      id,
      intakeKey,
      about,
      input,
      way: 'mini_program',
      cameOn: dayOf(now),
      contact: input.phone ? { phone: input.phone.number } : null,
      noticeVersion: input.phone?.noticeVersion ?? null,
      by: AUTHOR,
      files,
      mail: null,
    },
    now,
  );
  if (kept) {
    await attachments.named(files);
    return { feedback: kept, accessKey: accessKeyOf(keys, kept), fresh: true };
  }
  const same = await takenBefore(keys, intakeKey, input.text);
  if (!same) throw new AppError('conflict', { message: '没有送出去，请再点一次' });
  return same;
}

async function takenBefore(keys: Keys, intakeKey: string, text: string): Promise<AcceptedFeedback | null> {
  const feedback = await FeedbackModel.findOne({ intakeKey }).lean<FeedbackRecord>();
  if (!feedback) return null;
  if (feedback.text !== text)
    throw new AppError('conflict', { message: '这条意见已经收下，不能再改；还有话要说，请另外写一条' });
  return { feedback, accessKey: accessKeyOf(keys, feedback), fresh: false };
}

/** Nobody is written to at a number that is not in their hands. */
async function provePhone(
  { keys, limits, notices }: FeedbackDesk,
  { phone }: FeedbackInput,
  network: string,
  now: Date,
): Promise<void> {
  if (!phone) return;
  // Before the code is spent: it is still good once the new notice was read.
  requireCurrentNotice(notices, phone.noticeVersion);
  await limits.count('feedback.phone', PER_PHONE, blindIndex(keys, 'phone', phone.number), tooMany);
  await spendPhoneCode({ keys, limits }, { phone: phone.number, code: phone.code, network }, now);
}

/** What is kept, from wherever it came. */
export interface Told extends Pick<
  FeedbackRecord,
  'intakeKey' | 'way' | 'cameOn' | 'noticeVersion' | 'files' | 'mail'
> {
  id: string;
  about: About;
  input: Pick<FeedbackInput, 'topic' | 'text' | 'agreed'>;
  /** Where its author can be reached, if they said so. */
  contact: Contact | null;
  /** `author`, or the account that entered it. */
  by: string;
}

/** Keeps it in one write, the contact sealed before. Null when the same intake was kept meanwhile. */
export async function keepFeedback(keys: Keys, told: Told, now: Date): Promise<FeedbackRecord | null> {
  // A key of its own: the number belongs to nobody's account.
  const ownerId = randomUUID();
  const contactId = await sealed(keys, ownerId, told.contact, now);
  const record = recordOf(keys, told, contactId, now);
  try {
    await FeedbackModel.create([record]);
    return record;
  } catch (error) {
    // What was sealed for a feedback that is not there serves nobody.
    if (contactId) {
      await dropApplicant(contactId);
      await discardDataKey(ownerId);
    }
    if (!isDuplicateKey(error, '_id') && !isDuplicateKey(error, 'intakeKey')) throw error;
    return null;
  }
}

async function sealed(
  keys: Keys,
  ownerId: string,
  contact: Contact | null,
  now: Date,
): Promise<string | null> {
  if (!contact) return null;
  await createDataKey(keys, ownerId, now);
  return keepContact(keys, ownerId, contact, now);
}

function recordOf(keys: Keys, told: Told, contactId: string | null, now: Date): FeedbackRecord {
  const { id, intakeKey, about, input, way, cameOn, noticeVersion, by, files, mail } = told;
  const { topic, text, agreed } = input;
  const entered = by !== AUTHOR;
  return {
    _id: id,
    number: datedNumber('DP', now),
    intakeKey,
    accessKeyHash: feedbackKeyHash(keys, accessKeyOf(keys, { intakeKey })),
    way,
    contactId,
    noticeVersion,
    ...about,
    text,
    cameOn,
    receivedAt: now,
    receivedWeek: weekOf(now),
    files,
    mail,
    version: 1,
    events: [{ type: 'received', at: now, by }],
    standing: receivedFeedback(topic, agreed),
    trail: [
      auditEvent({
        at: now,
        action: entered ? 'feedback.entered' : 'feedback.accepted',
        actor: entered ? { kind: 'staff', id: by } : { kind: 'evaluator', id: 'unnamed' },
        subject: { kind: 'feedback', id },
        detail: { cameBy: way, words: text.length },
      }),
    ],
    pending: [effect('audit', now)],
    dead: [],
  };
}
