import type { FeedbackRow, FeedbackView } from '@haochaping/shared/contracts';
import { withoutSelfIdentifying, writtenBeginning, type WordLists } from '@haochaping/shared/domain';
import {
  FEEDBACK_MOVE_NAMES,
  FEEDBACK_STATE_NAMES,
  FEEDBACK_TOPIC_NAMES,
  FEEDBACK_WAY_NAMES,
  feedbackMoves,
  isToPublish,
  type FeedbackEvent,
} from '@haochaping/shared/domain/feedback';
import type { StaffActor } from '../../http/actor.js';
import { visibleLater } from '../ratings/index.js';
import type { FeedbackRecord } from './model.js';
import type { NameOf } from './names.js';
import { actorIn } from './policy.js';

/** So much of the words tells one from another in a list. */
const BEGINNING = 60;

/** What the reader is to the feedback decides how much is shown: the unit it was passed on to is what it may be about. */
function readBy(actor: StaffActor, record: FeedbackRecord, lists: WordLists) {
  const mover = actorIn(actor, record);
  const office = mover.side === 'office';
  return {
    mover,
    office,
    text: office ? record.text : visibleLater(lists, record.text, 'rated_side'),
  };
}

/** What a list and the page of one show alike. */
function common(
  { office, mover }: ReturnType<typeof readBy>,
  record: FeedbackRecord,
  name: NameOf,
): Omit<FeedbackRow, 'beginning'> {
  const { _id, number, title, place, way, standing, cameOn, receivedWeek } = record;
  return {
    id: _id,
    number: office ? number : null,
    title,
    place,
    state: standing.state,
    stateName: FEEDBACK_STATE_NAMES[standing.state],
    topicName: FEEDBACK_TOPIC_NAMES[standing.topic],
    wayName: FEEDBACK_WAY_NAMES[way],
    came: office ? cameOn : receivedWeek,
    unitName: standing.unit ? name(standing.unit) : null,
    toPublish: isToPublish(standing, mover),
  };
}

/** A row of the list. */
export function presentFeedbackRow(
  actor: StaffActor,
  record: FeedbackRecord,
  lists: WordLists,
  name: NameOf,
): FeedbackRow {
  const read = readBy(actor, record, lists);
  const beginning = writtenBeginning(read.text.replace(/\s+/g, ' '), BEGINNING);
  return { ...common(read, record, name), beginning };
}

/** What one step was, as staff read it. */
function lineOf(event: FeedbackEvent, name: NameOf): { what: string; words: string | null } {
  switch (event.type) {
    case 'received':
      return { what: event.by === 'author' ? '收到' : '录入', words: null };
    case 'sorted': {
      const unit = event.institution ? `，${name(event.institution)}管的事` : '';
      return { what: `分类：${FEEDBACK_TOPIC_NAMES[event.topic]}${unit}`, words: null };
    }
    case 'answered':
      return { what: `答复（${name(event.from)}）`, words: event.words };
    case 'passed_on':
      return { what: `转给${name(event.institution)}`, words: event.words };
    case 'handed_back':
      return { what: '退回', words: event.words };
    case 'made_complaint':
      return { what: `转成投诉 ${event.complaint}`, words: null };
    case 'duplicate':
      return { what: '和另一条合在一起', words: null };
    case 'published':
      return { what: '公开', words: null };
    case 'kept_back':
      return { what: '不公开', words: event.words };
    case 'agreed':
      return { what: '同意公开', words: null };
    case 'disagreed':
      return { what: '不同意公开', words: null };
  }
}

/** A unit reads what happened since it was asked: when it was written is told to it by the week alone. */
const sincePassedOn = (events: readonly FeedbackEvent[]): readonly FeedbackEvent[] =>
  events.slice(events.map(({ type }) => type).lastIndexOf('passed_on'));

/** What staff read beside the record itself. */
export interface Beside {
  files: FeedbackView['files'];
  original: FeedbackRecord | null;
}

/** One feedback for whoever may see it. Evidence and receipt's number stay with the office: they tell who wrote it. */
export function presentFeedback(
  actor: StaffActor,
  record: FeedbackRecord,
  lists: WordLists,
  { files, original }: Beside,
  name: NameOf,
): FeedbackView {
  const read = readBy(actor, record, lists);
  const { office, mover, text } = read;
  const row = common(read, record, name);
  const { standing, events, contactId, attribution, version, mail } = record;
  return {
    ...row,
    version,
    text,
    topic: standing.topic,
    institution: standing.institution,
    contactable: contactId !== null,
    agreed: standing.agreed,
    publication: standing.publication,
    shown: office ? standing.shown : null,
    draft: row.toPublish || (office && standing.publication === 'kept_back') ? draftOf(record) : null,
    needsPlace: attribution === null,
    complaint: office ? standing.complaint : null,
    duplicateOf: office && original ? { id: original._id, number: original.number } : null,
    files: office ? files : [],
    byMail: Boolean(mail),
    notKept: office && mail ? mail.left : [],
    timeline: (office ? events : sincePassedOn(events)).map((event) => ({
      at: event.at.toISOString(),
      by: name(event.by),
      ...lineOf(event, name),
    })),
    moves: feedbackMoves(standing, mover).map((type) => ({ type, name: FEEDBACK_MOVE_NAMES[type] })),
  };
}

/** Both texts with what tells who wrote it taken out, for the editor to go on from. */
const draftOf = ({ text, standing: { answer } }: FeedbackRecord): FeedbackView['draft'] => ({
  words: withoutSelfIdentifying(text),
  answer: withoutSelfIdentifying(answer?.words ?? ''),
});
