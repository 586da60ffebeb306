import {
  answerLines,
  answerProblems,
  narrowedForm,
  saidAnswers,
  scopesOf,
  type Attribution,
  type Channel,
  type Level,
} from '@haochaping/shared/domain';
import type { AnswersInput, AnswersView } from '@haochaping/shared/contracts';
import type { ChosenAnswer } from '@haochaping/shared/domain/figures/index';
import { AppError, wrongField } from '../../http/errors.js';
import type { GivenAnswers } from './model.js';
import { askedOf, versionsOf, type KnownVersion } from './shown.js';

/** What was rated, as far as it decides what was asked. */
export interface AnsweredAbout {
  attribution: Attribution;
  level: Level;
  channel: Channel;
}

/**
 * The answers as they are kept: those that say something, to questions that are asked. Null when nothing was said. A version that was
 * replaced meanwhile is good: the person answered what they were shown.
 * @throws AppError `invalid_input` naming every answer that does not fit
 */
export async function acceptedAnswers(
  input: AnswersInput,
  { attribution, level, channel }: AnsweredAbout,
): Promise<GivenAnswers | null> {
  const known = (await versionsOf([input.version])).get(input.version);
  const meant =
    known &&
    scopesOf(attribution).some(({ kind, code }) => kind === known.scope.kind && code === known.scope.code);
  if (!known || !meant)
    throw wrongField('questionnaire.version', '这份问卷不是给这次评价的，请重新打开评价页；其余的都还在');
  const about = { ...askedOf(attribution), level, channel };
  const { questions } = narrowedForm(known.version.form, about);
  const problems = answerProblems(questions, input.answers);
  if (problems.length > 0)
    throw new AppError('invalid_input', {
      details: problems.map(({ question, message }) => ({
        field: `questionnaire.answers.${input.answers.findIndex((one) => one.question === question)}`,
        message,
      })),
    });
  const answers = saidAnswers(questions, about, input.answers);
  return answers.length > 0 ? { version: input.version, answers } : null;
}

/** What was written in answers, for whoever judges words. */
export const answeredWords = (given: GivenAnswers | null | undefined): string[] =>
  (given?.answers ?? []).map(({ text }) => text).filter((text) => text !== '');

/**
 * Answers in the words of their version.
 * @param readable how this reader sees words somebody wrote
 */
export function presentAnswers(
  given: GivenAnswers | null | undefined,
  versions: ReadonlyMap<string, KnownVersion>,
  readable: (text: string) => string,
): AnswersView | null {
  const known = given && versions.get(given.version);
  if (!known) return null;
  const { form, number } = known.version;
  return {
    title: form.title,
    versionNumber: number,
    answers: form.questions.flatMap((question) => {
      const answer = given.answers.find((one) => one.question === question.id);
      if (!answer) return [];
      const lines = answerLines(question, { ...answer, text: readable(answer.text) });
      return [{ title: question.title, lines }];
    }),
  };
}

/** One answer that was chosen, with its question, as its version has them; null where nobody published that version. */
export function answerText(
  versions: ReadonlyMap<string, KnownVersion>,
  { version, question, choice }: ChosenAnswer,
): string | null {
  const asked = versions.get(version)?.version.form.questions.find(({ id }) => id === question);
  if (!asked) return null;
  const lines = answerLines(asked, { question, chosen: [choice], text: '' });
  return `${asked.title}${lines.join('、')}`;
}
