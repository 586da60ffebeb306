import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SorePointRow } from '@haochaping/shared/contracts';
import { useAskImprovement, useSorePoints } from '../../api/improvements.js';
import { dayOf, formatCount } from '../../format.js';
import { WordsForm } from '../../ui/form/words-form.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Rule } from '../../ui/rule.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { DueDay } from './due-day.js';

/** Two weeks unless somebody says otherwise. */
const USUAL_DAYS = 14;

const keyOf = ({ itemCode, reasonCode }: SorePointRow): string => `${itemCode} ${reasonCode}`;

/** More or fewer than before, in words: a colour alone says nothing. */
function Change({ count, before, rose }: SorePointRow) {
  if (before === 0) return <span data-tone={rose ? 'bad' : undefined}>前一段没有</span>;
  const word =
    count > before ? `多了 ${count - before}` : count < before ? `少了 ${before - count}` : '一样多';
  return (
    <span className="point-change" data-tone={rose ? 'bad' : undefined}>
      {rose ? '↑ ' : ''}前一段 {formatCount(before)}，{word}
    </span>
  );
}

function columnsFor(ask: (key: string) => void): Column<SorePointRow>[] {
  return [
    {
      key: 'item',
      title: '事项和原因',
      render: ({ itemName, reason, institutionName }) => (
        <>
          <span title={itemName}>{itemName}</span>
          <span className="second-line" title={reason}>
            {reason}
          </span>
          <span className="second-line point-unit">{institutionName}</span>
        </>
      ),
    },
    {
      key: 'institution',
      title: '单位',
      width: '24%',
      from: 'medium',
      render: ({ institutionName, regionName }) => (
        <>
          <span title={institutionName}>{institutionName}</span>
          <span className="second-line">{regionName}</span>
        </>
      ),
    },
    {
      key: 'count',
      title: '差评',
      width: '74px',
      align: 'end',
      render: ({ count, ratings }) => (
        <>
          <span>{formatCount(count)}</span>
          <span className="second-line">共评 {formatCount(ratings)}</span>
        </>
      ),
    },
    {
      key: 'change',
      title: '比前一段',
      width: '170px',
      from: 'medium',
      render: (row) => <Change {...row} />,
    },
    {
      key: 'task',
      title: '整改',
      width: '122px',
      render: (row) =>
        row.task ? (
          <Link to="/improvements?tab=tasks">{row.task.stateName}</Link>
        ) : (
          <Button onClick={() => ask(keyOf(row))}>交办整改</Button>
        ),
    },
  ];
}

function AskForm({
  point,
  from,
  to,
  onDone,
}: {
  point: SorePointRow;
  from: string;
  to: string;
  onDone: () => void;
}) {
  const [dueDay, setDueDay] = useState(dayOf(new Date(), USUAL_DAYS));
  const ask = useAskImprovement();
  const send = (words: string) => {
    if (!dueDay) return;
    const { itemCode, reasonCode } = point;
    ask.mutate({ itemCode, reasonCode, from, to, words: words.trim(), dueDay }, { onSuccess: onDone });
  };
  return (
    <section className="card improvement-form">
      <h2>
        {point.institutionName}：{point.itemName}
      </h2>
      <p className="improvement-aside">
        {point.reason}，{from}至{to}有 {formatCount(point.count)}{' '}
        条。单位只看到事项、原因和您写的，看不到有几条、是谁。
      </p>
      <WordsForm
        className="form"
        name="交办整改"
        label="要整改什么"
        hint="写清改成什么样算改好，单位会看到全文。"
        field="words"
        others={['dueDay']}
        action="交给单位"
        deed={ask}
        onSend={send}
        onDone={onDone}
      >
        {(tried) => (
          <DueDay
            label="最晚哪天改好"
            field="dueDay"
            value={dueDay}
            onChange={setDueDay}
            tried={tried}
            error={ask.error}
          />
        )}
      </WordsForm>
    </section>
  );
}

/** Items and reasons that lie together, with what was done about each. */
export function SorePointList({ from, to }: { from: string; to: string }) {
  const { data, error, isPending, isPlaceholderData, refetch } = useSorePoints(from, to);
  const [asked, setAsked] = useState<string | null>(null);
  if (isPending) return <LoadingRows />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const point = data.items.find((one) => keyOf(one) === asked);
  return (
    <>
      {point && (
        <AskForm key={keyOf(point)} point={point} from={from} to={to} onDone={() => setAsked(null)} />
      )}
      {data.items.length === 0 ? (
        <EmptyNotice>这些天没有同一事项同一原因一再差评的。把时间选长一些再看。</EmptyNotice>
      ) : (
        <DataTable
          caption="堵点"
          columns={columnsFor(setAsked)}
          rows={data.items}
          rowId={keyOf}
          busy={isPlaceholderData}
          wraps
        />
      )}
      <div className="improvement-aside">
        <Rule>
          <p>{data.rule}</p>
        </Rule>
      </div>
    </>
  );
}
