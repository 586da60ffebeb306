import Taro from '@tarojs/taro';
import { useState, type ReactNode } from 'react';
import type { PublicFigures } from '@haochaping/shared/contracts';
import { BULLETINS_CARD } from '@haochaping/shared/domain/share-figures';
import { Button } from '../../kit/button.js';
import { Box, Heading, Words } from '../../kit/elements.js';
import { now } from '../../lib/clock.js';
import { useElder } from '../../lib/settings.js';
import { dayOf } from '../../lib/when.js';
import { LinkRow, Part } from '../citizen/parts/frame.js';
import { Levels, Trend } from './bars.js';
import { Below } from './below.js';
import { Figure, Large } from './figure.js';
import { Files } from './files.js';
import { Fold } from './fold.js';
import type { Opening } from './go.js';
import { figures as words } from './words.js';

const LARGE: readonly string[] = ['satisfied_share', 'poor_share'];
/** In this order below them. */
const OTHERS = [
  'rectified_share',
  'verified_in_time_share',
  'realname_rectified_share',
  'answer_satisfied_share',
  'mean_level',
];

/** The two large ones, of how many ratings, until when, in which edition. */
function First({ told }: { told: PublicFigures }) {
  const { figures, ratings, dataUntil, publishedAt, version, note, subject } = told;
  return (
    <Box>
      <Large of={figures.filter(({ id }) => LARGE.includes(id))} />
      <Words className="ratings">{words.ratings(ratings.all, ratings.adopted)}</Words>
      <Words className="hint">{words.edition(dataUntil, dayOf(publishedAt, now()), version)}</Words>
      {subject.kind === 'hall' ? <Words className="hint">{words.hall}</Words> : null}
      {note ? <Words className="corrected">{words.corrected(note)}</Words> : null}
    </Box>
  );
}

function Withheld({ withheld }: Pick<PublicFigures, 'withheld'>) {
  return (
    <Box role="list" className="withheld">
      {withheld.map(({ what, why, ground }) => (
        <Box key={what} role="listitem" className="entry">
          <Words className="entry-title">{what}</Words>
          <Words className="hint">{words.ground(why, ground)}</Words>
        </Box>
      ))}
    </Box>
  );
}

function Data({ month }: { month: string }) {
  return (
    <Box className="data">
      <Words className="hint">{words.dataHint}</Words>
      <Files month={month} />
      <Words className="hint check">{words.check(month)}</Words>
    </Box>
  );
}

/** To what people wrote and were told, of the same county, and to the cases that were published. */
function Answers({ subject: { kind, code } }: Pick<PublicFigures, 'subject'>) {
  const query = kind === 'region' ? `?county=${code}` : '';
  return (
    <Box role="list" className="rows tiles">
      <LinkRow
        title={words.answers}
        onPress={() => void Taro.navigateTo({ url: `/packages/feedback/answers/index${query}` })}
      />
      <LinkRow title={words.bulletins} onPress={() => void Taro.navigateTo({ url: BULLETINS_CARD.path })} />
    </Box>
  );
}

interface Shown {
  told: PublicFigures;
  onOpen: Opening;
}

interface Named {
  id: string;
  title: string;
  content: ReactNode;
}

/** Everything after the two large figures, each with its name. */
function partsOf({ told, onOpen }: Shown): Record<'levels' | 'others' | 'below' | 'trend', Named> {
  const { levels, figures, trend, months, month, subject } = told;
  return {
    levels: { id: 'levels', title: words.levels, content: <Levels levels={levels} /> },
    others: {
      id: 'others',
      title: words.handling,
      content: (
        <Box role="list" className="figures">
          {OTHERS.flatMap((id) => figures.filter((one) => one.id === id)).map((one) => (
            <Figure key={one.id} of={one} />
          ))}
        </Box>
      ),
    },
    below: {
      id: 'below',
      title: words.below[subject.kind] ?? '',
      content: <Below told={told} onOpen={onOpen} />,
    },
    trend: { id: 'trend', title: words.trend, content: <Trend trend={trend} newest={months[0] ?? month} /> },
  };
}

const LAST = (told: PublicFigures): Named[] => [
  { id: 'withheld', title: words.withheld, content: <Withheld {...told} /> },
  { id: 'data', title: words.data, content: <Data month={told.month} /> },
];

const Titled = ({ title, content }: Named) => (title ? <Part title={title}>{content}</Part> : null);

/** On a phone one under the other; in front of a desk in two columns. */
function All({ told, onOpen }: Shown) {
  const { levels, others, below, trend } = partsOf({ told, onOpen });
  return (
    <>
      <Box className="columns">
        <Box className="column">
          <First told={told} />
          <Titled {...levels} />
          <Titled {...others} />
        </Box>
        <Box className="column">
          <Titled {...below} />
          <Titled {...trend} />
        </Box>
      </Box>
      <Box className="tiles last">
        {LAST(told).map(({ id, title, content }) => (
          <Box key={id} className="tile">
            <Fold title={title}>{content}</Fold>
          </Box>
        ))}
      </Box>
      <Answers {...told} />
    </>
  );
}

/** Elder mode: the two large figures, and each of the others alone. */
function OneByOne({ told, onOpen }: Shown) {
  const [shown, setShown] = useState('');
  const parts = [...Object.values(partsOf({ told, onOpen })), ...LAST(told)].filter(
    ({ title }) => title !== '',
  );
  const one = parts.find(({ id }) => id === shown);
  if (one)
    return (
      <Box className="section">
        <Heading key={one.id} level={2} className="title" focus>
          {one.title}
        </Heading>
        {one.content}
        <Box className="actions">
          <Button kind="primary" onPress={() => setShown('')}>
            {words.numbers}
          </Button>
        </Box>
      </Box>
    );
  return (
    <>
      <First told={told} />
      <Box role="list" className="rows">
        {parts.map(({ id, title }) => (
          <LinkRow key={id} title={title} onPress={() => setShown(id)} />
        ))}
      </Box>
      <Answers {...told} />
    </>
  );
}

export function Parts(shown: Shown) {
  return useElder() ? <OneByOne {...shown} /> : <All {...shown} />;
}
