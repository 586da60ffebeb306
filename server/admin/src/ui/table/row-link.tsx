import { Link } from 'react-router';
import type { FromList } from '../place.js';

interface RowLinkProps {
  to: string;
  text: string;
  /** Path and query of the list, so that the page it leads to knows the way back. */
  list: string;
  onLeave: () => void;
  /** Not said where the text stands in full in every width. */
  title?: string;
}

/** The link a row of a list is opened by: the first line of its main cell. */
export function RowLink({ to, text, list, onLeave, title }: RowLinkProps) {
  const state: FromList = { fromList: list };
  return (
    <Link className="first-line" to={to} state={state} data-row-link onClick={onLeave} title={title}>
      {text}
    </Link>
  );
}
