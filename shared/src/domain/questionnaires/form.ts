import type { TargetKind } from '../rating/attribution.js';
import type { Channel } from '../rating/channels.js';
import type { Level } from '../rating/levels.js';

/**
 * A questionnaire (评价问询表): what may be asked behind the five levels. Everything in it is voluntary.
 * Source: 方案 二(二)3; FA-2.2.3-b FA-2.2.3-c.
 */

export const QUESTION_KINDS = ['scale', 'single', 'multiple', 'text', 'matrix'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const QUESTION_KIND_NAMES: Readonly<Record<QuestionKind, string>> = {
  scale: '打分（1 到 5）',
  single: '选一个',
  multiple: '可选几个',
  text: '写几句',
  matrix: '几项同样的问题',
};

/** One answer that can be chosen; its id never changes its meaning within a version. */
export interface Choice {
  id: string;
  label: string;
}

/** What a question may depend on. */
export const CONDITION_SUBJECTS = ['level', 'item', 'kind', 'channel', 'answer'] as const;
export type ConditionSubject = (typeof CONDITION_SUBJECTS)[number];

/** Holds when what it is about is one of `in`; an answer, when one of those chosen is. */
export interface Condition {
  about: ConditionSubject;
  /** The earlier question, where it is about an answer. */
  question: string | null;
  /** Levels as digits, task codes, target kinds, channels, or ids of choices. */
  in: string[];
}

export interface Question {
  id: string;
  kind: QuestionKind;
  title: string;
  hint: string;
  /** single, multiple: what can be chosen; matrix: the columns. Empty for the others. */
  choices: Choice[];
  /** matrix: what is asked about, a row each. */
  rows: Choice[];
  /** scale: what 1 and 5 mean. */
  ends: { low: string; high: string } | null;
  /** Only in surveys; a rating asks for nothing. */
  required: boolean;
  /** Asked when all of them hold. */
  when: Condition[];
}

/** What a form is used for; one written for ratings may be used for a survey without changing it. */
export const FORM_USES = ['rating', 'survey'] as const;
export type FormUse = (typeof FORM_USES)[number];

export interface Form {
  title: string;
  questions: Question[];
}

/** What is rated, and how, as far as it decides what is asked. */
export interface AskedAbout {
  level: Level | null;
  channel: Channel | null;
  itemCodes: readonly string[];
  kinds: readonly TargetKind[];
}

/** The points of a scale, the lowest first. */
export const SCALE: readonly string[] = ['1', '2', '3', '4', '5'];

export const MOST_QUESTIONS = 20;
export const MOST_CHOICES = 12;
/** How long one answer in words may be. */
export const MOST_ANSWER_WORDS = 300;

/** Something in a form that must be mended before it is published. */
export interface FormProblem {
  /** Null for the form as a whole. */
  question: string | null;
  message: string;
}

/** Everything that stands against publishing a form, in words for the one who builds it. */
export function formProblems(form: Form, use: FormUse): FormProblem[] {
  const problems: FormProblem[] = [];
  if (form.title.trim() === '') problems.push({ question: null, message: '请给问卷写个名称' });
  if (form.questions.length === 0) problems.push({ question: null, message: '还没有问题，请至少加一个' });
  if (form.questions.length > MOST_QUESTIONS)
    problems.push({ question: null, message: `最多${MOST_QUESTIONS}个问题；问得越少，答的人越多` });
  const seen = new Map<string, Question>();
  for (const question of form.questions) {
    const told = (message: string) => problems.push({ question: question.id, message });
    if (seen.has(question.id)) told('和前面的问题编号相同，请删掉重加');
    ownProblems(question).forEach(told);
    if (question.required && use === 'rating') told('评价里的问题都是自愿回答的，不能设为必答');
    question.when.flatMap((one) => conditionProblems(one, seen)).forEach(told);
    seen.set(question.id, question);
  }
  return problems;
}

function ownProblems({ kind, title, choices, rows, ends }: Question): string[] {
  const problems: string[] = [];
  if (title.trim() === '') problems.push('请写出要问的话');
  const chosenFrom = kind === 'single' || kind === 'multiple' || kind === 'matrix';
  if (chosenFrom && choices.length < 2) problems.push('请至少给两个可选的回答');
  if (choices.length > MOST_CHOICES) problems.push(`可选的回答最多${MOST_CHOICES}个`);
  if (kind === 'matrix' && rows.length === 0) problems.push('请至少写一项要问的');
  if (kind === 'scale' && (!ends || ends.low.trim() === '' || ends.high.trim() === ''))
    problems.push('请写明 1 分和 5 分各是什么意思');
  for (const list of [choices, rows]) {
    if (list.some(({ label }) => label.trim() === '')) problems.push('有一个回答还空着，请写上或删掉');
    const labels = list.map(({ label }) => label.trim());
    if (new Set(labels).size < labels.length) problems.push('有两个回答写得一样');
    if (new Set(list.map(({ id }) => id)).size < list.length)
      problems.push('有两个回答的编号相同，请删掉重加');
  }
  return problems;
}

function conditionProblems(condition: Condition, earlier: ReadonlyMap<string, Question>): string[] {
  if (condition.in.length === 0) return ['有一个条件没有选内容，请选上或删掉条件'];
  if (condition.about !== 'answer') return [];
  const asked = earlier.get(condition.question ?? '');
  if (!asked) return ['条件里的问题要排在这个问题前面'];
  const known = answersOf(asked);
  return condition.in.every((id) => known.includes(id)) ? [] : ['条件里的回答已经不在那个问题里'];
}

/** Everything that can be chosen for a question; a matrix answers `row=column`. Empty for words. */
export function answersOf({ kind, choices, rows }: Question): string[] {
  if (kind === 'scale') return [...SCALE];
  if (kind === 'matrix')
    return rows.flatMap((row) => choices.map((column) => matrixAnswer(row.id, column.id)));
  return kind === 'text' ? [] : choices.map(({ id }) => id);
}

/** How the answer of one row of a matrix is kept. */
export const matrixAnswer = (row: string, column: string): string => `${row}=${column}`;
