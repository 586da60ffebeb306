import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import { load, save } from '../lib/storage.js';

/** What was begun about a rating and not sent yet; it waits on this device for whoever comes back. */
export interface Draft {
  options: string[];
  text: string;
  answers: Answer[];
}

const NAME = 'drafts';
/** Of so many ratings; who leaves more unfinished has long forgotten the first. */
const MOST = 5;

type Kept = [intakeId: string, draft: Draft][];

const all = (): Kept => {
  const stored = load(NAME);
  return Array.isArray(stored) ? (stored as Kept) : [];
};

export const draftOf = (intakeId: string): Draft | undefined => all().find(([id]) => id === intakeId)?.[1];

/** Keeps what was begun; one in which nothing is said is forgotten. */
export function keepDraft(intakeId: string, draft: Draft): void {
  const before = all();
  const others = before.filter(([id]) => id !== intakeId);
  const empty = draft.options.length === 0 && draft.text === '' && draft.answers.length === 0;
  if (empty && others.length === before.length) return;
  // What cannot be kept lives as long as the page.
  save(NAME, empty ? others : [[intakeId, draft], ...others].slice(0, MOST));
}

export const forgetDraft = (intakeId: string): void =>
  keepDraft(intakeId, { options: [], text: '', answers: [] });
