import type { PublicFigures } from '@haochaping/shared/contracts';
import { Box, Words } from '../../kit/elements.js';
import { Face } from '../../kit/face/face.js';
import { Fold } from './fold.js';
import { figures as words } from './words.js';
import './bars.scss';

/** Bars begin at nothing; the longest fills the line. */
const widthOf = (count: number, most: number) => `${most === 0 ? 0 : (count / most) * 100}%`;

function Bar({ all, adopted, most }: { all: number; adopted: number; most: number }) {
  return (
    <Box role="picture" className="bar">
      {adopted > 0 ? <Box className="bar-full" style={{ width: widthOf(adopted, most) }} /> : null}
      {all > adopted ? <Box className="bar-rest" style={{ width: widthOf(all - adopted, most) }} /> : null}
    </Box>
  );
}

/** How many said what: with face, word, bar and number. */
export function Levels({ levels }: Pick<PublicFigures, 'levels'>) {
  const most = Math.max(...levels.map(({ all }) => all));
  return (
    <Box>
      <Box role="list" className="levels">
        {levels.map(({ level, name, all, adopted }) => (
          <Box key={level} role="listitem" className={`level-row level-${level}`}>
            <Face level={level} filled={false} className="level-face" />
            <Box className="level-body">
              <Box className="bar-line">
                <Words className="bar-name">{name}</Words>
                <Words>{words.level(all, adopted)}</Words>
              </Box>
              <Bar all={all} adopted={adopted} most={most} />
            </Box>
          </Box>
        ))}
      </Box>
      <Words className="hint">{words.levelsHint}</Words>
    </Box>
  );
}

const COLUMNS = ['month', 'all', 'adopted', 'satisfied', 'poor'] as const;

/** The last twelve months as bars, and as a table for whoever wants the numbers. */
export function Trend({ trend, newest }: Pick<PublicFigures, 'trend'> & { newest: string }) {
  const most = Math.max(...trend.map(({ all }) => all));
  return (
    <Box>
      <Words className="hint">{words.trendHint}</Words>
      <Box role="list" className="trend">
        {trend.map(({ month, all, adopted, satisfiedText, poorText }) => (
          <Box key={month} role="listitem" className="trend-row">
            <Box className="bar-line">
              <Words className="bar-name">{words.monthShort(month, newest)}</Words>
              <Words className="hint">{words.inMonth(all, satisfiedText, poorText)}</Words>
            </Box>
            <Bar all={all} adopted={adopted} most={most} />
          </Box>
        ))}
      </Box>
      <Fold title={words.table}>
        <Box role="table" label={words.trend} className="trend-table">
          <Box role="row" className="trend-line trend-head">
            {COLUMNS.map((column) => (
              <Box key={column} role="columnheader" className="trend-cell">
                <Words>{words.tableHead[column]}</Words>
              </Box>
            ))}
          </Box>
          {trend.map(({ month, all, adopted, satisfiedText, poorText }) => (
            <Box key={month} role="row" className="trend-line">
              {[words.monthShort(month, newest), all, adopted, satisfiedText, poorText].map(
                (cell, column) => (
                  <Box
                    key={COLUMNS[column]}
                    role={column === 0 ? 'rowheader' : 'cell'}
                    className="trend-cell"
                  >
                    <Words>{cell}</Words>
                  </Box>
                ),
              )}
            </Box>
          ))}
        </Box>
      </Fold>
    </Box>
  );
}
