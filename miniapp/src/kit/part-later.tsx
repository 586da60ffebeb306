import { lazy, Suspense, type ComponentType } from 'react';

/**
 * A part of a page that is fetched when it is shown: on the web the first page of somebody who only wants to rate stays small. Of parts
 * that ask the network anyway, or do without it: where it cannot be fetched it is not offered, and the page around it stays.
 */
export function partLater<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Later = lazy<ComponentType<Props>>(
    () =>
      load().then(
        (part) => ({ default: part }),
        () => ({ default: () => null }),
      ),
    // Of a component whose props are not known, React's types would know about its ref.
  ) as unknown as ComponentType<Props>;
  return function PartLater(props: Props) {
    return (
      <Suspense fallback={null}>
        <Later {...props} />
      </Suspense>
    );
  };
}
