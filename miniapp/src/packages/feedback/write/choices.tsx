import { useState } from 'react';
import { Box, Press, Words } from '../../../kit/elements.js';
import { Part, Problem } from '../../citizen/parts/frame.js';

interface ChoicesProps<T extends string> {
  title: string;
  options: readonly { value: T; name: string }[];
  chosen: T | null;
  problem: string;
  onChoose: (value: T) => void;
}

/** One of several short words, side by side; arrow keys move as in any radio group. */
export function Choices<T extends string>({ title, options, chosen, problem, onChoose }: ChoicesProps<T>) {
  const [moved, setMoved] = useState(false);
  const step = (from: number, by: 1 | -1) => {
    const next = options[(from + by + options.length) % options.length];
    setMoved(true);
    if (next) onChoose(next.value);
  };
  return (
    <Part title={title}>
      <Box role="radiogroup" label={title} className="choices">
        {options.map(({ value, name }, index) => (
          <Press
            key={value}
            role="radio"
            checked={value === chosen}
            tabStop={chosen === null ? index === 0 : value === chosen}
            focused={moved && value === chosen}
            className={`choice ${value === chosen ? 'chosen' : ''}`}
            label={name}
            onPress={() => onChoose(value)}
            onStep={(by) => step(index, by)}
          >
            <Box role="picture" className="tick tick-one" />
            <Words className="choice-words">{name}</Words>
          </Press>
        ))}
      </Box>
      <Problem text={problem} />
    </Part>
  );
}
