import { randomUUID } from 'node:crypto';
import type { ComplaintInput } from '@haochaping/shared/contracts';
import { weekOf, type Assurance } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../database.js';
import type { EvaluatorActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import type { Limiter } from '../../http/limiter.js';
import type { RateLimit } from '../../http/route.js';
import { effect } from '../../jobs/effects.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { datedNumber } from '../../numbers.js';
import { auditEvent } from '../audit/index.js';
import {
  dropApplicant,
  keepContact,
  phoneOfAccount,
  requireCurrentNotice,
  type Notice,
} from '../evaluators/index.js';
import { spendPhoneCode } from '../peers/index.js';
import { judgedLocally, moderated, type TextSettings } from '../ratings/index.js';
import { blindIndex, createDataKey, discardDataKey } from '../vault/index.js';
import { aboutOf } from './about.js';
import { ComplaintModel, type ComplaintRecord } from './model.js';
import { flaggedEvent } from './review.js';

export interface ComplaintDesk {
  keys: Keys;
  /** Counts by person and by number. */
  limits: Limiter;
  notices: readonly Notice[];
  texts: TextSettings;
}

export interface AcceptedComplaint {
  complaint: ComplaintRecord;
  accessKey: string;
  /** False when the same intake had been taken in before. */
  fresh: boolean;
}

/** More than a person has to complain about in a day; each is called back by somebody. */
const PER_PERSON = { by: 'actor', points: 10, seconds: 86_400 } as const satisfies RateLimit;
const tooMany = () => '今天您已经投诉了好几次；还有急事，请拨打 12345';

/** Derived, not stored: the same intake gets the same key again, and the database holds only its hash. */
const accessKeyOf = (keys: Keys, intakeKey: string) =>
  keyedDigest(keys.digest, 'complaint-key', intakeKey).slice(0, 40);

export const complaintKeyHash = (keys: Keys, accessKey: string): string =>
  keyedDigest(keys.digest, 'complaint-key-hash', accessKey);

/** Who tells it, and by which number they can be reached. */
interface Teller {
  accountId: string | null;
  assurance: Assurance;
  phone: string | null;
  noticeVersion: number | null;
}

/**
 * Takes a complaint in: from whoever is signed in, or proves a telephone number; one durable write that holds the words and that
 * a case is to be opened. The same intake twice gives the same receipt, without a second code.
 * @throws AppError `invalid_input` (unknown place; no number and nobody signed in), `wrong_code`, `consent_needed`, `conflict`
 * (the same intake with other words), `too_many_requests`
 */
export async function acceptComplaint(
  desk: ComplaintDesk,
  input: ComplaintInput,
  from: { network: string; visitor: EvaluatorActor | null },
  now: Date,
): Promise<AcceptedComplaint> {
  const { keys } = desk;
  const intakeKey = keyedDigest(keys.digest, 'complaint', input.intakeId);
  const before = await takenBefore(keys, intakeKey, input.text);
  if (before) return before;
  const about = await aboutOf(keys, input, from.visitor, now);
  const teller = await tellerOf(desk, input, from, now);
  const id = randomUUID();
  const owner = teller.accountId ?? id;
  const contactId = await contactOf(keys, teller, owner, now);
  const complaint = recordOf(desk, input, { id, intakeKey, teller, contactId, about }, now);
  try {
    await ComplaintModel.create([complaint]);
  } catch (error) {
    // What was sealed for a complaint that is not there serves nobody.
    if (contactId) await dropApplicant(contactId);
    if (contactId && owner === id) await discardDataKey(id);
    const same = isDuplicateKey(error, 'intakeKey') && (await takenBefore(keys, intakeKey, input.text));
    if (!same) throw error;
    return same;
  }
  return { complaint, accessKey: accessKeyOf(keys, intakeKey), fresh: true };
}

async function takenBefore(keys: Keys, intakeKey: string, text: string): Promise<AcceptedComplaint | null> {
  const complaint = await ComplaintModel.findOne({ intakeKey }).lean<ComplaintRecord>();
  if (!complaint) return null;
  if (complaint.text !== text)
    throw new AppError('conflict', { message: '这次投诉已经收下，不能再改；还有话要说，请另外投诉一次' });
  return { complaint, accessKey: accessKeyOf(keys, intakeKey), fresh: false };
}

/** The account that is signed in, or the number that a code proves; somebody has to be reachable, or at least known. */
async function tellerOf(
  { keys, limits, notices }: ComplaintDesk,
  { phone }: ComplaintInput,
  { network, visitor }: { network: string; visitor: EvaluatorActor | null },
  now: Date,
): Promise<Teller> {
  if (visitor) {
    const { accountId, assurance } = visitor;
    await limits.count('complaint.person', PER_PERSON, accountId, tooMany);
    return { accountId, assurance, phone: await phoneOfAccount(keys, accountId), noticeVersion: null };
  }
  if (!phone) throw wrongField('phone', '请先登录，或填手机号收一个验证码：要打电话问清楚，也要告诉您结果');
  // Before the code is spent: it is still good once the new notice was read.
  requireCurrentNotice(notices, phone.noticeVersion);
  await limits.count('complaint.phone', PER_PERSON, blindIndex(keys, 'phone', phone.number), tooMany);
  await spendPhoneCode({ keys, limits }, { phone: phone.number, code: phone.code, network }, now);
  return {
    accountId: null,
    assurance: 'phone',
    phone: phone.number,
    noticeVersion: phone.noticeVersion,
  };
}

/** The number sealed under the account's key, or under one of the complaint's own. */
async function contactOf(
  keys: Keys,
  { phone, accountId }: Teller,
  owner: string,
  now: Date,
): Promise<string | null> {
  if (!phone) return null;
  if (!accountId) await createDataKey(keys, owner, now);
  return keepContact(keys, owner, { phone }, now);
}

function recordOf(
  { keys, texts }: ComplaintDesk,
  { text }: ComplaintInput,
  told: {
    id: string;
    intakeKey: string;
    teller: Teller;
    contactId: string | null;
    about: Awaited<ReturnType<typeof aboutOf>>;
  },
  now: Date,
): ComplaintRecord {
  const { id, intakeKey, contactId, about } = told;
  const { accountId, assurance, noticeVersion } = told.teller;
  const entries = judgedLocally(texts.wordLists, text, now);
  const asks = accountId !== null && texts.checkText !== null;
  return {
    _id: id,
    number: datedNumber('TS', now),
    intakeKey,
    accessKeyHash: complaintKeyHash(keys, accessKeyOf(keys, intakeKey)),
    accountId,
    assurance,
    contactId,
    noticeVersion,
    ...about,
    text,
    ...moderated(entries),
    checkedAt: null,
    receivedAt: now,
    receivedWeek: weekOf(now),
    trail: [
      auditEvent({
        at: now,
        action: 'complaint.accepted',
        actor: { kind: 'evaluator', id: 'unnamed' },
        subject: { kind: 'complaint', id },
        detail: { scope: about.attribution.scope, words: text.length },
      }),
      ...entries.map((entry) => flaggedEvent(id, entry)),
    ],
    pending: [effect('audit', now), effect('open_case', now), ...(asks ? [effect('check_text', now)] : [])],
    dead: [],
  };
}
