import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { PublicFeedbackPage } from '@haochaping/shared/contracts';
import { FEEDBACK_ABOUT_NAMES } from '@haochaping/shared/domain/feedback';
import { Box, Heading, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { State } from '../../../kit/state.js';
import { ANSWERS_CARD } from '@haochaping/shared/domain/share-cards';
import { common } from '../../../words.js';
import { Asked, LinkRow, MoreButton } from '../../citizen/parts/frame.js';
import { useMinePages } from '../../citizen/parts/use-mine.js';
import { go } from '../parts/go.js';
import { answers as words, feedback, own } from '../parts/words.js';
import { keepInAddress, Narrow, narrowedBy, pathOf, type Narrowed } from './narrow.js';
import '../../citizen/parts/citizen.scss';

function One({ item }: { item: PublicFeedbackPage['items'][number] }) {
  const { topicName, title, words: said, answer, answeredBy, month } = item;
  return (
    <Box role="listitem" className="entry">
      <Words className="hint">
        {title === FEEDBACK_ABOUT_NAMES.nothing ? topicName : `${topicName} · ${title}`}
      </Words>
      <Words className="said-here">{said}</Words>
      <Words className="answer">
        {own.answerBy(answeredBy)}：{answer}
      </Words>
      <Words className="hint">{words.month(month)}</Words>
    </Box>
  );
}

/** Those of one county and topic, a page at a time. */
function All({ narrowed, onRetry }: { narrowed: Narrowed; onRetry: () => void }) {
  const { mine, items, total, reload, more } = useMinePages<PublicFeedbackPage>(pathOf(narrowed));
  const all = !narrowed.county && !narrowed.topic;
  return (
    <Box>
      <Box role="status">
        {items.length > 0 ? <Words className="hint counted">{words.found(total)}</Words> : null}
      </Box>
      {items.length > 0 ? (
        <Box role="list" className="tiles">
          {items.map((item) => (
            <One key={item.id} item={item} />
          ))}
        </Box>
      ) : null}
      <Asked
        mine={mine}
        onRetry={() => {
          reload();
          onRetry();
        }}
      >
        {(page) =>
          page.total === 0 ? (
            <State
              kind="empty"
              text={all ? words.empty : words.noneHere}
              hint={all ? words.emptyHint : words.noneHereHint}
            />
          ) : (
            <MoreButton more={more} />
          )
        }
      </Asked>
    </Box>
  );
}

/** What others wrote and were answered, as everybody may read it; `?county=` and `?topic=` make it less. */
export default function AnswersPage() {
  const { params } = useRouter();
  const [narrowed, setNarrowed] = useState(() => narrowedBy(params));
  const [turn, setTurn] = useState(0);
  return (
    <Page name="feedback-answers" wide share={ANSWERS_CARD}>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Words className="lead">{words.lead}</Words>
      <Narrow
        key={turn}
        narrowed={narrowed}
        onChange={(next) => {
          setNarrowed(next);
          keepInAddress(next);
        }}
      />
      <All key={pathOf(narrowed)} narrowed={narrowed} onRetry={() => setTurn((count) => count + 1)} />
      <Box role="list" className="rows tiles section">
        <LinkRow title={feedback.title} onPress={() => go('write')} />
        <LinkRow title={own.title} onPress={() => go('mine')} />
        <LinkRow
          title={common.figures}
          onPress={() => void Taro.navigateTo({ url: '/packages/figures/index' })}
        />
      </Box>
    </Page>
  );
}
