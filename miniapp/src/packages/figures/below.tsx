import { useState } from 'react';
import type { PublicFigures } from '@haochaping/shared/contracts';
import { Button } from '../../kit/button.js';
import { Box, Words } from '../../kit/elements.js';
import { LinkRow } from '../citizen/parts/frame.js';
import type { Opening } from './go.js';
import { figures as words } from './words.js';

const A_PAGE = 20;
/** Whose name says what they are. */
const PLAIN: readonly string[] = ['region', 'institution'];

/** What lies below, those with most poor ratings first; each opens its own figures. */
export function Below({ told: { month, below }, onOpen }: { told: PublicFigures; onOpen: Opening }) {
  const [shown, setShown] = useState(A_PAGE);
  if (below.length === 0) return <Words className="lead">{words.belowNone}</Words>;
  const left = Math.min(below.length - shown, A_PAGE);
  return (
    <Box>
      <Words className="hint">{words.belowHint}</Words>
      <Box role="list" className="rows">
        {below
          .slice(0, shown)
          .map(({ kind, kindName, code, name, adopted, poor, satisfiedText, poorText }) => (
            <LinkRow
              key={`${kind} ${code}`}
              title={PLAIN.includes(kind) ? name : `${kindName}：${name}`}
              hint={words.poor(poor, adopted)}
              state={words.rates(satisfiedText, poorText)}
              onPress={() => onOpen({ month, kind, code }, 0)}
            />
          ))}
      </Box>
      {left > 0 ? (
        <Box className="actions">
          <Button onPress={() => setShown(shown + A_PAGE)}>{words.more(left)}</Button>
        </Box>
      ) : null}
    </Box>
  );
}
