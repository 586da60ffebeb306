import type { SubmissionView } from '@haochaping/shared/contracts';
import { formatInstant, formatInstantFull } from '../../format.js';

/** What is missing, and what happened so far: the two things one needs to decide whether to send again. */
export function SubmissionStory({ submission }: { submission: SubmissionView }) {
  const { missing, message, history, receipt, sentAt, standingNote } = submission;
  // What is missing is told once, with its remedy.
  const told = missing.some(({ remedy }) => remedy === message);
  return (
    <div className="story">
      {missing.length > 0 && (
        <section>
          <h3>还缺什么</h3>
          <ul>
            {missing.map(({ field, remedy }) => (
              <li key={field}>{remedy.includes(field) ? remedy : `${field}：${remedy}`}</li>
            ))}
          </ul>
        </section>
      )}
      {message && !told && (
        <section>
          <h3>说明</h3>
          <p>{message}</p>
        </section>
      )}
      {standingNote && (
        <section>
          <h3>采信状态</h3>
          <p>{standingNote}</p>
        </section>
      )}
      {receipt && (
        <section>
          <h3>省里的回执</h3>
          <p>
            {receipt}
            {sentAt && `，${formatInstantFull(sentAt)}`}
          </p>
        </section>
      )}
      <section>
        <h3>经过</h3>
        {history.length === 0 && <p>还没有送过。</p>}
        <ol>
          {history.map(({ at, outcome, outcomeName, message: said }) => (
            <li key={`${at} ${outcome}`}>
              <time dateTime={at}>{formatInstant(at)}</time> {outcomeName}
              {said && said !== message && `：${said}`}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
