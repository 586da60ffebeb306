import type { NoticePreview } from '@haochaping/shared/contracts';
import { dayWords, rangesWords } from './day-words.js';

type Read = NoticePreview['daysOff'][number];

/** What one sentence of the notice was understood to say. */
interface Sentence {
  phrase: string;
  holiday: string;
  kind: '放假' | '上班';
  days: string[];
}

/** The days of each sentence, in the order of the year. */
function sentencesOf({ daysOff, workdays }: NoticePreview): Sentence[] {
  const sentences = new Map<string, Sentence>();
  const take = (kind: Sentence['kind'], days: readonly Read[]) => {
    for (const { day, holiday, phrase } of days) {
      const key = `${holiday}\n${phrase}`;
      const known = sentences.get(key);
      if (known) known.days.push(day);
      else sentences.set(key, { phrase, holiday, kind, days: [day] });
    }
  };
  take('放假', daysOff);
  take('上班', workdays);
  return [...sentences.values()];
}

function Problems({ problems }: { problems: readonly string[] }) {
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>有 {problems.length} 处没看懂或前后不一，不能导入。请对照原文改好上面的文字，再读一次。</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

/** What importing it would change, against what counts now. */
function Change({ preview: { year, replaces, changed } }: { preview: NoticePreview }) {
  if (!replaces) return <p>{year}年还没有导入过，现在只按周一至周五算。</p>;
  if (changed.length === 0) return <p>和现在用的一样（{replaces.source}），哪一天上不上班都不变。</p>;
  return (
    <p>
      现在用的是{replaces.source}。导入后，这 {changed.length} 天上不上班会变，经过它们的期限会重新算：
      {changed.map((day) => dayWords(day, year)).join('、')}。
    </p>
  );
}

/** What was read from a notice, sentence by sentence, so that a person compares it before it counts. */
export function ReadNotice({ preview }: { preview: NoticePreview }) {
  const { year, problems, amends } = preview;
  const sentences = sentencesOf(preview);
  const holidays = [...new Set(sentences.map(({ holiday }) => holiday))];
  return (
    <section className="calendar-read" aria-labelledby="read-title">
      <h3 id="read-title">读出来的{year}年安排</h3>
      {problems.length > 0 ? <Problems problems={problems} /> : <Change preview={preview} />}
      {amends.length > 0 && (
        <p>
          这份通知只调整{amends.join('、')}；{year}年别的节日不变。
        </p>
      )}
      <dl className="calendar-holidays">
        {holidays.map((holiday) => (
          <div key={holiday}>
            <dt>{holiday}</dt>
            {sentences
              .filter((one) => one.holiday === holiday)
              .map(({ phrase, kind, days }) => (
                <dd key={phrase}>
                  <b>{kind}</b> {rangesWords(days, year).join('、')}
                  <q>{phrase}</q>
                </dd>
              ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
