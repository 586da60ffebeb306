import type { SystemTraffic } from '@haochaping/shared/contracts';
import { formatCount, formatInstant, formatMonthDay } from '../../format.js';
import { EmptyNotice } from '../../ui/notices.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';

type Day = SystemTraffic['days'][number];
type Refusal = SystemTraffic['refusals'][number];

const DAY_COLUMNS: Column<Day>[] = [
  { key: 'day', title: '哪天', render: ({ day }) => formatMonthDay(day) },
  {
    key: 'transactions',
    title: '新报来的办件',
    align: 'end',
    render: ({ transactions }) => formatCount(transactions),
  },
  {
    key: 'refused',
    title: '被拒绝的请求',
    align: 'end',
    render: ({ refused }) => (
      <span className="system-mark" data-tone={refused > 0 ? 'bad' : undefined}>
        {formatCount(refused)}
      </span>
    ),
  },
];

/** What came in on each of the last days. */
export function Days({ days }: { days: readonly Day[] }) {
  return (
    <section aria-labelledby="days">
      <h2 id="days">每天报来多少</h2>
      <p className="system-aside">最近两周。同一办件后来的环节、重发的不另算。</p>
      <div className="system-days">
        <DataTable caption="每天报来多少" columns={DAY_COLUMNS} rows={days} rowId={({ day }) => day} />
      </div>
    </section>
  );
}

function Problems({ refusal }: { refusal: Refusal }) {
  return (
    <ul className="system-problems">
      {refusal.problems.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          {field && <code>{field}</code>} {message}
        </li>
      ))}
      {!refusal.proven && <li className="system-aside">没有证明是这个系统发的，说不定是别人用了这个标识</li>}
    </ul>
  );
}

const REFUSAL_COLUMNS: Column<Refusal>[] = [
  {
    key: 'why',
    title: '哪个字段，为什么',
    render: (refusal) => <Problems refusal={refusal} />,
  },
  {
    key: 'operation',
    title: '哪个操作',
    width: '18%',
    render: ({ operationName, code }) => (
      <>
        {operationName}
        <span className="second-line">{code}</span>
      </>
    ),
  },
  { key: 'times', title: '几次', width: '76px', align: 'end', render: ({ times }) => formatCount(times) },
  { key: 'last', title: '最近一次', width: '120px', render: ({ lastAt }) => formatInstant(lastAt) },
];

/** What was refused, each thing once a day with how often. */
export function Refusals({ refusals }: { refusals: readonly Refusal[] }) {
  return (
    <section aria-labelledby="refusals">
      <h2 id="refusals">拒绝了什么</h2>
      <p className="system-aside">
        最近两周，同一天一样的合成一条。只有字段和原因，不留送来的内容。做系统的人自己也能查：签名后 GET
        /api/v1/system/refusals。
      </p>
      {refusals.length === 0 ? (
        <EmptyNotice>没有拒绝过。</EmptyNotice>
      ) : (
        <DataTable
          caption="被拒绝的请求"
          columns={REFUSAL_COLUMNS}
          rows={refusals}
          rowId={({ operation, code, day, problems, proven }) =>
            JSON.stringify([operation, code, day, problems, proven])
          }
          wraps
        />
      )}
    </section>
  );
}
