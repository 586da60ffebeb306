import { writtenLength } from '../privacy/words.js';
import {
  answersOf,
  matrixAnswer,
  MOST_ANSWER_WORDS,
  type AskedAbout,
  type Condition,
  type Form,
  type Question,
} from './form.js';

/** What a person answered to one question: what was chosen, or words. Never both, never neither. */
export interface Answer {
  question: string;
  /** Ids of choices, a point of the scale, or `row=column` of a matrix. */
  chosen: string[];
  text: string;
}

const says = ({ chosen, text }: Answer): boolean => chosen.length > 0 || text !== '';

/** The questions to ask, given what is rated and what was answered so far, in their order. */
export function askedQuestions(
  questions: readonly Question[],
  about: AskedAbout,
  answers: readonly Answer[],
): Question[] {
  const asked: Question[] = [];
  for (const question of questions) {
    // An answer to a question that is no longer asked opens no other.
    const counted = answers.filter((one) => asked.some(({ id }) => id === one.question));
    if (question.when.every((condition) => holds(condition, about, counted))) asked.push(question);
  }
  return asked;
}

function holds(condition: Condition, about: AskedAbout, answers: readonly Answer[]): boolean {
  const one = (value: string | null) => value !== null && condition.in.includes(value);
  switch (condition.about) {
    case 'level':
      return one(about.level === null ? null : String(about.level));
    case 'channel':
      return one(about.channel);
    case 'item':
      return about.itemCodes.some(one);
    case 'kind':
      return about.kinds.some(one);
    case 'answer':
      return answers.some(({ question, chosen }) => question === condition.question && chosen.some(one));
  }
}

/**
 * The form as one page needs it: without what can never be asked about these items and kinds of targets, and without the
 * conditions that hold already. What is left depends on level and answers alone, and on the channel where that is null.
 */
export function narrowedForm(form: Form, about: Pick<AskedAbout, 'itemCodes' | 'kinds' | 'channel'>): Form {
  const known = { ...about, level: null };
  const settled = ({ about: subject }: Condition) =>
    subject === 'item' || subject === 'kind' || (subject === 'channel' && about.channel !== null);
  const questions = form.questions
    .filter(({ when }) => when.filter(settled).every((one) => holds(one, known, [])))
    .map((question) => ({ ...question, when: question.when.filter((one) => !settled(one)) }));
  return { ...form, questions };
}

/** The answers that say something to questions that are asked, in the form's order. What was left open stays open. */
export function saidAnswers(
  questions: readonly Question[],
  about: AskedAbout,
  answers: readonly Answer[],
): Answer[] {
  return askedQuestions(questions, about, answers).flatMap(({ id }) =>
    answers.filter((one) => one.question === id && says(one)).slice(0, 1),
  );
}

/** What is wrong with answers, by question, in words for whoever gave them; a question that is not in the form is wrong too. */
export function answerProblems(
  questions: readonly Question[],
  answers: readonly Answer[],
): { question: string; message: string }[] {
  const seen = new Set<string>();
  return answers.flatMap((answer) => {
    const question = questions.find(({ id }) => id === answer.question);
    const twice = seen.has(answer.question);
    seen.add(answer.question);
    const message = twice
      ? '同一个问题答了两次'
      : question
        ? answerProblem(question, answer)
        : '问卷里没有这个问题，请重新打开页面';
    return message ? [{ question: answer.question, message }] : [];
  });
}

function answerProblem(question: Question, { chosen, text }: Answer): string | null {
  if (question.kind === 'text') {
    if (chosen.length > 0) return '这个问题请用文字回答';
    return writtenLength(text) > MOST_ANSWER_WORDS ? `最多${MOST_ANSWER_WORDS}字` : null;
  }
  if (text !== '') return '这个问题请从给出的回答里选';
  const known = answersOf(question);
  if (!chosen.every((one) => known.includes(one))) return '选的回答不在这个问题里，请重新打开页面';
  if (new Set(chosen).size < chosen.length) return '同一个回答选了两次';
  if ((question.kind === 'single' || question.kind === 'scale') && chosen.length > 1) return '只能选一个';
  const rows = chosen.map((one) => one.split('=')[0]);
  if (question.kind === 'matrix' && new Set(rows).size < rows.length) return '每一项只能选一个';
  return null;
}

/** The questions a survey insists on that are asked and not answered yet; a rating insists on none. */
export function openQuestions(
  questions: readonly Question[],
  about: AskedAbout,
  answers: readonly Answer[],
): Question[] {
  const said = saidAnswers(questions, about, answers);
  return askedQuestions(questions, about, answers).filter(({ id, kind, rows, required }) => {
    if (!required) return false;
    const chosen = said.find(({ question }) => question === id);
    return kind === 'matrix' ? (chosen?.chosen.length ?? 0) < rows.length : !chosen;
  });
}

/** An answer in words, a line for each thing said, as the form of its version has it. */
export function answerLines(question: Question, { chosen, text }: Answer): string[] {
  const { kind, choices, rows, ends } = question;
  if (kind === 'text') return [text];
  if (kind === 'scale')
    return chosen.map((point) => {
      const end = point === '1' ? ends?.low : point === '5' ? ends?.high : null;
      return end ? `${point}（${end}）` : `${point}（1 ${ends?.low ?? ''}，5 ${ends?.high ?? ''}）`;
    });
  if (kind === 'matrix')
    return rows.flatMap((row) =>
      choices
        .filter((column) => chosen.includes(matrixAnswer(row.id, column.id)))
        .map((column) => `${row.label}：${column.label}`),
    );
  return choices.filter(({ id }) => chosen.includes(id)).map(({ label }) => label);
}
