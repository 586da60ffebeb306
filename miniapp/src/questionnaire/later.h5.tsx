import { lazy, Suspense, type ComponentProps } from 'react';
import type { Questionnaire as QuestionnaireNow } from './questionnaire.js';

/** Without network it is not offered; the page around it stays, and what was begun is kept. */
const Later = lazy(() =>
  import(/* webpackMode: "lazy" */ './questionnaire.js').then(
    ({ Questionnaire }) => ({ default: Questionnaire }),
    () => ({ default: () => null }),
  ),
);

/** On the web it is fetched when a level was given: the first page of somebody who only wants to rate stays small. */
export const Questionnaire = (props: ComponentProps<typeof QuestionnaireNow>) => (
  <Suspense fallback={null}>
    <Later {...props} />
  </Suspense>
);
