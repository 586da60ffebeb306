import type { RatingPageView } from '@haochaping/shared/contracts';
import { momentOf } from '../../lib/when.js';
import { Notice } from '../../kit/notice.js';
import { common, faults } from '../../words.js';
import { isTrouble, type FaultKind } from './use-page.js';

interface FaultProps {
  fault: FaultKind;
  view: RatingPageView | undefined;
  /** The server's own words, said where we have none. */
  message?: string | undefined;
  onRetry: () => void;
}

/** Why there is nothing to rate here, and what to do now. */
export function Fault({ fault, view, message, onRetry }: FaultProps) {
  const at = (instant: string | null | undefined) => (instant ? momentOf(instant, new Date()) : null);
  const { title, text, hint } = faults[fault];
  const said = typeof text === 'string' ? text || message : text(at(view?.expiresAt));
  return (
    <Notice
      page="fault"
      title={title}
      text={said ?? ''}
      hint={hint}
      help={!isTrouble(fault)}
      {...(isTrouble(fault) ? { action: { label: common.retry, onPress: onRetry } } : {})}
    />
  );
}
