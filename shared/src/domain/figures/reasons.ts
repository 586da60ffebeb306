import { countIn, optionAdopted, type Counts } from './counts.js';

/**
 * Why people were not satisfied, as a code that counters carry: an option of the poor levels (`108`), an answer to a questionnaire
 * (`answer:version:question:choice`), or a word they used (`word:排队`).
 */
export type ReasonCode = string;

/** An answer that was chosen, by the version it was given to: what it means never changes there. */
export interface ChosenAnswer {
  version: string;
  question: string;
  choice: string;
}

const ANSWER = 'answer:';
const ANSWERED = 'answered:';
const WORD = 'word:';
/** The counter of an option is its code behind this. */
const OPTION = optionAdopted('');
/** Of poor ratings alone. */
const POOR = 'poor_';

/** The counter of an answer among the ratings that count, and of those who answered its question at all. */
export const answerCounter = ({ version, question, choice }: ChosenAnswer): string =>
  `${ANSWER}${version}:${question}:${choice}`;
export const answeredCounter = ({ version, question }: Omit<ChosenAnswer, 'choice'>): string =>
  `${ANSWERED}${version}:${question}`;

export const wordReason = (word: string): ReasonCode => `${WORD}${word}`;
export const answerReason: (answer: ChosenAnswer) => ReasonCode = answerCounter;

/** Whether a reason is an option of a poor rating: a code begins with its level. */
export const isPoorOption = (option: string): boolean => option.startsWith('1') || option.startsWith('2');

/** A reason taken apart. */
export type Reason =
  { kind: 'option'; option: string } | { kind: 'word'; word: string } | ({ kind: 'answer' } & ChosenAnswer);

/** The parts of a reason's code; an answer's ids hold no colon. */
export function reasonOf(code: ReasonCode): Reason {
  if (code.startsWith(WORD)) return { kind: 'word', word: code.slice(WORD.length) };
  if (!code.startsWith(ANSWER)) return { kind: 'option', option: code };
  const [version = '', question = '', choice = ''] = code.slice(ANSWER.length).split(':');
  return { kind: 'answer', version, question, choice };
}

/** What one rating that counts adds of its answers and words; those of a poor one are counted apart too. */
export function saidCounters(
  answers: readonly ChosenAnswer[],
  words: readonly string[],
  poor: boolean,
): string[] {
  const plain = [...new Set(answers.flatMap((one) => [answerCounter(one), answeredCounter(one)]))];
  if (!poor) return plain;
  return [...plain, ...plain.map((name) => POOR + name), ...words.map((word) => POOR + wordReason(word))];
}

/** A counter of words, which only an item keeps: many, and of no use to a sum over a city. */
export const isWordCounter = (name: string): boolean => name.startsWith(POOR + WORD);

/** A counter of answers or words. */
export const isSaidCounter = (name: string): boolean =>
  [ANSWER, ANSWERED, POOR].some((start) => name.startsWith(start));

/** The code of the reason a counter counts among poor ratings; null for every other counter. */
function reasonCounted(name: string): ReasonCode | null {
  if (name.startsWith(POOR + ANSWER) || name.startsWith(POOR + WORD)) return name.slice(POOR.length);
  const option = name.startsWith(OPTION) ? name.slice(OPTION.length) : '';
  return isPoorOption(option) ? option : null;
}

/** Of all that was counted, what says why ratings were poor. */
export const reasonCounts = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => reasonCounted(name) !== null));

/** How many poor ratings that count give this reason. */
export const poorWith = (counts: Counts, code: ReasonCode): number =>
  countIn(counts, reasonOf(code).kind === 'option' ? optionAdopted(code) : POOR + code);

/** The reasons poor ratings gave, of whatever kind. */
export const reasonsIn = (counts: Counts): ReasonCode[] =>
  Object.keys(counts).flatMap((name) => reasonCounted(name) ?? []);

/** So many satisfied people must have answered a question before anything is read from the difference. */
const LEAST_OTHERS = 10;
/** And so many times as often as the others the unsatisfied must choose an answer. */
const TELLING = 2;

/**
 * The answers that tell of dissatisfaction: those which people who rated poorly choose at least twice as often as the others do. No answer is
 * called bad by its words; where too few others answered the question, none is.
 * @param all what was counted of everybody, the city or a region
 */
export function tellingAnswers(all: Counts): ReadonlySet<ReasonCode> {
  const telling = reasonsIn(all).filter((code) => {
    const reason = reasonOf(code);
    if (reason.kind !== 'answer') return false;
    const answered = answeredCounter(reason);
    const poorAnswered = countIn(all, POOR + answered);
    const others = countIn(all, answered) - poorAnswered;
    const poor = poorWith(all, code);
    return others >= LEAST_OTHERS && poor * others >= TELLING * (countIn(all, code) - poor) * poorAnswered;
  });
  return new Set(telling);
}
