import { Link } from 'react-router';
import type { AnswersRow } from '@haochaping/shared/contracts';

/** What was rated, and the way to its rating. */
export const TitleLink = ({ ratingId, title, place }: Pick<AnswersRow, 'ratingId' | 'title' | 'place'>) => (
  <>
    <Link to={`/ratings/${ratingId}`} data-row-link>
      {title}
    </Link>
    {place !== title && <p className="aside">{place}</p>}
  </>
);
