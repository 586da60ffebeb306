/**
 * Comprehensive feedback (综合点评): what people say of the services as a whole, not of one transaction. It comes by many ways, is
 * sorted by an office, and ends in an answer, a complaint case, or beside another of the same matter. Pure rules: which moves are
 * allowed, and what becomes public. Source: 方案 二(二)3; FA-2.2.3-a.
 */
import type { ComplaintKind } from './complaints.js';

/** How it came; all but the first are entered by staff, with what it was written on. */
export const FEEDBACK_WAYS = [
  'mini_program',
  'suggestion_box',
  'letter',
  'email',
  'hotline',
  'supervision_platform',
] as const;
export type FeedbackWay = (typeof FEEDBACK_WAYS)[number];
export const ENTERED_WAYS = [
  'suggestion_box',
  'letter',
  'email',
  'hotline',
  'supervision_platform',
] as const satisfies readonly FeedbackWay[];
export const FEEDBACK_WAY_NAMES: Readonly<Record<FeedbackWay, string>> = {
  mini_program: '小程序或网页',
  suggestion_box: '意见箱',
  letter: '信件',
  email: '电子邮箱',
  hotline: '热线电话',
  supervision_platform: '监督平台',
};

export const FEEDBACK_TOPICS = [
  'guidance',
  'procedure',
  'materials',
  'online',
  'attitude',
  'facilities',
  'policy',
  'praise',
  'other',
] as const;
export type FeedbackTopic = (typeof FEEDBACK_TOPICS)[number];
export const FEEDBACK_TOPIC_NAMES: Readonly<Record<FeedbackTopic, string>> = {
  guidance: '办事指引',
  procedure: '办事程序',
  materials: '要交的材料',
  online: '网上和手机办事',
  attitude: '服务态度',
  facilities: '大厅环境和设施',
  policy: '政策规定',
  praise: '表扬',
  other: '别的',
};

/** What it is about. Only a place or platform stands in the directory; a policy and a person are named in words. */
export const FEEDBACK_ABOUT = ['place', 'policy', 'person', 'nothing'] as const;
export type FeedbackAbout = (typeof FEEDBACK_ABOUT)[number];
/** What stands in the place of a name in public, and where nothing was named. */
export const FEEDBACK_ABOUT_NAMES: Readonly<Record<FeedbackAbout, string>> = {
  place: '一个单位、大厅或平台',
  policy: '一项政策',
  person: '一位工作人员',
  nothing: '没有特别指哪里',
};

export const FEEDBACK_STATES = [
  'received',
  'sorted',
  'passed_on',
  'answered',
  'made_complaint',
  'duplicate',
] as const;
export type FeedbackState = (typeof FEEDBACK_STATES)[number];
export const FEEDBACK_STATE_NAMES: Readonly<Record<FeedbackState, string>> = {
  received: '新收到',
  sorted: '分好类，等答复',
  passed_on: '转给别的单位了',
  answered: '答复了',
  made_complaint: '转成投诉了',
  duplicate: '和另一条是一回事',
};
/** Nobody has answered it, or sent it another way. */
export const OPEN_FEEDBACK_STATES: readonly FeedbackState[] = ['received', 'sorted', 'passed_on'];
/** What waits for the office itself. */
export const OFFICE_STATES: readonly FeedbackState[] = ['received', 'sorted'];

/** Whether an answered one stands in public: nobody decided yet, shown, or kept back. */
export const PUBLICATION_STATES = ['undecided', 'published', 'kept_back'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

export const FEEDBACK_MOVES = [
  'sort',
  'answer',
  'pass_on',
  'hand_back',
  'make_complaint',
  'duplicate',
  'publish',
  'keep_back',
] as const;
export type FeedbackMove = (typeof FEEDBACK_MOVES)[number];
export const FEEDBACK_MOVE_NAMES: Readonly<Record<FeedbackMove, string>> = {
  sort: '分类',
  answer: '答复',
  pass_on: '转给别的单位',
  hand_back: '退回：不归我们',
  make_complaint: '转成投诉',
  duplicate: '和另一条合在一起',
  publish: '公开',
  keep_back: '不公开',
};

/** What happened to a feedback, in order; beside these each event keeps when, and which account. */
export type FeedbackTold =
  | { type: 'received' }
  | { type: 'sorted'; topic: FeedbackTopic; institution: string | null }
  /** With the institution that answers. */
  | { type: 'answered'; words: string; from: string }
  | { type: 'passed_on'; institution: string; words: string }
  | { type: 'handed_back'; words: string }
  /** With what it is about where the feedback itself named no place. */
  | { type: 'made_complaint'; complaint: string; place: { kind: ComplaintKind; code: string } | null }
  | { type: 'duplicate'; of: string }
  | { type: 'published'; words: string; answer: string }
  | { type: 'kept_back'; words: string }
  | { type: 'agreed' }
  | { type: 'disagreed' };
export type FeedbackEvent = FeedbackTold & { at: Date; by: string };

/** Where a feedback stands, as its events tell. */
export interface FeedbackStanding {
  state: FeedbackState;
  topic: FeedbackTopic;
  /** The institution it concerns, by whoever sorted it. */
  institution: string | null;
  /** Whom it was passed on to; stays when that unit has answered. */
  unit: string | null;
  answer: { words: string; by: string; from: string; at: Date } | null;
  /** The receipt's number of the complaint it became. */
  complaint: string | null;
  /** The id of the one it is a duplicate of. */
  duplicateOf: string | null;
  /** The author lets it stand in public. */
  agreed: boolean;
  publication: PublicationState;
  /** As an editor freed it for the public. */
  shown: { words: string; answer: string } | null;
}

/** Where it stands when it has come in. */
export const receivedFeedback = (topic: FeedbackTopic, agreed: boolean): FeedbackStanding => ({
  state: 'received',
  topic,
  institution: null,
  unit: null,
  answer: null,
  complaint: null,
  duplicateOf: null,
  agreed,
  publication: 'undecided',
  shown: null,
});

/** Where it stands after one more event. */
export function evolveFeedback(standing: FeedbackStanding, event: FeedbackEvent): FeedbackStanding {
  switch (event.type) {
    case 'received':
      return standing;
    case 'sorted':
      return { ...standing, state: 'sorted', topic: event.topic, institution: event.institution };
    case 'answered':
      return {
        ...standing,
        state: 'answered',
        answer: { words: event.words, by: event.by, from: event.from, at: event.at },
      };
    case 'passed_on':
      return { ...standing, state: 'passed_on', unit: event.institution };
    case 'handed_back':
      return { ...standing, state: 'sorted', unit: null };
    case 'made_complaint':
      return { ...standing, state: 'made_complaint', complaint: event.complaint };
    case 'duplicate':
      return { ...standing, state: 'duplicate', duplicateOf: event.of };
    case 'published':
      return {
        ...standing,
        publication: 'published',
        shown: { words: event.words, answer: event.answer },
      };
    case 'kept_back':
      return { ...standing, publication: 'kept_back', shown: null };
    case 'agreed':
      return { ...standing, agreed: true, publication: 'undecided' };
    case 'disagreed':
      return { ...standing, agreed: false, publication: 'undecided', shown: null };
  }
}

/** Who moves it: an account of the office whose it is, or of the unit it was passed on to. */
export interface FeedbackActor {
  id: string;
  side: 'office' | 'unit';
}

/** The moves that stand open to somebody now. Whoever answered does not also let it into public: a second pair of eyes does. */
export function feedbackMoves(
  { state, answer, agreed, publication }: FeedbackStanding,
  { id, side }: FeedbackActor,
): FeedbackMove[] {
  if (side === 'unit') return state === 'passed_on' ? ['answer', 'hand_back'] : [];
  switch (state) {
    case 'received':
      return ['sort', 'duplicate'];
    case 'sorted':
      return ['answer', 'pass_on', 'make_complaint', 'sort', 'duplicate'];
    case 'passed_on':
      return ['answer', 'pass_on'];
    case 'answered': {
      if (!agreed || answer?.by === id) return [];
      return publication === 'published' ? ['keep_back'] : ['publish', 'keep_back'];
    }
    case 'made_complaint':
    case 'duplicate':
      return [];
  }
}

/** Why a move is not allowed now, in words for whoever wanted it; null when it is. */
export function refusedFeedbackMove(
  move: FeedbackMove,
  standing: FeedbackStanding,
  actor: FeedbackActor,
): string | null {
  if (feedbackMoves(standing, actor).includes(move)) return null;
  if (move === 'publish' || move === 'keep_back') {
    if (standing.state !== 'answered') return '还没有答复的，不能公开';
    if (!standing.agreed) return '写的人没有同意公开，或者收回了同意';
    if (standing.answer?.by === actor.id) return '答复是您写的，公不公开要由另一位同事看过再定';
  }
  if (standing.state === 'received' && actor.side === 'office') return '请先分类，再办下一步';
  return '这一条已经办到下一步了，请刷新再看';
}

/** Whether it waits for this actor: to be handled, or to be let into public. */
export const feedbackWaitsFor = (standing: FeedbackStanding, actor: FeedbackActor): boolean =>
  actor.side === 'unit'
    ? standing.state === 'passed_on'
    : OFFICE_STATES.includes(standing.state) || isToPublish(standing, actor);

/** Whether this actor may decide on its being public, and nobody has. */
export const isToPublish = (standing: FeedbackStanding, actor: FeedbackActor): boolean =>
  standing.publication === 'undecided' && feedbackMoves(standing, actor).includes('publish');

/** What stands in public: answered, let into public by an editor, and its author still agrees. */
export const isPublicFeedback = ({ state, agreed, publication, shown }: FeedbackStanding): boolean =>
  state === 'answered' && agreed && publication === 'published' && shown !== null;

export { isFeedbackNumber } from './complaints.js';

/** What the author reads of where it stands. */
export const FEEDBACK_TOLD: Readonly<Record<FeedbackEvent['type'], string>> = {
  received: '收到了',
  sorted: '看过了，分好了类',
  answered: '答复了',
  passed_on: '转给管这件事的单位了',
  handed_back: '那个单位退回来了，重新安排',
  made_complaint: '当成投诉来办了',
  duplicate: '和另一条说的是同一件事，一起答复',
  published: '公开了：去掉了会让人认出您的话',
  kept_back: '没有公开',
  agreed: '您同意公开',
  disagreed: '您不同意公开',
};
