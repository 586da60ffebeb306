import type { FeedbackCommandInput, FeedbackView } from '@haochaping/shared/contracts';
import type { FeedbackMove, FeedbackTopic } from '@haochaping/shared/domain/feedback';
import type { PlaceChoice } from './place-select.js';

/** What is filled in, by the field's name in the command. */
export interface Filled {
  topic?: FeedbackTopic;
  institution?: string | null;
  words?: string;
  answer?: string;
  of?: string;
  place?: PlaceChoice | null;
}

export interface MoveField {
  name: keyof Filled;
  kind: 'topic' | 'institution' | 'words' | 'number' | 'place';
  label: string;
  hint?: string;
  /** What is said while it is not filled; absent where it may stay so. */
  missing?: string;
}

/** What each step does, in a sentence. */
export const LEADS: Readonly<Record<FeedbackMove, string>> = {
  sort: '看过以后归个类，写明是哪个单位管的事；以后统计、查找都按它。',
  answer: '写意见的人照原话读到，下面写的是您单位的名称，没有您的姓名。送出就不能改。',
  pass_on: '转给管这件事的单位，由他们直接答复。他们看不到原件、回执号，话里的姓名、电话会遮住。',
  hand_back: '退回给中心，写明为什么不归你们。退回以后您这里就看不到了。',
  make_complaint: '当成投诉立案，按投诉的期限回访、核实、整改、答复；写意见的人凭原来的回执看进度。',
  duplicate: '和另一条说的是同一件事：合到那一条里，那一条的答复两边都看得到。',
  publish: '放到公开的“意见和答复”里。姓名、电话等已经先遮了，请再看一遍，去掉别的能认出人的话。',
  keep_back: '不放到公开的里面，写明为什么；写意见的人看得到理由。',
};

const UNIT = { name: 'institution', kind: 'institution' } as const;
const words = (label: string, missing: string, hint?: string): MoveField => ({
  name: 'words',
  kind: 'words',
  label,
  missing,
  ...(hint ? { hint } : {}),
});

/** What a step asks for. */
export function fieldsOf(type: FeedbackMove, { needsPlace }: FeedbackView): MoveField[] {
  switch (type) {
    case 'sort':
      return [
        { name: 'topic', kind: 'topic', label: '哪方面', missing: '请选是哪方面的。' },
        { ...UNIT, label: '哪个单位管的事（不好说就空着）' },
      ];
    case 'answer':
      return [words('答复', '请写答复，至少5个字。', '怎么改的、什么时候改好；改不了的，说明为什么。')];
    case 'pass_on':
      return [
        { ...UNIT, label: '转给', missing: '请选单位。' },
        words('请他们办什么', '请写明请他们办什么，至少5个字。'),
      ];
    case 'hand_back':
      return [words('为什么不归你们', '请写明为什么，至少5个字。')];
    case 'make_complaint':
      return needsPlace
        ? [{ name: 'place', kind: 'place', label: '投诉的是哪里', missing: '请选投诉的是哪里。' }]
        : [];
    case 'duplicate':
      return [
        {
          name: 'of',
          kind: 'number',
          label: '那一条的回执号',
          hint: '如 DP20261123-7K3Q9M2X',
          missing: '请填那一条的回执号。',
        },
      ];
    case 'publish':
      return [
        words('公开的意见', '公开的意见不能空着。', '只去掉能认出人的话，不改意思。'),
        { name: 'answer', kind: 'words', label: '公开的答复', missing: '公开的答复不能空着。' },
      ];
    case 'keep_back':
      return [words('为什么不公开', '请写明为什么，至少5个字。')];
  }
}

/** What a form begins with: what is known already. */
export function begun(type: FeedbackMove, { topic, institution, draft, shown }: FeedbackView): Filled {
  if (type === 'sort') return { topic, institution };
  if (type === 'pass_on') return { institution };
  const freed = shown ?? draft;
  return type === 'publish' && freed ? { words: freed.words, answer: freed.answer } : {};
}

const LEAST = 5;

function isFilled({ name, kind }: MoveField, type: Filled): boolean {
  const value = type[name];
  if (kind !== 'words') return Boolean(value);
  const least = name === 'answer' || type.answer !== undefined ? 2 : LEAST;
  return typeof value === 'string' && [...value.trim()].length >= least;
}

/** The first field that must be filled and is not. */
export const lacking = (fields: readonly MoveField[], filled: Filled): MoveField | undefined =>
  fields.find((field) => field.missing !== undefined && !isFilled(field, filled));

/** As it is sent; only for a form in which nothing is lacking. */
export function commandOf(type: FeedbackMove, filled: Filled): FeedbackCommandInput {
  const { topic = 'other', institution, words: said = '', answer = '', of = '', place } = filled;
  switch (type) {
    case 'sort':
      return { type, topic, institution: institution ?? null };
    case 'pass_on':
      return { type, institution: institution ?? '', words: said };
    case 'make_complaint':
      return { type, ...(place ? { place } : {}) };
    case 'duplicate':
      return { type, of: of.trim().toUpperCase() };
    case 'publish':
      return { type, words: said, answer };
    case 'answer':
    case 'hand_back':
    case 'keep_back':
      return { type, words: said };
  }
}
