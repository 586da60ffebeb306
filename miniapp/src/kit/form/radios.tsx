import { useState } from 'react';
import { Box, Heading, Press, Words } from '../elements.js';
import '../styles/radios.scss';

interface RadiosProps<T extends string> {
  title: string;
  /** What choosing means, before there is anything to choose. */
  hint?: string;
  options: readonly { value: T; name: string; hint?: string }[];
  chosen: T;
  onChoose: (value: T) => void;
}

/** One of a few, under each other; arrow keys move as in any radio group. */
export function Radios<T extends string>({
  title,
  hint: explained,
  options,
  chosen,
  onChoose,
}: RadiosProps<T>) {
  const [moved, setMoved] = useState(false);
  const step = (from: number, by: 1 | -1) => {
    const next = options[(from + by + options.length) % options.length];
    setMoved(true);
    if (next) onChoose(next.value);
  };
  return (
    <Box className="section">
      <Heading level={2} className="heading">
        {title}
      </Heading>
      {explained ? <Words className="hint">{explained}</Words> : null}
      <Box role="radiogroup" label={title} className="rows">
        {options.map(({ value, name, hint }, index) => (
          <Press
            key={value}
            role="radio"
            className={`row radio ${value === chosen ? 'chosen' : ''}`}
            label={hint ? `${name}，${hint}` : name}
            checked={value === chosen}
            tabStop={value === chosen}
            focused={moved && value === chosen}
            onPress={() => onChoose(value)}
            onStep={(by) => step(index, by)}
          >
            <Box role="picture" className="radio-dot" />
            <Box className="row-body">
              <Words className="row-title">{name}</Words>
              {hint ? <Words className="hint">{hint}</Words> : null}
            </Box>
          </Press>
        ))}
      </Box>
    </Box>
  );
}
