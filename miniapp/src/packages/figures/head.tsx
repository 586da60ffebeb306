import { useState } from 'react';
import type { PublicFigures } from '@haochaping/shared/contracts';
import { Button } from '../../kit/button.js';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { useElder } from '../../lib/settings.js';
import type { Opening } from './go.js';
import { figures as words } from './words.js';

/** So many months are offered at once; in elder mode only the one that is read. */
const MOST = 3;

/** Chooses the month: the newest few, and all when asked. */
export function Months({
  months,
  chosen,
  onChoose,
}: {
  months: readonly string[];
  chosen: string;
  onChoose: (month: string) => void;
}) {
  const elder = useElder();
  const [open, setOpen] = useState(false);
  const few = elder ? [] : months.slice(0, MOST);
  const first = few.includes(chosen) || !months.includes(chosen) ? few : [...few.slice(0, MOST - 1), chosen];
  const offered = open ? months : first;
  const step = (from: number, by: 1 | -1) => {
    const next = offered[(from + by + offered.length) % offered.length];
    if (next) onChoose(next);
  };
  return (
    <Box className="months">
      <Box role="radiogroup" label={words.months} className="month-choices">
        {offered.map((month, index) => (
          <Press
            key={month}
            role="radio"
            className={`choice month ${month === chosen ? 'chosen' : ''}`}
            label={words.monthName(month)}
            checked={month === chosen}
            tabStop={month === chosen}
            focused={false}
            onPress={() => onChoose(month)}
            onStep={(by) => step(index, by)}
          >
            <Words>{words.monthShort(month, months[0] ?? month)}</Words>
          </Press>
        ))}
      </Box>
      {!open && months.length > offered.length ? (
        <Button small onPress={() => setOpen(true)}>
          {words.otherMonths}
        </Button>
      ) : null}
    </Box>
  );
}

/** The levels above, the widest first; each leads up to itself. */
function Above({ month, above, onOpen }: Pick<PublicFigures, 'month' | 'above'> & { onOpen: Opening }) {
  const elder = useElder();
  if (above.length === 0) return null;
  const shown = elder ? above.slice(-1) : above;
  return (
    <Box role="navigation" label={words.above} className="above">
      {shown.map(({ kind, code, name }) => {
        const levels = above.length - above.findIndex((one) => one.kind === kind && one.code === code);
        return (
          <Press
            key={`${kind} ${code}`}
            role="link"
            className="above-one"
            label={words.back(name)}
            onPress={() => onOpen({ month, kind, code }, levels)}
          >
            <Box role="picture" className="chevron above-mark" />
            <Words>{name}</Words>
          </Press>
        );
      })}
    </Box>
  );
}

/** Whose figures, of which month, and that they are invented where they are. */
export function Head({
  told,
  month,
  onMonth,
  onOpen,
}: {
  told: PublicFigures;
  /** The one that was asked for, while it is still on its way. */
  month: string;
  onMonth: (month: string) => void;
  onOpen: Opening;
}) {
  const { months, subject, above, invented } = told;
  return (
    <Box>
      {invented ? <Words className="hint invented">{words.invented}</Words> : null}
      <Above month={month} above={above} onOpen={onOpen} />
      <Words className="hint whose">
        {words.title} · {words.monthName(month)}
      </Words>
      <Heading key={`${subject.kind} ${subject.code}`} level={1} className="title" focus>
        {subject.name}
      </Heading>
      <Months months={months} chosen={month} onChoose={onMonth} />
    </Box>
  );
}
