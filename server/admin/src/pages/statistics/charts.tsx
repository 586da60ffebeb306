import type { StatisticsRow, StatisticsSummary } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, LEVELS, isPoor } from '@haochaping/shared/domain/rating/levels';
import { inventedIn, tableOf, type Chart, type ChartTable } from '@haochaping/shared/domain/figures/tables';
import { useStatisticsList } from '../../api/statistics.js';
import { ErrorNotice } from '../../ui/notices.js';
import { ChartCard, type ChartCardProps } from './chart-card.js';
import {
  drawnChannels,
  drawnDistricts,
  drawnLevels,
  drawnReasons,
  drawnTrend,
  MOST_REASONS,
} from './drawn.js';
import { periodOf, type StatisticsFilters } from './filters.js';

interface ChartsProps {
  summary: StatisticsSummary;
  filters: StatisticsFilters;
}

/** The charts of a summary, each with its table. */
export function Charts({ summary, filters }: ChartsProps) {
  const { subject, from, to, spans, levels, channels, options, book } = summary;
  const { channel } = filters.values;
  const lead = `${subject.name} ${from}至${to}`;
  const warning = inventedIn(summary);
  const weekly = book === 'shown' || spans.some((span) => span.from !== span.to);
  const of = (
    chart: Chart,
    told = summary,
  ): Pick<ChartCardProps, 'lead' | 'warning' | 'table' | 'saved'> => ({
    lead,
    warning,
    table: tableOf(chart, told),
    saved: {
      path: '/staff/statistics/summary/export.xlsx',
      query: { from, to, kind: subject.kind, code: subject.code, channel, chart },
    },
  });
  const all = channel ? '这张图是全部渠道的' : undefined;
  const reasons = [
    { question: '为什么不满意？', chosen: options.filter(({ level }) => isPoor(level)) },
    { question: '满意的是什么？', chosen: options.filter(({ level }) => !isPoor(level)) },
  ].filter(({ chosen }) => chosen.some(({ adopted }) => adopted > 0));
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">看图</h2>
      <div className="statistics-charts">
        <ChartCard
          question={`每${weekly ? '周' : '天'}评了多少，差评多不多？`}
          drawn={drawnTrend(spans)}
          {...of('trend')}
        />
        <ChartCard
          question="满意的多少，不满意的多少？"
          note="实心的是采信的，虚框是全部"
          drawn={drawnLevels(levels)}
          {...of('levels')}
        />
        {channels.length > 0 && (
          <ChartCard
            question="从哪里评的？"
            note={['采信的评价', all].filter(Boolean).join('；')}
            drawn={drawnChannels(channels)}
            {...of('channels')}
          />
        )}
        {reasons.map(({ question, chosen }) => (
          <ChartCard
            key={question}
            question={question}
            note={[
              `评价人自己选的原因，一条评价可以选几个${chosen.length > MOST_REASONS ? `；画了最多的${MOST_REASONS}个，表格里是全部` : ''}`,
              all,
            ]
              .filter(Boolean)
              .join('；')}
            drawn={drawnReasons(chosen)}
            {...of('options', { ...summary, options: chosen })}
          />
        ))}
        {subject.kind === 'city' && <Districts summary={summary} filters={filters} lead={lead} />}
      </div>
    </section>
  );
}

const districtsTable = (rows: readonly StatisticsRow[]): ChartTable => ({
  name: '区县',
  columns: ['区县', ...LEVELS.map((level) => LEVEL_NAMES[level]), '采信', '全部', '好评率', '差评率'],
  rows: rows.map((row) => [
    row.name,
    ...row.levels.map(String),
    String(row.adopted),
    String(row.all),
    row.satisfiedText,
    row.poorText,
  ]),
});

const ALL_DISTRICTS = 20;

/** The counties of the city side by side; to open one, there is the list. */
function Districts({ summary, filters, lead }: ChartsProps & { lead: string }) {
  const query = { ...periodOf(filters), kind: 'region', channel: filters.values.channel, order: 'poor' };
  const { data, error, refetch } = useStatisticsList(query, 1, ALL_DISTRICTS, summary.countedAt);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <ChartCard
      question="各区县怎么样？"
      note="采信的评价，差评最多的在前"
      lead={lead}
      warning={inventedIn(summary)}
      table={districtsTable(data.items)}
      drawn={drawnDistricts(data.items)}
      saved={{ path: '/staff/statistics/subjects/export.xlsx', query }}
    />
  );
}
