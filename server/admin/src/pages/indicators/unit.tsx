import type { IndicatorUnit, ScoredFigure, ScoredIndicator } from '@haochaping/shared/contracts';
import { LEAST_FOR_SHARE } from '@haochaping/shared/domain/figures/shares';
import { HANDLING_ROLES } from '@haochaping/shared/domain/rating/rated-side';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useIndicatorUnit } from '../../api/indicators.js';
import { useMay, useSession } from '../../api/session.js';
import { formatCount } from '../../format.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { Rule } from '../../ui/rule.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { classOf, Period, periodOf, useIndicatorFilters } from './filters.js';
import { CountedBy } from './indicators.js';
import { ratingsBehind } from './ratings-behind.js';
import './indicators.css';

type Node = Omit<ScoredIndicator, 'children'> & { children?: readonly Node[] };

const oneDecimal = (number: number) => (Math.round(number * 10) / 10).toFixed(1);
const percent = (share: number) => `${oneDecimal(share * 100)}%`;

/** How much something weighs, and what it really counts after the missing was shared out. */
function weightWords({ weight, share, score }: Node): string {
  return score === null
    ? `权重 ${weight}，让给了同一层的别项`
    : `权重 ${weight}，这次占总分 ${percent(share)}`;
}

function Score({ node, large = false }: { node: Node; large?: boolean }) {
  return (
    <span className="indicator-score" data-large={large}>
      <b>{node.scoreText}</b>
      {node.score !== null && <span className="aside"> 加 {oneDecimal(node.points)} 分</span>}
    </span>
  );
}

/** A line as long as the score; the number beside it says the same. */
function Bar({ score }: { score: number | null }) {
  return (
    <span className="indicator-bar" aria-hidden="true">
      <span style={{ width: `${score ?? 0}%` }} />
    </span>
  );
}

function numbersOf({ leaf: { measured }, part, whole }: ScoredFigure): string {
  if (whole === 0) return '这段时间没有';
  const mean =
    measured.kind === 'mean_answer' || (measured.kind === 'formula' && measured.id === 'mean_level');
  if (mean) return `${formatCount(whole)} 条的平均`;
  // Of few the figure itself says both numbers.
  return whole < LEAST_FOR_SHARE ? '' : `${formatCount(whole)} 里的 ${formatCount(part)}`;
}

const sourceOf = ({ leaf: { measured } }: ScoredFigure): string => {
  if (measured.kind === 'formula') return `算法 ${measured.id}，第 ${measured.version} 版`;
  if (measured.kind === 'options') return `原因编码 ${measured.options.join('、')}`;
  return `问卷 ${measured.questionnaireId}，问题 ${measured.question}`;
};

/** Where what a figure is made of can be read one by one. */
function Behind({ unit, figure }: { unit: IndicatorUnit; figure: ScoredFigure }) {
  const { role } = useSession();
  const [ratings, questionnaires, coverage] = [
    useMay('ratings.list'),
    useMay('questionnaires.read'),
    useMay('coverage.read'),
  ];
  const { measured } = figure.leaf;
  if (figure.whole === 0) return null;
  const asked = measured.kind === 'mean_answer' || measured.kind === 'share_answer';
  if (asked)
    return questionnaires && unit.book === 'full' ? (
      <Link to={`/questionnaires/${measured.questionnaireId}`}>打开问卷的回答</Link>
    ) : null;
  if (measured.kind === 'formula' && measured.id === 'invited_rated_share')
    return coverage ? <Link to="/coverage">打开邀请与覆盖</Link> : null;
  const ownOffice = unit.book === 'shown' && HANDLING_ROLES.includes(role);
  const to = ratings ? ratingsBehind(unit, figure, ownOffice) : null;
  return to ? (
    <Link to={to}>
      打开{measured.kind === 'formula' && to.includes('level=poor') ? '这些差评' : '这些评价'}
    </Link>
  ) : null;
}

/** One figure: how it is said, both its numbers, what it weighs and brings, and on a click how it was counted. */
function Leaf({ unit, node, figure }: { unit: IndicatorUnit; node: Node; figure: ScoredFigure }) {
  return (
    <li className="indicator-leaf" data-missing={figure.missing !== null}>
      <div className="indicator-line">
        <h4>{node.name}</h4>
        {figure.missing ? <span className="aside">{figure.missing}</span> : <Score node={node} />}
      </div>
      <p>
        <b>{figure.text}</b>{' '}
        <span className="aside">{[numbersOf(figure), weightWords(node)].filter(Boolean).join('；')}</span>
      </p>
      <div className="indicator-line">
        <Rule>
          <p>
            {figure.partName}（{formatCount(figure.part)}）÷ {figure.wholeName}（{formatCount(figure.whole)}）
          </p>
          <p>{figure.exclusions}</p>
          <p>{figure.band}。</p>
          <p className="aside">{sourceOf(figure)}</p>
        </Rule>
        <Behind unit={unit} figure={figure} />
      </div>
    </li>
  );
}

function Children({ unit, nodes }: { unit: IndicatorUnit; nodes: readonly Node[] }) {
  return (
    <ul className="indicator-leaves">
      {nodes.map((node) =>
        node.figure ? (
          <Leaf key={node.code} unit={unit} node={node} figure={node.figure} />
        ) : (
          <li key={node.code} className="indicator-group">
            <div className="indicator-line">
              <h4>{node.name}</h4>
              <Score node={node} />
            </div>
            <p className="aside">{weightWords(node)}</p>
            <Children unit={unit} nodes={node.children ?? []} />
          </li>
        ),
      )}
    </ul>
  );
}

/** One of the six; closed it says its score, opened what it is made of. */
function Top({
  unit,
  node,
  open,
  onToggle,
}: {
  unit: IndicatorUnit;
  node: ScoredIndicator;
  open: boolean;
  onToggle: (open: boolean) => void;
}) {
  const leaves: readonly Node[] = node.figure ? [{ ...node, children: [] }] : node.children;
  return (
    <details
      className="indicator-top card"
      open={open}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary>
        <span className="indicator-line">
          <h3>{node.name}</h3>
          {node.score === null ? (
            <span className="aside">没有一项够10条，没有计入</span>
          ) : (
            <Score node={node} large />
          )}
        </span>
        <Bar score={node.score} />
        <span className="aside">{weightWords(node)}</span>
      </summary>
      <Children unit={unit} nodes={leaves} />
    </details>
  );
}

function Tree({ unit }: { unit: IndicatorUnit }) {
  const [opened, setOpened] = useState<readonly string[]>([]);
  const all = unit.nodes.map(({ code }) => code);
  const allOpen = all.every((code) => opened.includes(code));
  const toggleAll = () => setOpened(allOpen ? [] : all);
  useShortcut(['o'], 'o', '全部打开或合上', toggleAll);
  return (
    <section aria-labelledby="tree">
      <div className="indicator-line indicators-head">
        <h2 id="tree">分数从哪里来</h2>
        <Button onClick={toggleAll}>{allOpen ? '全部合上' : '全部打开'}</Button>
      </div>
      {unit.nodes.map((node) => (
        <Top
          key={node.code}
          unit={unit}
          node={node}
          open={opened.includes(node.code)}
          onToggle={(open) =>
            setOpened((before) => {
              const others = before.filter((code) => code !== node.code);
              return open ? [...others, node.code] : others;
            })
          }
        />
      ))}
    </section>
  );
}

/** The score of one unit, opened down to the figures it is made of, and on to the ratings behind them. FA-2.1.2-a */
export function Component() {
  const filters = useIndicatorFilters();
  const unitClass = classOf(filters, 'department');
  const { from, to } = periodOf(filters);
  const query = { unitClass, code: filters.values.code ?? '', from, to };
  const { data, error, isPending, isPlaceholderData, refetch } = useIndicatorUnit(query);
  const back = useWayBack(`/indicators?unitClass=${unitClass}`);
  useShortcut(['Escape'], 'Esc', '回到清单', back);
  const unit = error ? undefined : data;
  return (
    <Page
      title={unit ? `${unit.name}的指标` : '指标'}
      lead={
        unit && (
          <span role="status">
            {unit.className}，{unit.from}至{unit.to}，采信的评价 {formatCount(unit.adopted)} 条
          </span>
        )
      }
      actions={<Button onClick={back}>回到清单</Button>}
    >
      <FilterBar>
        <Period filters={filters} />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {unit && (
        <div className="indicators" aria-busy={isPlaceholderData}>
          <CountedBy told={unit} from={from} to={to} />
          {unit.book === 'shown' && (
            <p className="aside">按评价向被评一方开放的那一周算，和公示的口径一样：看不出是谁评的。</p>
          )}
          <section className="card indicators-whole" aria-label="总分">
            <p className="indicators-value">{unit.scoreText}</p>
            <p className="aside">
              {unit.score === null
                ? `够10条的数只占权重的${percent(unit.covered)}，不到一半，不算总分。换长一些的时间看看。`
                : `满分100。计入的占权重的${percent(unit.covered)}；不足10条的数不计入，权重让给同一层的别项。`}
              <br />照{unit.className}的
              <Link to={`/indicators/scheme/${unit.unitClass}`}>指标体系第 {unit.version.number} 版</Link>算。
            </p>
          </section>
          <Tree unit={unit} />
        </div>
      )}
    </Page>
  );
}
