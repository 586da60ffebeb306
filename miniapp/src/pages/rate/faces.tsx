import { useState } from 'react';
import { LEVEL_NAMES, LEVELS, type Level } from '@haochaping/shared/domain/rating/levels';
import { Box, Press, Words } from '../../kit/elements.js';
import { Face } from '../../kit/face/face.js';
import { rate as words } from '../../words.js';

/** The words under a face break where one breathes, not where the line ends. */
const LINES: Readonly<Record<Level, readonly [string] | readonly [string, string]>> = {
  5: ['非常', '满意'],
  4: ['满意'],
  3: ['基本', '满意'],
  2: ['不满意'],
  1: ['非常', '不满意'],
};

interface FacesProps {
  chosen: Level | null;
  /** After the second tap the choice stands. */
  fixed: boolean;
  onChoose: (level: Level) => void;
}

/** Five faces as one radio group: tap, or arrow keys. Nothing is chosen for anybody. */
export function Faces({ chosen, fixed, onChoose }: FacesProps) {
  const [moved, setMoved] = useState(false);
  const choose = (level: Level) => {
    if (!fixed) onChoose(level);
  };
  const step = (from: Level, by: 1 | -1) => {
    const at = LEVELS.indexOf(from);
    const next = LEVELS[(at + by + LEVELS.length) % LEVELS.length];
    setMoved(true);
    if (next) choose(next);
  };
  return (
    <Box
      role="radiogroup"
      label={words.faces}
      className={`faces ${chosen ? 'decided' : ''} ${fixed ? 'fixed' : ''}`}
    >
      {LEVELS.map((level) => (
        <Press
          key={level}
          role="radio"
          checked={chosen === level}
          disabled={fixed}
          label={LEVEL_NAMES[level]}
          className={`choice-face level-${level} ${chosen === level ? 'chosen' : ''}`}
          tabStop={chosen === null ? level === LEVELS[0] : chosen === level}
          focused={moved && chosen === level}
          onPress={() => choose(level)}
          onStep={(by) => step(level, by)}
        >
          <Face level={level} filled={chosen === level} />
          <Box className="face-words">
            {LINES[level].map((line) => (
              <Words key={line} className="face-line">
                {line}
              </Words>
            ))}
          </Box>
        </Press>
      ))}
    </Box>
  );
}
