import { Link } from 'react-router';
import { useCaseOfRating } from '../../api/cases.js';
import { DueMark } from '../../ui/due-mark.js';

/** How far a poor rating is on its way to an answer, and the way there. */
export function CaseCard({ ratingId }: { ratingId: string }) {
  const { data } = useCaseOfRating(ratingId);
  if (!data) return null;
  return (
    <section className="card" aria-labelledby="case">
      <h2 id="case">差评办理</h2>
      <p>
        {data.phaseName}
        {data.due && `，等${data.due.waitsFor}`} <DueMark due={data.due} ended={data.outcomeName ?? '办结'} />
      </p>
      <p>
        <Link to={`/cases/${data.id}`}>去办 {data.number}</Link>
      </p>
    </section>
  );
}
