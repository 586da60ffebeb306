import { formatInstantFull } from '../format.js';

interface EventsProps {
  events: readonly { at: string; by: string; what: string; words: string }[];
}

/** What happened, one after the other: when, who, what, and their words. */
export function Events({ events }: EventsProps) {
  return events.map(({ at, by, what, words }) => (
    <div key={at}>
      <p className="aside">
        {formatInstantFull(at)} {by} {what}
      </p>
      {words && <blockquote className="said">{words}</blockquote>}
    </div>
  ));
}
