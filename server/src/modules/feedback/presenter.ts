import type {
  CaseFile,
  FeedbackReceipt,
  OwnFeedback,
  PublicFeedbackPage,
} from '@haochaping/shared/contracts';
import { dayOf, selfIdentifyingKinds, withoutSelfIdentifying } from '@haochaping/shared/domain';
import {
  FEEDBACK_ABOUT_NAMES,
  FEEDBACK_TOLD,
  FEEDBACK_TOPIC_NAMES,
  isPublicFeedback,
  type FeedbackEvent,
} from '@haochaping/shared/domain/feedback';
import type { AcceptedFeedback } from './intake.js';
import type { FeedbackRecord } from './model.js';
import type { NameOf } from './names.js';

/** The receipt: also where words in it look as if they would tell who wrote them. */
export const presentFeedbackReceipt = ({ feedback, accessKey }: AcceptedFeedback): FeedbackReceipt => ({
  number: feedback.number,
  title: feedback.title,
  text: feedback.text,
  sentAt: feedback.receivedAt.toISOString(),
  contactable: feedback.contactId !== null,
  agreed: feedback.standing.agreed,
  accessKey,
  warnings: selfIdentifyingKinds(feedback.text),
});

/** What the author reads of a step: who among the staff did it, and what offices write to each other, is not told. */
function stepOf(event: FeedbackEvent, name: NameOf): OwnFeedback['steps'][number] {
  const told = FEEDBACK_TOLD[event.type];
  const at = event.at.toISOString();
  if (event.type === 'answered') return { at, text: `${name(event.from)}${told}`, words: event.words };
  if (event.type === 'passed_on')
    return { at, text: `转给${name(event.institution)}了，由他们答复`, words: null };
  return { at, text: told, words: event.type === 'kept_back' ? event.words : null };
}

/** What it waits for, in words for its author; null when nothing more is to come. */
function nextOf(
  { standing: { state, unit } }: FeedbackRecord,
  answered: boolean,
  name: NameOf,
): string | null {
  switch (state) {
    case 'received':
      return '等人看。看过就分给管这件事的人';
    case 'sorted':
      return '正在办，办好了在这里答复您';
    case 'passed_on':
      return `等${unit ? name(unit) : '那个单位'}答复`;
    case 'duplicate':
      return answered ? null : '等一起答复';
    case 'answered':
    case 'made_complaint':
      return null;
  }
}

/**
 * A feedback for its author: their own words as they were written, then what happened.
 * @param original the one it is a duplicate of: its answer is the answer of both, and nothing else of it is told
 */
export function presentOwnFeedback(
  feedback: FeedbackRecord,
  original: FeedbackRecord | null,
  name: NameOf,
  files: CaseFile[],
): OwnFeedback {
  const { number, title, place, text, receivedAt, contactId, standing, events } = feedback;
  const answer = standing.answer ?? original?.standing.answer ?? null;
  return {
    number,
    title,
    place,
    topicName: FEEDBACK_TOPIC_NAMES[standing.topic],
    text,
    files,
    sentAt: receivedAt.toISOString(),
    contactable: contactId !== null,
    state: standing.state,
    steps: events.map((event) => stepOf(event, name)),
    next: nextOf(feedback, answer !== null, name),
    answer: answer && { words: answer.words, by: name(answer.from), at: answer.at.toISOString() },
    complaint: standing.complaint,
    agreed: standing.agreed,
    published: isPublicFeedback(standing) ? standing.shown : null,
  };
}

/** What it is about, for everybody: no person by name, a policy without what tells who wrote of it. */
function publicTitle({ about, title }: FeedbackRecord): string {
  if (about === 'person') return FEEDBACK_ABOUT_NAMES.person;
  return about === 'policy' ? withoutSelfIdentifying(title) : title;
}

/** A feedback for everybody: as the editor freed it. Null for one that is not, or no more, public. */
export function presentPublicFeedback(
  feedback: FeedbackRecord,
  name: NameOf,
): PublicFeedbackPage['items'][number] | null {
  const { _id, standing } = feedback;
  const { answer, shown, topic } = standing;
  if (!isPublicFeedback(standing) || !answer || !shown) return null;
  return {
    id: _id,
    topicName: FEEDBACK_TOPIC_NAMES[topic],
    title: publicTitle(feedback),
    words: shown.words,
    answer: shown.answer,
    answeredBy: name(answer.from),
    month: dayOf(answer.at).slice(0, 7),
  };
}
