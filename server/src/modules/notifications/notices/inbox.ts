import type { NoticePage, NoticeQuery, NoticesRead, NoticeView } from '@haochaping/shared/contracts';
import { NOTICE_NAMES } from '@haochaping/shared/domain/notifications/index';
import type { StaffActor } from '../../../http/actor.js';
import { countUpTo, pageOfRecords } from '../../../paging.js';
import { appealsSeen } from '../../appeals/index.js';
import { CaseModel, visibleCases, type CaseRecord } from '../../cases/index.js';
import { feedbackSeen, type SeenFeedback } from '../../feedback/index.js';
import { listingsSeen } from '../../statistics/index.js';
import { NoticeModel, type NoticeRecord } from './model.js';

type NamedCase = Pick<CaseRecord, '_id' | 'number' | 'title'>;

export const countUnread = ({ accountId }: StaffActor): Promise<number> =>
  countUpTo<NoticeRecord>(NoticeModel, { accountId, readAt: null });

/** A page of the account's own inbox, newest first. */
export async function readInbox(actor: StaffActor, query: NoticeQuery, now: Date): Promise<NoticePage> {
  const filter = { accountId: actor.accountId, ...(query.list === 'unread' ? { readAt: null } : {}) };
  const { page, pageSize } = query;
  const [{ records: notices, total }, unread] = await Promise.all([
    pageOfRecords<NoticeRecord>(NoticeModel, filter, { at: -1, _id: 1 }, query),
    countUnread(actor),
  ]);
  const [cases, appeals, feedback, listings] = await Promise.all([
    seenCases(actor, notices),
    appealsSeen(
      actor,
      notices.flatMap(({ appealId }) => appealId ?? []),
      now,
    ),
    feedbackSeen(
      actor,
      notices.flatMap(({ feedbackId }) => feedbackId ?? []),
    ),
    listingsSeen(
      actor,
      notices.flatMap(({ listingId }) => listingId ?? []),
      now,
    ),
  ]);
  const items = notices.map((notice) =>
    presentNotice(notice, {
      case: cases.get(notice.caseId ?? ''),
      appeal: appeals.get(notice.appealId ?? ''),
      feedback: feedback.get(notice.feedbackId ?? ''),
      listing: listings.get(notice.listingId ?? ''),
    }),
  );
  return { items, total, unread, page, pageSize };
}

/** Of the cases these notices are about, those the account may see today. */
async function seenCases(
  actor: StaffActor,
  notices: readonly NoticeRecord[],
): Promise<Map<string, NamedCase>> {
  const ids = [...new Set(notices.flatMap(({ caseId }) => caseId ?? []))];
  const found = await CaseModel.find(
    { $and: [{ _id: { $in: ids } }, visibleCases(actor)] },
    { number: 1, title: 1 },
  ).lean<NamedCase[]>();
  return new Map(found.map((one) => [one._id, one]));
}

const named = <Number extends string | null>(
  about: { _id: string; number: Number; title: string } | undefined,
) => (about ? { id: about._id, number: about.number, title: about.title } : null);

function presentNotice(
  { _id, at, kind, readAt }: NoticeRecord,
  about: {
    case: NamedCase | undefined;
    appeal: NamedCase | undefined;
    feedback: SeenFeedback | undefined;
    listing: NamedCase | undefined;
  },
): NoticeView {
  return {
    id: _id,
    at: at.toISOString(),
    kind,
    text: NOTICE_NAMES[kind],
    read: readAt !== null,
    case: named(about.case),
    appeal: named(about.appeal),
    feedback: named(about.feedback),
    listing: named(about.listing),
  };
}

/**
 * Marks notices of one's own inbox as read; somebody else's, and those that are, stay as they are. That somebody read what was
 * written to them is nobody else's business: it is not audited.
 */
export async function markRead({ accountId }: StaffActor, { ids }: NoticesRead, now: Date): Promise<void> {
  // With `all`, what came after the request was sent stays unread for whoever has not seen it.
  const which = ids ? { _id: { $in: ids } } : { at: { $lte: now } };
  await NoticeModel.updateMany({ ...which, accountId, readAt: null }, { $set: { readAt: now } });
}
