import { randomUUID } from 'node:crypto';
import { dayOf, dayPlus, dayStart, type WordLists } from '@haochaping/shared/domain';
import type { StaffActor } from '../../http/actor.js';
import { keyedDigest, type Keys } from '../../keys.js';
import { aboutOf, keepFeedback, moveFeedback, type FeedbackRecord } from '../../modules/feedback/index.js';
import { StaffAccountModel, type StaffAccountRecord } from '../../modules/staff/index.js';
import { TOLD, type InventedFeedback } from './told.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ANSWERED_AFTER_MS = 3 * DAY_MS;
const PUBLISHED_AFTER_MS = 4 * DAY_MS;

/**
 * Comprehensive feedback (综合点评) of the invented days, taken in and answered by the very rules, at the instants it is said to have
 * happened; what lies before those days is left out. Without the two demo accounts of the centre it is told and not answered.
 */
export async function inventFeedback(
  { keys, wordLists }: { keys: Keys; wordLists: WordLists },
  days: number,
  now: Date,
): Promise<void> {
  const [answering, publishing] = await StaffAccountModel.find({
    demo: true,
    role: 'center',
    institutionCode: '350400-XZFW',
  })
    .sort({ username: 1 })
    .lean<StaffAccountRecord[]>();
  for (const invented of TOLD.filter(({ back }) => back <= days)) {
    const told = marked(invented);
    const at = new Date(dayStart(dayPlus(dayOf(now), -told.back)).getTime() + 10 * HOUR_MS);
    const record = await tell(keys, told, at);
    if (!record || !told.answer || !answering) continue;
    const answered = await answer(wordLists, actorOf(answering), record, told.answer, at);
    if (!told.published || !publishing) continue;
    const command = { type: 'publish', words: told.text, answer: told.answer } as const;
    const when = new Date(at.getTime() + PUBLISHED_AFTER_MS);
    await moveFeedback(
      wordLists,
      actorOf(publishing),
      record._id,
      { version: answered.version, command },
      when,
    );
  }
}

/** Wherever it is read, it says that nobody said it. */
const marked = ({ text, answer: words, ...told }: InventedFeedback): InventedFeedback => ({
  ...told,
  text: `${text}（演示）`,
  ...(words ? { answer: `${words}（演示）` } : {}),
});

async function tell(keys: Keys, told: InventedFeedback, at: Date): Promise<FeedbackRecord | null> {
  const { topic, text, agreed } = told;
  const id = randomUUID();
  return keepFeedback(
    keys,
    {
      id,
      intakeKey: keyedDigest(keys.digest, 'feedback', id),
      about: await aboutOf(told, at),
      input: { topic, text, agreed },
      way: 'mini_program',
      cameOn: dayOf(at),
      contact: null,
      noticeVersion: null,
      by: 'author',
      files: [],
      mail: null,
    },
    at,
  );
}

async function answer(
  lists: WordLists,
  actor: StaffActor,
  { _id, version, standing }: FeedbackRecord,
  words: string,
  at: Date,
): Promise<FeedbackRecord> {
  const sort = { type: 'sort', topic: standing.topic, institution: null } as const;
  const when = new Date(at.getTime() + ANSWERED_AFTER_MS);
  const sorted = await moveFeedback(lists, actor, _id, { version, command: sort }, when);
  const command = { type: 'answer', words } as const;
  return moveFeedback(lists, actor, _id, { version: sorted.version, command }, when);
}

/** Somebody of the demo at their desk; nobody signs in for it. */
const actorOf = ({
  _id,
  username,
  displayName,
  role,
  institutionCode,
  regionCodes,
}: StaffAccountRecord): StaffActor => ({
  kind: 'staff',
  accountId: _id,
  username,
  displayName,
  role,
  institutionCode,
  regionCodes,
  staffCode: null,
  windowCode: null,
  offWindow: false,
  sessionId: 'invented',
  secondFactor: true,
});
