import { useRouter } from '@tarojs/taro';
import type { OwnFormView } from '@haochaping/shared/contracts';
import { Box, Heading, Words } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { Asked } from '../citizen/parts/frame.js';
import { useMine } from '../citizen/parts/use-mine.js';
import { form as words } from './words.js';
import '../citizen/parts/citizen.scss';

function Told({ form: { number, title, place, entered } }: { form: OwnFormView }) {
  return (
    <Box className="entry">
      <Words className="row-title">{title}</Words>
      <Words className="hint">{place}</Words>
      <Words className="hint">{words.number(number)}</Words>
      {entered ? (
        <>
          <Words className="paragraph">{words.level(entered.levelName)}</Words>
          <Words className="paragraph">{words.ratedOn(entered.ratedOn)}</Words>
          <Words className="paragraph">{words.entered(entered.enteredOn)}</Words>
          {entered.way ? <Words className="answer">{entered.way}</Words> : null}
          <Words className="hint">{words.wrong}</Words>
        </>
      ) : (
        <>
          <Words className="paragraph">{words.waiting}</Words>
          <Words className="hint">{words.waitingHint}</Words>
        </>
      )}
    </Box>
  );
}

/** How far a paper form came, by the number on its stub; without an account. */
export default function FormPage() {
  const { params } = useRouter();
  const number = (params.n ?? '').slice(0, 40);
  const { mine, reload } = useMine<OwnFormView>(`/rating-forms/${encodeURIComponent(number || '0')}`);
  return (
    <Page name="paper-form">
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Asked mine={mine} onRetry={reload}>
        {(found) => <Told form={found} />}
      </Asked>
    </Page>
  );
}
