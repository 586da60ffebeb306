import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { StaffCorrectionRow, StaffCorrectionView } from '@haochaping/shared/contracts';
import { useDecideCorrection, useOpening } from '../../api/corrections.js';
import { formatInstantFull, formatWait } from '../../format.js';
import { Mark, type Tone } from '../../ui/marks.js';
import { ErrorNotice } from '../../ui/notices.js';
import { Answer, type Draft } from './answer.js';

/** What became of an answer, told above the list. */
export interface Said {
  tone: 'good' | 'bad';
  words: string;
}

const MARKS: Readonly<Record<StaffCorrectionRow['state'], { tone: Tone; sign: string }>> = {
  waiting: { tone: 'care', sign: '○' },
  done: { tone: 'good', sign: '✓' },
  refused: { tone: 'quiet', sign: '×' },
  withdrawn: { tone: 'quiet', sign: '–' },
};

/** Since when it waits, or when it was answered. */
function timesOf({ askedAt, answeredAt, state }: StaffCorrectionRow): string {
  const asked = `${formatInstantFull(askedAt)}提的`;
  if (state === 'waiting') return `${asked}，等了${formatWait((Date.now() - Date.parse(askedAt)) / 1000)}`;
  return answeredAt ? `${asked}，${formatInstantFull(answeredAt)}答复` : asked;
}

/** What the person wrote, as long as the card is open; a page that is left may be kept by the browser as it stands. */
function Words({ view, onClose }: { view: StaffCorrectionView; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    window.addEventListener('pagehide', onClose);
    return () => window.removeEventListener('pagehide', onClose);
  }, [onClose]);
  const { text, receipt, answer, office } = view;
  return (
    <div ref={box} className="correction-opened" tabIndex={-1} role="group" aria-label="申请人写的">
      <blockquote className="said whole">{text}</blockquote>
      <dl className="facts">
        {receipt && (
          <div>
            <dt>说的是</dt>
            <dd>
              评价 <Link to={`/ratings?search=${encodeURIComponent(receipt)}`}>{receipt}</Link> 的那件事
            </dd>
          </div>
        )}
        {answer && (
          <div>
            <dt>{office ? `${office}答复` : '答复'}</dt>
            <dd>{answer}</dd>
          </div>
        )}
      </dl>
      <p className="aside">请不要抄到别处。这次查看已经记下，申请人看得到。</p>
    </div>
  );
}

/** One request: which of the facts is said to be wrong and since when; opened, what the person wrote and the answer to it. */
export function CorrectionCard({ row, onSaid }: { row: StaffCorrectionRow; onSaid: (said: Said) => void }) {
  const [draft, setDraft] = useState<Draft>({ answer: '' });
  const heading = useRef<HTMLHeadingElement>(null);
  const title = `更正${row.field === 'other' ? '别的信息' : row.fieldName}`;
  const say = (tone: Said['tone'], words: string) => onSaid({ tone, words: `${title}：${words}` });
  const over = ({ message }: Error) => say('bad', `${message}。`);
  const { opened, pending, error, open, close } = useOpening(row.id, over);
  const decide = useDecideCorrection(row.id, {
    decided: ({ done }) =>
      say('good', `答复了“${done ? '已经改过来了' : '不改'}”。申请人现在就能读到您写的话。`),
    over,
  });
  const shut = useCallback(() => {
    close();
    heading.current?.focus({ preventScroll: true });
  }, [close]);
  const { state, stateName } = opened ?? row;
  return (
    <article className="card" aria-label={`${title}，${formatInstantFull(row.askedAt)}提的`}>
      <div className="correction-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Mark {...MARKS[state]}>{stateName}</Mark>
        <span className="aside">{timesOf(opened ?? row)}</span>
        <Button
          className="correction-open"
          aria-expanded={opened !== null}
          loading={pending}
          onClick={() => (opened ? shut() : void open())}
        >
          {opened ? '收起' : '打开'}
        </Button>
      </div>
      {error && <ErrorNotice error={error} />}
      {opened && <Words view={opened} onClose={close} />}
      {opened?.may.includes('decide') && <Answer draft={draft} onDraft={setDraft} decide={decide} />}
    </article>
  );
}
