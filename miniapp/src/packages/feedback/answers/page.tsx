import type { PublicFeedbackPage } from '@haochaping/shared/contracts';
import { Box, Heading, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { State } from '../../../kit/state.js';
import { ANSWERS_CARD } from '../../../lib/share-cards.js';
import { Asked, LinkRow, MoreButton } from '../../citizen/parts/frame.js';
import { useMinePages } from '../../citizen/parts/use-mine.js';
import { go } from '../parts/go.js';
import { answers as words, feedback, own } from '../parts/words.js';
import '../../citizen/parts/citizen.scss';

function One({ item }: { item: PublicFeedbackPage['items'][number] }) {
  const { topicName, title, words: said, answer, answeredBy, month } = item;
  return (
    <Box role="listitem" className="entry">
      <Words className="hint">
        {topicName} · {title}
      </Words>
      <Words className="paragraph">{said}</Words>
      <Words className="answer">
        {own.answerBy(answeredBy)}：{answer}
      </Words>
      <Words className="hint">{words.month(month)}</Words>
    </Box>
  );
}

/** What others wrote and were answered, as everybody may read it. */
export default function AnswersPage() {
  const { mine, items, reload, more } = useMinePages<PublicFeedbackPage>('/feedback-answers');
  return (
    <Page name="feedback-answers" wide share={ANSWERS_CARD}>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Words className="lead">{words.lead}</Words>
      {items.length > 0 ? (
        <Box role="list" className="tiles">
          {items.map((item) => (
            <One key={item.id} item={item} />
          ))}
        </Box>
      ) : null}
      <Asked mine={mine} onRetry={reload}>
        {() =>
          items.length === 0 ? (
            <State kind="empty" text={words.empty} hint={words.emptyHint} />
          ) : (
            <MoreButton more={more} />
          )
        }
      </Asked>
      <Box role="list" className="rows tiles">
        <LinkRow title={feedback.title} onPress={() => go('write')} />
      </Box>
    </Page>
  );
}
