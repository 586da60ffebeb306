import type { QuestionView } from '@haochaping/shared/contracts';
import type { Choice, QuestionKind } from '@haochaping/shared/domain/questionnaires/form';

/** An id that none of these has: the next number after a letter. */
function nextId(letter: string, known: readonly { id: string }[]): string {
  let number = known.length + 1;
  while (known.some(({ id }) => id === `${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

export const newChoice = (known: readonly Choice[]): Choice => ({ id: nextId('a', known), label: '' });

/** An empty question of a kind, with what it needs at least. */
export function newQuestion(kind: QuestionKind, known: readonly QuestionView[]): QuestionView {
  const two: Choice[] = [
    { id: 'a1', label: '' },
    { id: 'a2', label: '' },
  ];
  return {
    // Answers of old versions keep their meaning: an id that was used once is not given to another question.
    id: `q${Date.now().toString(36)}${known.length}`,
    kind,
    title: '',
    hint: '',
    choices: kind === 'text' || kind === 'scale' ? [] : two,
    rows: kind === 'matrix' ? [{ id: 'a1', label: '' }] : [],
    ends: kind === 'scale' ? { low: '', high: '' } : null,
    required: false,
    when: [],
  };
}

/** The list with one entry at another place; as it is where there is no such place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  if (to < 0 || to >= next.length) return next;
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}
