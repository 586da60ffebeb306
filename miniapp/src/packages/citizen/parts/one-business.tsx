import type { ReactNode } from 'react';
import type { BusinessList, BusinessView } from '@haochaping/shared/contracts';
import { Words } from '../../../kit/elements.js';
import { Asked } from './frame.js';
import { useMyList } from './use-mine.js';
import { business as words } from './words-business.js';

interface OneBusinessProps {
  /** Of the page's address; a page may be opened without one. */
  id: string | undefined;
  children: (business: BusinessView) => ReactNode;
}

const Gone = () => <Words className="lead">{words.gone}</Words>;

function Found({ id, children }: OneBusinessProps) {
  const { mine, reload } = useMyList<BusinessList>('/me/businesses');
  return (
    <Asked mine={mine} onRetry={reload}>
      {({ items }) => {
        const found = items.find((one) => one.id === id);
        return found ? children(found) : <Gone />;
      }}
    </Asked>
  );
}

/** One of the businesses one acts for; or that it is gone, or the authority is over. */
export function OneBusiness({ id, children }: OneBusinessProps) {
  return id ? <Found id={id}>{children}</Found> : <Gone />;
}
