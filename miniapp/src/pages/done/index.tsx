import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { isPoor, LEVEL_NAMES } from '@haochaping/shared/domain/rating/levels';
import { givenForOf, isAgain, levelOf, stateOf, type KeptRating } from '../../lib/kept.js';
import { refresh, useRatings } from '../../lib/ratings.js';
import { momentOf } from '../../lib/when.js';
import { Details } from '../rate/details.js';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { Face } from '../../kit/face/face.js';
import { Notice } from '../../kit/notice.js';
import { goHome, Page } from '../../kit/page.js';
import { Progress } from '../../kit/progress.js';
import { OwnCase, Pressed } from '../../own-case/later.js';
import { common, done as words } from '../../words.js';
import { draftOf } from '../../questionnaire/drafts.js';
import { ReceiptCard } from './receipt.js';
import { Said } from './said.js';
import './index.scss';

const TITLES = { received: words.received, waiting: words.waiting, refused: words.refused };

function next(kept: KeptRating): string {
  switch (stateOf(kept)) {
    case 'refused':
      return kept.refusal?.message ?? '';
    case 'waiting':
      return words.nextWaiting;
    case 'received':
      if (isAgain(kept)) return words.nextAgain;
      if (!isPoor(levelOf(kept))) return words.thanks;
      return kept.input.invitation ? words.nextPoor : words.nextPoorAnonymous;
  }
}

/** How it stands, asked from the server each time; without network, what was last seen, and since when. */
function Standing({ kept }: { kept: KeptRating }) {
  const [asking, setAsking] = useState(true);
  const [failed, setFailed] = useState(false);
  const received = stateOf(kept) === 'received';
  useEffect(() => {
    if (!received) return;
    setAsking(true);
    void refresh(kept.intakeId).then((failure) => {
      setFailed(failure !== undefined);
      setAsking(false);
    });
  }, [kept.intakeId, received, kept.details.length]);
  if (!received) return null;
  const { seen } = kept;
  const steps = seen?.view.progress ?? [];
  const remark = asking
    ? seen
      ? ''
      : words.progressLoading
    : failed
      ? seen
        ? words.progressStale(momentOf(seen.at, new Date()))
        : words.progressNone
      : '';
  return (
    <Box className="section">
      <Heading level={2} className="heading">
        {words.progress}
      </Heading>
      {remark ? <Words className="hint">{remark}</Words> : null}
      <Progress steps={steps} />
    </Box>
  );
}

function Summary({ kept }: { kept: KeptRating }) {
  const level = levelOf(kept);
  const givenFor = givenForOf(kept);
  return (
    <Box className="summary">
      <Face level={level} filled className="face-small" />
      <Box className="summary-body">
        <Words className={`level-name level-${level}`}>{LEVEL_NAMES[level]}</Words>
        <Words className="hint">{kept.place}</Words>
        {kept.title === kept.place ? null : <Words className="hint">{kept.title}</Words>}
        {givenFor ? <Words className="hint">{givenFor}</Words> : null}
        <Words className="hint">{momentOf(kept.receipt?.ratedAt ?? kept.input.ratedAt, new Date())}</Words>
      </Box>
    </Box>
  );
}

function More({ kept }: { kept: KeptRating }) {
  // What a poor rating is about is asked at once; a first one was asked on its own page.
  const asked = isAgain(kept) && isPoor(levelOf(kept)) && kept.details.length === 0;
  // So is what was begun and not sent.
  const [open, setOpen] = useState(() => asked || draftOf(kept.intakeId) !== undefined);
  if (stateOf(kept) === 'refused') return null;
  return open ? (
    <Details kept={kept} level={levelOf(kept)} onDone={() => setOpen(false)} />
  ) : (
    <Press className="button quiet" onPress={() => setOpen(true)}>
      {words.more}
    </Press>
  );
}

/** What the levels do not say is told as a complaint about the same. */
const complainAbout = (number: string) =>
  void Taro.navigateTo({ url: `/packages/citizen/complaint/index?number=${number}` });

/** One rating of this device: the receipt, the own words, what happens next. */
export default function DonePage() {
  const { params } = useRouter();
  const kept = useRatings().find((one) => one.intakeId === params.id);
  if (!kept) return <Notice page="done" title={words.unknown} text={words.unknownHint} />;
  return (
    <Page name="done" wide>
      <Box className="columns">
        <Box className="column">
          <Heading level={1} className="title" focus>
            {TITLES[stateOf(kept)]}
          </Heading>
          <Words className="lead">{params.again === '1' ? words.again : next(kept)}</Words>
          <Summary kept={kept} />
          <Said kept={kept} />
          {kept.receipt ? <ReceiptCard receipt={kept.receipt} /> : null}
        </Box>
        <Box className="column broad">
          <Standing kept={kept} />
          {kept.receipt && isPoor(levelOf(kept)) ? (
            <OwnCase path={`/ratings/${kept.receipt.number}`} accessKey={kept.receipt.accessKey} />
          ) : null}
          {kept.receipt ? (
            <Pressed path={`/ratings/${kept.receipt.number}`} accessKey={kept.receipt.accessKey} />
          ) : null}
          <Box className="actions">
            <More kept={kept} />
            {kept.receipt ? (
              <Press className="button quiet" onPress={() => complainAbout(kept.receipt?.number ?? '')}>
                {common.complain}
              </Press>
            ) : null}
            <Press
              className="button quiet"
              onPress={() => void Taro.navigateTo({ url: '/pages/mine/index' })}
            >
              {common.mine}
            </Press>
            <Press className="button quiet" onPress={goHome}>
              {common.home}
            </Press>
          </Box>
        </Box>
      </Box>
    </Page>
  );
}
