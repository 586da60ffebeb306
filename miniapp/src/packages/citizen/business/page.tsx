import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { BusinessList, BusinessView, MyRatingPage } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { Dialog } from '../../../kit/layer/sheet.js';
import { momentOf } from '../../../lib/when.js';
import { Asked, LinkRow, MoreButton, open, OwnPage, Part, Problem } from '../parts/frame.js';
import { untilOf } from '../parts/until.js';
import { useDeed, useMine, useMinePages } from '../parts/use-mine.js';
import { business as words } from '../parts/words-business.js';
import { Handlers } from './handlers.js';

function Ratings({ id }: { id: string }) {
  const { mine, items, more, reload } = useMinePages<MyRatingPage>(`/me/ratings?business=${id}`);
  return (
    <Part title={words.ratings}>
      <Asked mine={mine} onRetry={reload}>
        {({ total }) => (total === 0 ? <Words className="hint">{words.noRatings}</Words> : null)}
      </Asked>
      <Box role="list" className="rows">
        {items.map(({ number, levelName, title, ratedAt, way }) => (
          <LinkRow
            key={number}
            title={title}
            hint={[levelName, momentOf(ratedAt, new Date()), way?.text].filter(Boolean).join(' · ')}
            onPress={() => open('rating', `?number=${number}`)}
          />
        ))}
      </Box>
      <MoreButton more={more} />
    </Part>
  );
}

function Leave({ business: { id, as } }: { business: BusinessView }) {
  const [asking, setAsking] = useState(false);
  const { act, working, problem } = useDeed();
  const said = words.leave[as];
  const leave = () => {
    setAsking(false);
    void act(`/me/businesses/${id}`, { method: 'DELETE' }, () => {
      void Taro.redirectTo({ url: '/packages/citizen/businesses/index' });
    });
  };
  return (
    <Box>
      <Problem text={problem} />
      <Box className="actions">
        <Button disabled={working} onPress={() => setAsking(true)}>
          {said.act}
        </Button>
      </Box>
      {asking ? (
        <Dialog
          title={said.title}
          text={said.text}
          action={said.act}
          onAct={leave}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Box>
  );
}

function One({ id }: { id: string }) {
  const { mine, reload } = useMine<BusinessList>('/me/businesses');
  return (
    <Asked mine={mine} onRetry={reload}>
      {({ items }) => {
        const found = items.find((one) => one.id === id);
        if (!found) return <Words className="lead">{words.gone}</Words>;
        const facts = [
          found.uscc,
          found.asName,
          ...(found.as === 'handler' ? [untilOf(found.until)] : []),
          ...(found.claimedByOtherAt ? [words.claimed(momentOf(found.claimedByOtherAt, new Date()))] : []),
        ];
        return (
          <Box>
            <Box className="who">
              <Words className="who-name">{found.name}</Words>
              <Words className="hint">{facts.join(' · ')}</Words>
            </Box>
            {found.as === 'legal_representative' ? <Handlers path={`/me/businesses/${id}`} /> : null}
            <Box role="list" className="rows">
              <LinkRow {...words.cases} onPress={() => open('business-cases', `?id=${id}`)} />
            </Box>
            <Ratings id={id} />
            <Leave business={found} />
          </Box>
        );
      }}
    </Asked>
  );
}

/** One business: who may act for it, and its ratings. */
export default function BusinessPage() {
  const { params } = useRouter();
  return (
    <OwnPage name="business" title={words.title} back="businesses">
      {params.id ? <One id={params.id} /> : <Words className="lead">{words.gone}</Words>}
    </OwnPage>
  );
}
