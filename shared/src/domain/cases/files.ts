import type { CaseCommandType } from './commands.js';
import type { CaseEvent } from './events.js';

/** What may go with files: evidence (举证解释), the facts found, the answer. Source: domain.md §4. */
export const MOVES_WITH_FILES = ['explain', 'verify', 'answer'] as const satisfies CaseCommandType[];
type MoveWithFiles = (typeof MOVES_WITH_FILES)[number];

export const takesFiles = (type: string): type is MoveWithFiles =>
  (MOVES_WITH_FILES as readonly string[]).includes(type);

/** The files that go with an event. */
export const filesOf = (event: CaseEvent): readonly string[] =>
  'attachments' in event ? event.attachments : [];

/** Those of them that are for the one who gave the rating: the files of an answer. */
export const filesForEvaluator = (event: CaseEvent): readonly string[] =>
  event.type === 'answered' ? event.attachments : [];
