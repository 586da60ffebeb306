import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { RatingInput, RatingPageView } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, LEVELS, type Level } from '@haochaping/shared/domain/rating/levels';
import { DEVICE } from '../../lib/device.js';
import { entryOf, type Entry } from '../../lib/entry.js';
import { ownRatingFor } from '../../lib/kept.js';
import { useRatings } from '../../lib/ratings.js';
import { placeCard } from '@haochaping/shared/domain/share-cards';
import { useElder } from '../../lib/settings.js';
import { dayOf, justNow } from '../../lib/when.js';
import { After } from './after.js';
import { Details } from './details.js';
import { ReadAloud } from '../../kit/aloud.js';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { common, rate as words } from '../../words.js';
import { DoneHere } from './done-here.js';
import { Faces } from './faces.js';
import { Fault } from './fault.js';
import { uncover } from './uncover.js';
import { usePage } from './use-page.js';
import { useSending, type Sending, type Whose } from './use-sending.js';
import { WhoseChoice } from './whose.js';
import './index.scss';

const LEVEL_LIST = LEVELS.map((level) => LEVEL_NAMES[level]).join('、');

function question(view: RatingPageView): string {
  if (view.source === 'static' || !view.servedAt) return words.question;
  const now = new Date();
  return justNow(view.servedAt, now) ? words.question : words.questionOn(dayOf(view.servedAt, now));
}

/** Where you were and what you came for, a line each. */
function Context({ view }: { view: RatingPageView }) {
  const subject = [view.title, view.occasion].filter(Boolean).join(' · ');
  return (
    <Box className="context">
      <Words className="where">{view.place}</Words>
      {subject === view.place ? null : <Words className="what">{subject}</Words>}
    </Box>
  );
}

const TROUBLES = {
  offline: words.waiting,
  unreachable: words.unreachable,
  timeout: words.timeout,
  server: words.busy,
};

function sentence(sending: Sending, arrived: boolean): string {
  switch (sending.kind) {
    case 'sending':
      return sending.slow ? words.sendingSlow : '';
    case 'unkept':
      return words.unkept;
    case 'kept':
      if (sending.trouble === 'none') return words.kept;
      if (arrived) return words.nowSent;
      return TROUBLES[sending.trouble];
    case 'chooseAgain':
      return sending.message;
    case 'idle':
    case 'refused':
      return '';
  }
}

function Loading({ slow }: { slow: boolean }) {
  return (
    <Page name="rate">
      <Box role="status" className="loading">
        <Words className="lead">{slow ? common.slow : common.loading}</Words>
      </Box>
    </Page>
  );
}

interface AskingProps {
  entry: Entry;
  /** Known only where no code was scanned; else the invitation or the printed code says it. */
  channel: RatingInput['channel'];
  view: RatingPageView;
  openedAt: string;
}

function Asking({ entry, channel, view, openedAt }: AskingProps) {
  const [level, setLevel] = useState<Level | null>(null);
  const [whose, setWhose] = useState<Whose>(null);
  const { sending, submit, thinkAgain } = useSending(entry, channel);
  const elder = useElder();
  const ratings = useRatings();
  const kept = sending.kind === 'kept' ? ratings.find((one) => one.intakeId === sending.intakeId) : undefined;
  const waiting = level !== null && sending.kind !== 'kept';
  // Nobody looks for a face that the button hides.
  useEffect(() => {
    if (elder && waiting) uncover();
  }, [elder, waiting]);
  if (sending.kind === 'refused') {
    return <Fault fault={sending.fault} message={sending.message} view={view} onRetry={() => undefined} />;
  }
  const fixed = sending.kind === 'sending' || sending.kind === 'kept';
  const said = sentence(sending, Boolean(kept?.receipt));
  const chooseWhose = (chosen: Whose) => {
    thinkAgain();
    setWhose(chosen);
  };
  const leave = () => void Taro.redirectTo({ url: `/pages/done/index?id=${kept?.intakeId ?? ''}` });
  return (
    <Page name="rate" wide share={entry.kind === 'static' ? placeCard(view, entry.code) : undefined}>
      <Box className="columns">
        <Box className="column broad">
          <Context view={view} />
          <Heading level={1} className="question" focus>
            {question(view)}
          </Heading>
          <Faces chosen={level} fixed={fixed} onChoose={setLevel} />
          {/* Below the faces: a voice that is found late must not move them. */}
          {elder ? <ReadAloud text={`${question(view)}${words.faces}：${LEVEL_LIST}`} /> : null}
          <Box className="private">
            <Words className="private-words">{words.private}</Words>
            <Press
              className="private-more"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/pages/privacy/index' })}
            >
              {words.privateMore}
            </Press>
          </Box>
          {sending.kind === 'idle' ? <DoneHere entry={entry} /> : null}
          <WhoseChoice
            entry={entry}
            chosen={whose}
            hidden={!waiting || sending.kind === 'sending'}
            onChoose={chooseWhose}
          />
          <Box className={`send-place ${waiting ? 'send-waiting' : ''}`}>
            {waiting ? (
              <Press
                className="button primary send"
                disabled={sending.kind === 'sending'}
                label={words.sendAs(LEVEL_NAMES[level])}
                onPress={() => submit(view, openedAt, level, whose)}
              >
                {sending.kind === 'sending'
                  ? words.sending
                  : elder
                    ? words.sendAs(LEVEL_NAMES[level])
                    : words.send}
              </Press>
            ) : null}
            <Box role="status" className={`said ${sending.kind === 'kept' ? 'said-kept' : ''}`}>
              {said ? <Words>{said}</Words> : null}
            </Box>
          </Box>
        </Box>
        <Box className="column">
          {kept && level !== null ? <Details kept={kept} level={level} onDone={leave} /> : <After />}
        </Box>
      </Box>
    </Page>
  );
}

/** Somebody who chose the window from the list has scanned nothing. */
function channelOf(from: string | undefined): RatingInput['channel'] {
  if (from !== 'place') return undefined;
  return DEVICE === '电脑' ? 'pc' : 'mobile';
}

/** The rating page: one question, five faces, two taps; what is said afterwards unfolds below them. */
export default function RatePage() {
  const { params } = useRouter();
  const [entry] = useState(() => entryOf(params));
  const ratings = useRatings();
  const [own] = useState(() =>
    entry.kind === 'invitation' ? ownRatingFor(entry.token, ratings) : undefined,
  );
  const { state, reload } = usePage(entry);
  useEffect(() => {
    if (own) void Taro.redirectTo({ url: `/pages/done/index?id=${own.intakeId}&again=1` });
  }, [own]);
  if (own) return <Loading slow={false} />;
  switch (state.kind) {
    case 'loading':
      return <Loading slow={state.slow} />;
    case 'fault':
      return <Fault fault={state.fault} message={state.message} view={state.view} onRetry={reload} />;
    case 'open':
      return (
        <Asking entry={entry} channel={channelOf(params.from)} view={state.view} openedAt={state.openedAt} />
      );
  }
}
