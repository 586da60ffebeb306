import { partLater } from '../kit/part-later.js';

/** Fetched when a level was given; without network what was begun is kept. */
export const Questionnaire = partLater(() =>
  import(/* webpackMode: "lazy" */ './questionnaire.js').then((part) => part.Questionnaire),
);
