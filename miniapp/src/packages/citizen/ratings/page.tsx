import { useState } from 'react';
import type { MyRatingPage, MyRatingRow } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Press, Words } from '../../../kit/elements.js';
import { Face } from '../../../kit/face/face.js';
import { State } from '../../../kit/state.js';
import { ask } from '../../../lib/request.js';
import { useRatings } from '../../../lib/ratings.js';
import { momentOf } from '../../../lib/when.js';
import { common, mine as standings } from '../../../words.js';
import { MoreButton, open, OwnPage, Problem, SeenThen } from '../parts/frame.js';
import { sentenceOf, useMinePages } from '../parts/use-mine.js';
import { ratings as words } from '../parts/words.js';

function Row({ rating }: { rating: MyRatingRow }) {
  const at = momentOf(rating.ratedAt, new Date());
  const { way } = rating;
  const state = rating.standing === 'adopted' || way ? rating.mineAsName : standings[rating.standing];
  return (
    <Box role="listitem" className="item">
      <Press
        className="row"
        role="link"
        label={[rating.levelName, rating.place, at, state, way?.text].filter(Boolean).join('，')}
        onPress={() => open('rating', `?number=${rating.number}`)}
      >
        <Face level={rating.level} filled className="face-small" />
        <Box className="row-body">
          <Words className="row-title">{rating.place}</Words>
          <Words className="hint">
            {rating.levelName} · {at}
          </Words>
          <Words className="hint">{state}</Words>
          {way ? <Words className={`row-state ${way.yours ? 'row-waiting' : ''}`}>{way.text}</Words> : null}
        </Box>
        <Box role="picture" className="chevron" />
      </Press>
    </Box>
  );
}

/** Ratings of this device that are under nobody's name here yet: each is claimed with its receipt. */
function Claims({ known, onClaimed }: { known: ReadonlySet<string>; onClaimed: () => void }) {
  const [claimed, setClaimed] = useState<string[]>([]);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState('');
  const receipts = useRatings().flatMap(({ receipt }) => receipt ?? []);
  const open = receipts.filter(({ number }) => !known.has(number) && !claimed.includes(number));
  const claim = async () => {
    setWorking(true);
    const done: string[] = [];
    let refused = '';
    for (const { number, accessKey } of open) {
      const answer = await ask('/me/ratings/claims', { method: 'POST', data: { number, accessKey } });
      if (answer.ok) done.push(number);
      else refused = sentenceOf(answer);
    }
    setClaimed((before) => [...before, ...done]);
    setProblem(refused ? words.claimFailed(refused) : '');
    setWorking(false);
    if (done.length > 0) onClaimed();
  };
  return (
    <Box>
      <Box role="status">
        {claimed.length > 0 ? <Words className="lead">{words.claimed(claimed.length)}</Words> : null}
      </Box>
      {open.length > 0 ? (
        <Box className="card section">
          <Words>{words.unclaimed(open.length)}</Words>
          <Words className="hint">{words.unclaimedHint}</Words>
          <Problem text={problem} />
          <Box className="actions">
            <Button disabled={working} onPress={() => void claim()}>
              {working ? words.claiming : words.claim}
            </Button>
          </Box>
        </Box>
      ) : null}
    </Box>
  );
}

function List() {
  const { mine, items, more, reload } = useMinePages<MyRatingPage>('/me/ratings');
  if (mine.kind === 'failed' && items.length === 0)
    return <State kind="failed" text={mine.message} action={{ label: common.retry, onPress: reload }} />;
  if (mine.kind === 'loading' && items.length === 0) return <State kind="loading" text={common.loading} />;
  return (
    <Box>
      <SeenThen mine={mine} />
      <Claims known={new Set(items.map(({ number }) => number))} onClaimed={reload} />
      {items.length === 0 ? (
        <State kind="empty" text={words.empty} hint={words.emptyHint} />
      ) : (
        <Box role="list" className="rows tiles">
          {items.map((rating) => (
            <Row key={rating.number} rating={rating} />
          ))}
        </Box>
      )}
      <MoreButton more={more} />
    </Box>
  );
}

/** Every rating of the one who is signed in, wherever it was given. */
export default function RatingsPage() {
  return (
    <OwnPage name="ratings" wide title={words.title}>
      <List />
    </OwnPage>
  );
}
