import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { BusinessView, MyRatingPage } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { Dialog } from '../../../kit/layer/sheet.js';
import { momentOf } from '../../../lib/when.js';
import { Asked, LinkRow, MoreButton, open, OwnPage, Part, Problem } from '../parts/frame.js';
import { OneBusiness } from '../parts/one-business.js';
import { untilOf } from '../parts/until.js';
import { useDeed, useMinePages } from '../parts/use-mine.js';
import { shared } from '../parts/words.js';
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
          {working ? shared.working : said.act}
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

function One({ business }: { business: BusinessView }) {
  const { id, name, uscc, as, asName, until, claimedByOtherAt } = business;
  const facts = [
    uscc,
    asName,
    ...(as === 'handler' ? [untilOf(until)] : []),
    ...(claimedByOtherAt ? [words.claimed(momentOf(claimedByOtherAt, new Date()))] : []),
  ];
  return (
    <Box>
      <Box className="who">
        <Words className="who-name">{name}</Words>
        <Words className="hint">{facts.join(' · ')}</Words>
      </Box>
      {as === 'legal_representative' ? <Handlers path={`/me/businesses/${id}`} /> : null}
      <Box role="list" className="rows">
        <LinkRow {...words.cases} onPress={() => open('business-cases', `?id=${id}`)} />
      </Box>
      <Ratings id={id} />
      <Leave business={business} />
    </Box>
  );
}

/** One business: who may act for it, and its ratings. */
export default function BusinessPage() {
  const { params } = useRouter();
  return (
    <OwnPage name="business" title={words.title} back="businesses">
      <OneBusiness id={params.id}>{(business) => <One business={business} />}</OneBusiness>
    </OwnPage>
  );
}
