import { randomUUID } from 'node:crypto';
import { weekOf, type WordLists } from '@haochaping/shared/domain';
import { isDuplicateKey } from '../../database.js';
import { effect, type Performer } from '../../jobs/effects.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { auditEvent } from '../audit/index.js';
import { accessKeyOf, type FeedbackRecord } from '../feedback/index.js';
import { judgedLocally, moderated } from '../ratings/index.js';
import { aboutOf } from './about.js';
import { complaintKeyHash } from './intake.js';
import { ComplaintModel, type ComplaintRecord } from './model.js';
import { flaggedEvent } from './review.js';

/**
 * Makes a complaint of a feedback that an office judged to be one: an effect of the feedback, which makes one however often it is
 * performed. The same number is called, and the key of the feedback's receipt opens it. Its clocks run from the day it was made
 * a complaint: until then nobody had said that anything was to be put right. Source: 方案 二(二)3, 二(三)1; FA-2.2.3-a, FA-2.3.1-a.
 */
export const complaintOfFeedback =
  (keys: Keys, lists: WordLists): Performer<FeedbackRecord> =>
  async (feedback) => {
    const made = feedback.events.find((event) => event.type === 'made_complaint');
    if (made?.type !== 'made_complaint') return 'done';
    const { _id: feedbackId, attribution, title, place, text, contactId, noticeVersion, way } = feedback;
    const { at, by, complaint: number } = made;
    const about = made.place
      ? await aboutOf(keys, { about: made.place }, null, at)
      : attribution && { title, place, attribution, ratingId: null };
    if (!about) throw new Error('a feedback that became a complaint names no place');
    const id = randomUUID();
    const entries = judgedLocally(lists, text, at);
    const complaint: ComplaintRecord = {
      _id: id,
      number,
      intakeKey: keyedDigest(keys.digest, 'complaint-of-feedback', feedbackId),
      accessKeyHash: complaintKeyHash(keys, accessKeyOf(keys, feedback)),
      accountId: null,
      // A number that stood in a letter proves nobody.
      assurance: contactId && way === 'mini_program' ? 'phone' : 'anonymous',
      contactId,
      noticeVersion,
      ...about,
      text,
      ...moderated(entries),
      checkedAt: null,
      receivedAt: at,
      receivedWeek: weekOf(at),
      trail: [
        auditEvent({
          at,
          action: 'complaint.accepted',
          actor: { kind: 'staff', id: by },
          subject: { kind: 'complaint', id },
          detail: { scope: about.attribution.scope, words: text.length },
        }),
        ...entries.map((entry) => flaggedEvent(id, entry)),
      ],
      pending: [effect('audit', at), effect('open_case', at)],
      dead: [],
    };
    try {
      await ComplaintModel.create([complaint]);
    } catch (error) {
      if (!isDuplicateKey(error, 'intakeKey')) throw error;
    }
    return 'done';
  };
