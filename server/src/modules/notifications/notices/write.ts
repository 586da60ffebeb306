import { dayOf, dayStart } from '@haochaping/shared/domain';
import type { CaseEvent } from '@haochaping/shared/domain/cases/index';
import { staffNotices } from '@haochaping/shared/domain/notifications/index';
import { isDuplicateKey } from '../../../database.js';
import type { TellAppeal } from '../../appeals/index.js';
import type { CaseRecord } from '../../cases/index.js';
import { lastBetweenUnits, type TellStaff } from '../../feedback/index.js';
import type { TellListing } from '../../statistics/index.js';
import { audienceOf, audienceOfAppeal, audienceOfFeedback } from './audience.js';
import { NoticeModel, type NoticeRecord } from './model.js';

/**
 * Writes down, for everybody whom they concern, the events of a case from this place on; never for whoever did it. The ids make
 * that a repetition adds nothing, and leaves as read what was read.
 */
export async function writeNotices(record: CaseRecord, from: number): Promise<void> {
  for (const [index, event] of record.events.entries()) {
    if (index < from) continue;
    const told = new Set<string>([event.by.id]);
    for (const { to, kind } of staffNotices(event, record.state)) {
      const accounts = (await audienceOf(to, record)).filter((id) => !told.has(id));
      for (const accountId of accounts) {
        told.add(accountId);
        const _id = `${record._id}:${index}:${accountId}`;
        await keep({
          _id,
          accountId,
          caseId: record._id,
          appealId: null,
          feedbackId: null,
          kind,
          at: toldInstant(event),
          readAt: null,
        });
      }
    }
  }
}

/** A case opens, and learns of another rating, moments after that was given, which the rated side may not know but by its day. */
const toldInstant = ({ type, at }: CaseEvent): Date =>
  type === 'opened' || type === 'supplemented' ? dayStart(dayOf(at)) : at;

/** The same for the warnings of an appeal's time. */
export const writeAppealNotices: TellAppeal = async (record, warnings, now) => {
  for (const { key, to, kind } of warnings)
    for (const accountId of await audienceOfAppeal(to, record)) {
      const _id = `${record._id}:${key}:${accountId}`;
      await keep({
        _id,
        accountId,
        caseId: record.caseId,
        appealId: record._id,
        feedbackId: null,
        kind,
        at: now,
        readAt: null,
      });
    }
};

/**
 * Tells the unit that a feedback was passed on to it, and the office that the unit answered or handed it back: the last of these,
 * since what was before it is done with. Whoever reads the notice is told no words of it.
 */
export const writeFeedbackNotices: TellStaff = async (record) => {
  const told = lastBetweenUnits(record);
  if (!told) return;
  const { index, kind, to, at } = told;
  for (const accountId of await audienceOfFeedback(to, record)) {
    if (accountId === told.by) continue;
    const _id = `${record._id}:${index}:${accountId}`;
    await keep({
      _id,
      accountId,
      caseId: null,
      appealId: null,
      feedbackId: record._id,
      kind,
      at,
      readAt: null,
    });
  }
};

/** The same for what was done about an entry on a list. */
export const writeListingNotices: TellListing = async ({ listingId, index, kind, at, accountIds }) => {
  for (const accountId of accountIds) {
    const _id = `${listingId}:${index}:${accountId}`;
    await keep({
      _id,
      accountId,
      caseId: null,
      appealId: null,
      feedbackId: null,
      listingId,
      kind,
      at,
      readAt: null,
    });
  }
};

async function keep(notice: NoticeRecord): Promise<void> {
  try {
    await NoticeModel.create([notice]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
