import type { CoercionReport, OwnCoercionReports } from '@haochaping/shared/contracts';
import {
  COERCION_MOVE_NAMES,
  COERCION_STATE_NAMES,
  COERCION_TOLD,
  coercionMoves,
  MOST_COERCION_REPORTS,
} from '@haochaping/shared/domain/coercion';
import type { CoercionRecord } from './model.js';

/** One's own reports, with what became of each; who at the office did so is not told. */
export const presentOwnReports = (reports: readonly CoercionRecord[]): OwnCoercionReports => ({
  items: reports.map(({ at, text, state, steps }) => {
    const concluded = steps.find(({ move }) => move === 'conclude');
    return {
      at: at.toISOString(),
      text,
      state,
      told: COERCION_TOLD[state],
      conclusion: concluded?.words ?? null,
      concludedAt: concluded?.at.toISOString() ?? null,
    };
  }),
  more: reports.length < MOST_COERCION_REPORTS,
});

const foundIn = ({ upheld }: CoercionRecord['steps'][number]): string =>
  typeof upheld === 'boolean' ? `：${upheld ? '查实了' : '没有查实'}` : '';

/** A report for the efficiency office. @param name the name of an account */
export const presentReport = (
  { _id, version, at, state, text, number, title, place, steps }: CoercionRecord,
  name: (accountId: string) => string,
): CoercionReport => ({
  id: _id,
  version,
  at: at.toISOString(),
  state,
  stateName: COERCION_STATE_NAMES[state],
  text,
  about: { number, title, place },
  steps: steps.map((step) => ({
    at: step.at.toISOString(),
    what: COERCION_MOVE_NAMES[step.move] + foundIn(step),
    by: name(step.by),
    words: step.words,
  })),
  moves: coercionMoves(state).map((type) => ({ type, name: COERCION_MOVE_NAMES[type] })),
});
