import type { FeedbackCommandInput, FeedbackMoveInput } from '@haochaping/shared/contracts';
import { listedWord, withoutSelfIdentifying, type WordLists } from '@haochaping/shared/domain';
import {
  evolveFeedback,
  refusedFeedbackMove,
  type FeedbackEvent,
  type FeedbackTold,
} from '@haochaping/shared/domain/feedback';
import type { StaffActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import { effect, type PendingEffect } from '../../jobs/effects.js';
import { datedNumber } from '../../numbers.js';
import { auditEvent, type AuditEvent } from '../audit/index.js';
import { describeTarget, lookUp } from '../directory/index.js';
import { FeedbackModel, type FeedbackRecord } from './model.js';
import { actorIn, visibleFeedback } from './policy.js';
import { visibleOne } from './queries.js';

const wrong = (field: string, message: string) => wrongField(`command.${field}`, message);
const movedMeanwhile = () =>
  new AppError('conflict', { message: '刚才有同事先办了一步，请看过再办；您写的没有记下' });

/**
 * A step with a feedback, by the rules and on the version that was seen, kept with its audit entry and what follows in one write.
 * @throws AppError `not_found`; `conflict` for a step that is not open, or when somebody else was first; `invalid_input` for a unit,
 * place or number that is not there
 */
export async function moveFeedback(
  lists: WordLists,
  actor: StaffActor,
  id: string,
  { version, command }: FeedbackMoveInput,
  now: Date,
): Promise<FeedbackRecord> {
  const record = await visibleOne(actor, id);
  if (record.version !== version) throw movedMeanwhile();
  const refused = refusedFeedbackMove(command.type, record.standing, actorIn(actor, record));
  if (refused) throw new AppError('conflict', { message: refused });
  const told = await toldOf(lists, actor, record, command, now);
  const event: FeedbackEvent = { ...told, at: now, by: actor.accountId };
  const audited = auditEvent({
    at: now,
    action: 'feedback.moved',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'feedback', id },
    detail: { move: command.type },
  });
  const moved = await keepEvent(record, event, audited, followsFrom(event, now));
  if (!moved) throw movedMeanwhile();
  return moved;
}

/** What the worker does about it. */
function followsFrom({ type }: FeedbackEvent, now: Date): PendingEffect[] {
  switch (type) {
    case 'answered':
      return [effect('tell', now), effect('tell_staff', now)];
    case 'duplicate':
      // Whoever joins what was answered already has an answer now.
      return [effect('tell', now)];
    case 'passed_on':
    case 'handed_back':
      return [effect('tell_staff', now)];
    case 'made_complaint':
      return [effect('make_complaint', now)];
    case 'received':
    case 'sorted':
    case 'published':
    case 'kept_back':
    case 'agreed':
    case 'disagreed':
      return [];
  }
}

/** Null when somebody else moved it meanwhile; nothing is kept then. */
export const keepEvent = (
  { _id, version, standing }: FeedbackRecord,
  event: FeedbackEvent,
  audited: AuditEvent,
  follows: PendingEffect[] = [],
): Promise<FeedbackRecord | null> =>
  FeedbackModel.findOneAndUpdate(
    { _id, version },
    {
      $set: { standing: evolveFeedback(standing, event), version: version + 1 },
      $push: {
        events: event,
        trail: audited,
        pending: { $each: [effect('audit', event.at), ...follows] },
      },
    },
    { returnDocument: 'after' },
  )
    .lean<FeedbackRecord>()
    .exec();

/** What a command tells, with what it names looked up. */
async function toldOf(
  lists: WordLists,
  actor: StaffActor,
  record: FeedbackRecord,
  command: FeedbackCommandInput,
  now: Date,
): Promise<FeedbackTold> {
  switch (command.type) {
    case 'sort': {
      const { topic, institution } = command;
      if (institution !== null) await requireInstitution(institution, now);
      return { type: 'sorted', topic, institution };
    }
    case 'answer':
      return { type: 'answered', words: command.words, from: actor.institutionCode };
    case 'pass_on': {
      const { institution, words } = command;
      await requireInstitution(institution, now);
      if (institution === actor.institutionCode)
        throw wrong('institution', '这就是您自己的单位，请直接答复，或选别的单位');
      return { type: 'passed_on', institution, words };
    }
    case 'hand_back':
      return { type: 'handed_back', words: command.words };
    case 'make_complaint':
      return complaintOf(record, command, now);
    case 'duplicate':
      return { type: 'duplicate', of: await originalNamed(actor, record, command.of) };
    case 'publish':
      return published(lists, command);
    case 'keep_back':
      return { type: 'kept_back', words: command.words };
  }
}

async function requireInstitution(code: string, now: Date): Promise<void> {
  if (!(await lookUp('institutions', code, now)))
    throw wrong('institution', '目录里没有这个单位，请重新选一次');
}

/** A complaint is about something of the directory: what the feedback named, or what is chosen now. */
async function complaintOf(
  { attribution }: FeedbackRecord,
  { place }: Extract<FeedbackCommandInput, { type: 'make_complaint' }>,
  now: Date,
): Promise<FeedbackTold> {
  const complaint = datedNumber('TS', now);
  if (attribution) return { type: 'made_complaint', complaint, place: null };
  if (!place) throw wrong('place', '意见里没有指明地方，请选投诉的是哪里');
  if (!(await describeTarget(place, now))) throw wrong('place', '没有找到这个地方或这件事，请重新选一次');
  return { type: 'made_complaint', complaint, place };
}

/** The id of the one it joins: another, one's own to see, and itself no duplicate, so that no answer is looked for twice. */
async function originalNamed(actor: StaffActor, { _id }: FeedbackRecord, number: string): Promise<string> {
  const original = await FeedbackModel.findOne({
    $and: [{ number }, visibleFeedback(actor)],
  }).lean<FeedbackRecord>();
  if (!original) throw wrong('of', '没有找到这个回执号的意见，请照着列表里的再填一次');
  if (original._id === _id) throw wrong('of', '这就是它自己的回执号');
  if (original.standing.state === 'duplicate') throw wrong('of', '那一条自己也合到别的里了，请填那一条');
  if (await FeedbackModel.exists({ 'standing.duplicateOf': _id }))
    throw wrong('of', '已经有别的意见合到这一条里了，它不能再合出去');
  return original._id;
}

/** What goes to everybody: freed once more of what tells who wrote it, whatever the editor left in; what is listed does not go. */
function published(
  lists: WordLists,
  { words, answer }: Extract<FeedbackCommandInput, { type: 'publish' }>,
): FeedbackTold {
  for (const [field, text] of Object.entries({ words, answer })) {
    const found = listedWord(lists, text);
    if (found) throw wrong(field, `里面有不宜公开的词：${found.word}`);
  }
  return {
    type: 'published',
    words: withoutSelfIdentifying(words),
    answer: withoutSelfIdentifying(answer),
  };
}
