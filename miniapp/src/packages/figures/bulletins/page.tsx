import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { PublicBulletinPage } from '@haochaping/shared/contracts';
import { BULLETINS_CARD, FIGURES_CARD } from '@haochaping/shared/domain/share-figures';
import { Box, Heading, Press, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { State } from '../../../kit/state.js';
import { now } from '../../../lib/clock.js';
import { dayOf } from '../../../lib/when.js';
import { common } from '../../../words.js';
import { Asked, LinkRow, MoreButton } from '../../citizen/parts/frame.js';
import { useMinePages } from '../../citizen/parts/use-mine.js';
import { FoldMark } from '../fold.js';
import { bulletins as words } from './words.js';
import '../index.scss';
import './bulletins.scss';

type Case = PublicBulletinPage['items'][number];

/** One case: its name, and below it the whole of it when somebody wants to read it. */
function One({ of, open, onPress }: { of: Case; open: boolean; onPress: () => void }) {
  const { number, title, facts, handling, publishedAt } = of;
  return (
    <Box role="listitem" className="item">
      <Press className="row case-row" expanded={open} onPress={onPress}>
        <Box className="row-body row-flush">
          <Words className="case-title">{title}</Words>
          <Words className="hint">{words.published(dayOf(publishedAt, now()))}</Words>
        </Box>
        <FoldMark open={open} />
      </Press>
      {open ? (
        <Box className="case-text">
          <Words className="case-part">{words.facts}</Words>
          <Words className="case-words">{facts}</Words>
          <Words className="case-part">{words.handling}</Words>
          <Words className="case-words">{handling}</Words>
          <Words className="case-part">{words.number(number)}</Words>
        </Box>
      ) : null}
    </Box>
  );
}

/** Cases others are to learn from, as everybody may read them; one is open at a time. FA-2.3.2-b */
export default function BulletinsPage() {
  const { mine, items, reload, more } = useMinePages<PublicBulletinPage>('/disclosure/bulletins');
  const [open, setOpen] = useState('');
  return (
    <Page name="bulletins" wide share={BULLETINS_CARD}>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Words className="lead">{words.lead}</Words>
      {items.length > 0 ? (
        <Box role="list" className="section cases">
          {items.map((one) => (
            <One
              key={one.number}
              of={one}
              open={one.number === open}
              onPress={() => setOpen(one.number === open ? '' : one.number)}
            />
          ))}
        </Box>
      ) : null}
      <Asked mine={mine} onRetry={reload}>
        {({ total }) =>
          total === 0 ? (
            <State kind="empty" text={words.empty} hint={words.emptyHint} />
          ) : (
            <MoreButton more={more} />
          )
        }
      </Asked>
      <Box role="list" className="rows tiles section">
        <LinkRow title={common.figures} onPress={() => void Taro.navigateTo({ url: FIGURES_CARD.path })} />
      </Box>
    </Page>
  );
}
