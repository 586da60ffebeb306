import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { OwnRatingView } from '@haochaping/shared/contracts';
import { LEVEL_NAMES } from '@haochaping/shared/domain/rating/levels';
import { isAgain, levelOf, stateOf, type KeptRating } from '../../lib/kept.js';
import { deliverAll, refresh, useRatings } from '../../lib/ratings.js';
import { onBackOnline } from '../../lib/network.js';
import { momentOf } from '../../lib/when.js';
import { Button } from '../../kit/button.js';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { Face } from '../../kit/face/face.js';
import { Page } from '../../kit/page.js';
import { home, mine as words } from '../../words.js';
import './index.scss';

/** How many of the newest are asked about at once; the others are asked when opened. */
const ASKED = 10;

/** Where its case stood when it was last asked about; an older version of this page kept views that told nothing of it. */
const wayOf = (kept: KeptRating): OwnRatingView['way'] | undefined => kept.seen?.view.way;

/** What waits for the person stands first, each part as it was. */
const waitingFirst = (all: readonly KeptRating[]): KeptRating[] => [
  ...all.filter((kept) => wayOf(kept)?.yours),
  ...all.filter((kept) => !wayOf(kept)?.yours),
];

/** The state in a few words: the server's where it has spoken, else this device's. */
function standing(kept: KeptRating): string {
  const state = stateOf(kept);
  if (state !== 'received') return words[state];
  const view = kept.seen?.view;
  const way = wayOf(kept);
  if (way) return way.text;
  if (view && view.standing !== 'adopted') return words[view.standing];
  return view?.progress.find((step) => step.state === 'now')?.text ?? words.received;
}

function Row({ kept }: { kept: KeptRating }) {
  const level = levelOf(kept);
  const name = isAgain(kept) ? words.again(LEVEL_NAMES[level]) : LEVEL_NAMES[level];
  const at = momentOf(kept.receipt?.ratedAt ?? kept.input.ratedAt, new Date());
  const state = standing(kept);
  // Which window, or which matter: two of one hall are told apart by it.
  const about = kept.title === kept.place ? '' : kept.title;
  return (
    <Box role="listitem" className="item">
      <Press
        className="row"
        role="link"
        label={[name, kept.place, about, at, state].filter(Boolean).join('，')}
        onPress={() => void Taro.navigateTo({ url: `/pages/done/index?id=${kept.intakeId}` })}
      >
        <Face level={level} filled className="face-small" />
        <Box className="row-body">
          <Words className="row-title">{kept.place}</Words>
          {about ? <Words className="hint">{about}</Words> : null}
          <Words className="hint">
            {name} · {at}
          </Words>
          <Words className={`row-state row-${wayOf(kept)?.yours ? 'waiting' : stateOf(kept)}`}>{state}</Words>
        </Box>
        <Box role="picture" className="chevron" />
      </Press>
    </Box>
  );
}

/** Asks the server about the newest ratings, when the page opens and when the network is back. True while that fails. */
function useFresh(ratings: readonly KeptRating[]): boolean {
  const [stale, setStale] = useState(false);
  const [ids] = useState(() => ratings.slice(0, ASKED).map((kept) => kept.intakeId));
  useEffect(() => {
    const ask = async () => {
      await deliverAll();
      const failures = await Promise.all(ids.map((id) => refresh(id)));
      setStale(failures.some((failure) => failure !== undefined));
    };
    void ask();
    return onBackOnline(() => void ask());
  }, [ids]);
  return stale;
}

/** The ratings given on this device; nobody else sees this list, and no account is needed for it. */
export default function MinePage() {
  const ratings = useRatings();
  const stale = useFresh(ratings);
  const empty = ratings.length === 0;
  return (
    <Page name="mine" wide={!empty}>
      <Heading level={1} className="title" focus>
        {empty ? words.empty : words.title}
      </Heading>
      <Words className="lead">{empty ? words.emptyHint : words.lead}</Words>
      <Box role="status" className="stale">
        {stale ? <Words className="hint">{words.offline}</Words> : null}
      </Box>
      {empty ? (
        <Box className="actions">
          <Button onPress={() => void Taro.navigateTo({ url: '/packages/place/index' })}>{home.place}</Button>
        </Box>
      ) : (
        <Box role="list" className="rows tiles">
          {waitingFirst(ratings).map((kept) => (
            <Row key={kept.intakeId} kept={kept} />
          ))}
        </Box>
      )}
    </Page>
  );
}
