import { useState } from 'react';
import type { ToldStatistic } from '@haochaping/shared/contracts';
import { LEAST_FOR_SHARE } from '@haochaping/shared/domain/figures/shares';
import { Box, Press, Words } from '../../kit/elements.js';
import { FoldMark } from './fold.js';
import { figures as words } from './words.js';

/** How a figure comes about: both its numbers, what they count and what they do not. */
export function Formula({ of }: { of: ToldStatistic }) {
  const { id, version, part, whole, text, partName, wholeName, exclusions } = of;
  const cut = id === 'mean_level' ? words.cutMean : words.cut;
  const few = id !== 'mean_level' && whole < LEAST_FOR_SHARE;
  return (
    <Box className="formula">
      <Box className="formula-line">
        <Words className="formula-number">{part}</Words>
        <Words className="formula-name">{partName}</Words>
      </Box>
      <Box className="formula-line">
        <Words className="formula-sign">{words.dividend}</Words>
        <Words className="formula-number">{whole}</Words>
        <Words className="formula-name">{wholeName}</Words>
      </Box>
      <Box className="formula-line">
        <Words className="formula-sign">{words.equals}</Words>
        <Words className="formula-number">{text}</Words>
        <Words className="formula-name hint">{whole === 0 ? words.nothing : few ? words.few : cut}</Words>
      </Box>
      <Words className="formula-words">
        {words.excluded}：{exclusions}
      </Words>
      <Words className="hint">{words.formula(id, version)}</Words>
    </Box>
  );
}

/** The two that are asked for first, side by side and of one size: a poor one is as easy to see as a good one. */
export function Large({ of }: { of: readonly ToldStatistic[] }) {
  const [open, setOpen] = useState('');
  const opened = of.find(({ id }) => id === open);
  return (
    <Box>
      <Box className="large">
        {of.map(({ id, name, text, part, whole }) => (
          <Press
            key={id}
            className={`large-one ${id === 'poor_share' ? 'level-1' : 'level-5'}`}
            expanded={id === open}
            label={`${name} ${text}，${words.of(part, whole)}。${words.how}`}
            onPress={() => setOpen(id === open ? '' : id)}
          >
            <Words className="large-name">{name}</Words>
            <Words className="large-text">{text}</Words>
            <Words className="hint">{words.of(part, whole)}</Words>
            <Box className="large-how">
              <Words>{words.how}</Words>
              <FoldMark open={id === open} />
            </Box>
          </Press>
        ))}
      </Box>
      {opened ? <Formula key={opened.id} of={opened} /> : null}
    </Box>
  );
}

/** Another figure: its name and what it is; a tap tells how it comes about. */
export function Figure({ of }: { of: ToldStatistic }) {
  const [open, setOpen] = useState(false);
  const { id, name, text } = of;
  return (
    <Box role="listitem" className="item">
      <Press
        className="row figure-row"
        expanded={open}
        label={`${name} ${text}。${words.how}`}
        onPress={() => setOpen(!open)}
      >
        <Box className="row-body row-flush">
          <Words className="row-title">{name}</Words>
          {id === 'mean_level' ? <Words className="hint">{words.best}</Words> : null}
        </Box>
        <Words className="figure-text">{text}</Words>
        <FoldMark open={open} />
      </Press>
      {open ? <Formula of={of} /> : null}
    </Box>
  );
}
