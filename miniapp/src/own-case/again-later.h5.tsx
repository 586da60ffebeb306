import { lazy, Suspense, type ComponentProps } from 'react';
import type { Again as AgainNow } from './again.js';

/** Without network it is not offered; the page around it stays. */
const Later = lazy(() =>
  import(/* webpackMode: "lazy" */ './again.js').then(
    ({ Again }) => ({ default: Again }),
    () => ({ default: () => null }),
  ),
);

/** On the web it is fetched when a case is shown: the first page of somebody who only wants to rate stays small. */
export const Again = (props: ComponentProps<typeof AgainNow>) => (
  <Suspense fallback={null}>
    <Later {...props} />
  </Suspense>
);
