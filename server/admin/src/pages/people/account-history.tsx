import type { StaffAccountEvent } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';

type Change = StaffAccountEvent['changes'][number];

function ChangeEntry({ field, before, after }: Change) {
  return (
    <li>
      {field}：
      {before && (
        <>
          <del>{before}</del> 改为{' '}
        </>
      )}
      <ins>{after || '（空）'}</ins>
    </li>
  );
}

/** How the rights of an account came about: who did what to them and when, the latest first. */
export function AccountHistory({ history }: { history: readonly StaffAccountEvent[] }) {
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">权限的来历</h2>
      <ol className="person-history">
        {history.map((event) => (
          <li key={`${event.at} ${event.action}`}>
            <p>
              <strong>{event.actionName}</strong>
              <span className="person-aside">
                {formatInstantFull(event.at)} · {event.by}
              </span>
            </p>
            {event.changes.length > 0 && (
              <ul>
                {event.changes.map((change) => (
                  <ChangeEntry key={change.field} {...change} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
