import type { StatisticsSummary } from '@haochaping/shared/contracts';
import { inventedIn } from '@haochaping/shared/domain/figures/tables';
import { useStatistics } from '../../api/statistics.js';
import { formatCount, formatInstant } from '../../format.js';
import { ErrorNotice, LoadingRows, Nothing } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { SaveList } from '../../ui/save-list.js';
import { Charts } from './charts.js';
import { Figures } from './figures.js';
import { PeriodAndChannel, periodOf, useStatisticsFilters, WhereOneIs } from './filters.js';
import { Lists } from './lists.js';
import './statistics.css';

/** Figures of the city, a county, an institution, an item …: every share with its formula, every chart with its table. FA-2.4.1-a */
export function Component() {
  const filters = useStatisticsFilters();
  const { kind, code, channel } = filters.values;
  const query = { ...periodOf(filters), kind, code, channel };
  const { data, error, isPending, isPlaceholderData, refetch } = useStatistics(query);
  const summary = error ? undefined : data;
  return (
    <Page
      title="统计"
      lead={
        <span role="status">
          {summary && `${summary.subject.name}，${summary.from}至${summary.to}，`}
          {summary && `评价 ${formatCount(summary.ratings.all)} 条`}
          {summary?.countedAt && `；算到 ${formatInstant(summary.countedAt)}`}
        </span>
      }
      actions={
        summary && (
          <SaveList
            path="/staff/statistics/summary/export.xlsx"
            query={query}
            name={`统计（${summary.subject.name} ${summary.from}至${summary.to}）`}
            total={summary.ratings.all}
          />
        )
      }
    >
      {summary && summary.above.length > 0 && <WhereOneIs summary={summary} filters={filters} />}
      <PeriodAndChannel filters={filters} channels={summary?.book === 'full'} />
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {summary && (
        <div className="statistics" aria-busy={isPlaceholderData}>
          <Counting summary={summary} />
          {summary.ratings.all === 0 && (
            <Nothing>
              这段时间还没有{summary.book === 'shown' ? '开放了的' : channel ? '从这个渠道来的' : ''}
              评价可以统计。换一段时间看看。
            </Nothing>
          )}
          {summary.figures.some(({ whole }) => whole > 0) && <Figures summary={summary} />}
          {summary.ratings.all > 0 && (
            <>
              <Charts summary={summary} filters={filters} />
              <Lists summary={summary} filters={filters} />
            </>
          )}
        </div>
      )}
    </Page>
  );
}

/** How far the figures may be trusted at this moment, and by which day they count. */
function Counting({ summary }: { summary: StatisticsSummary }) {
  const { waiting, book } = summary;
  const invented = inventedIn(summary);
  return (
    <>
      {invented && <p className="notice">{invented}</p>}
      {book === 'shown' && (
        <p>按评价向被评一方开放的那一周算，和公示的口径一样：新评的要等开放以后才算进来，看不出是谁评的。</p>
      )}
      {waiting > 0 && (
        <p className="notice" role="status">
          有 {formatCount(waiting)} 天的评价刚有变化，正在重算；算好了这一页会自己更新。
        </p>
      )}
    </>
  );
}
