import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { OwnFeedback } from '@haochaping/shared/contracts';
import { FEEDBACK_ABOUT_NAMES } from '@haochaping/shared/domain/feedback';
import { Button } from '../../../kit/button.js';
import { Box, Heading, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { Progress } from '../../../kit/progress.js';
import { State } from '../../../kit/state.js';
import { keepComplaint } from '../../../lib/complaints.js';
import { OwnFiles } from '../../../own-case/files/own-files.js';
import { headed } from '../../../lib/request.js';
import { momentOf } from '../../../lib/when.js';
import { Asked, LinkRow, Part, Problem } from '../../citizen/parts/frame.js';
import { useDeed, useMine } from '../../citizen/parts/use-mine.js';
import { go } from '../parts/go.js';
import { BESIDE_RECEIPT, pathOf, useKeptFeedback } from '../parts/kept.js';
import { feedback, own as words } from '../parts/words.js';
import { List } from './list.js';
import '../../citizen/parts/citizen.scss';

/** Whether everybody may read it: asked again whenever the author likes, and taken back at once. */
function Public({ view, path, accessKey }: { view: OwnFeedback; path: string; accessKey: string }) {
  const [now, setNow] = useState(view);
  const { act, working, problem } = useDeed();
  const { agreed, published } = now;
  const say = () =>
    void act<OwnFeedback>(
      `${path}/consent`,
      { method: 'POST', data: { agreed: !agreed }, ...headed(accessKey) },
      (told) => {
        BESIDE_RECEIPT.keep(null, path, told);
        setNow(told);
      },
    );
  return (
    <Part title={words.public}>
      <Box role="status">
        <Words className="hint">
          {published ? words.isPublic : agreed ? words.isAgreed : words.isNotAgreed}
        </Words>
      </Box>
      {published ? <Words className="step-words">{published.words}</Words> : null}
      <Problem text={problem} />
      <Box className="actions">
        <Button disabled={working} onPress={say}>
          {working ? words.saving : agreed ? words.disagree : words.agree}
        </Button>
      </Box>
    </Part>
  );
}

/** What it became: the receipt of the feedback opens the complaint too. */
function Complaint({ view, number, accessKey }: { view: OwnFeedback; number: string; accessKey: string }) {
  const { title, sentAt } = view;
  return (
    <Box>
      <Words className="lead">{words.complaint}</Words>
      <Box className="actions">
        <Button
          kind="primary"
          onPress={() => {
            keepComplaint({ number, accessKey, title, sentAt });
            void Taro.navigateTo({ url: `/packages/citizen/complaints/index?number=${number}` });
          }}
        >
          {words.seeComplaint}
        </Button>
      </Box>
    </Box>
  );
}

function Own({ number, accessKey }: { number: string; accessKey: string }) {
  const path = pathOf(number);
  const { mine, reload } = useMine<OwnFeedback>(path, accessKey, BESIDE_RECEIPT);
  return (
    <Asked mine={mine} onRetry={reload}>
      {(view) => {
        const { title, topicName, text, files, sentAt, steps, next, answer, complaint, contactable } = view;
        const told = steps.map((step) => ({
          ...step,
          // The answer stands by itself below; a step does not say it a second time.
          words: step.words === answer?.words ? null : step.words,
          state: 'done' as const,
        }));
        const coming = next ? [{ at: null, text: next, words: null, state: 'now' as const }] : [];
        return (
          <Box className="columns">
            <Box className="column">
              <Part title={words.said}>
                {title === FEEDBACK_ABOUT_NAMES.nothing ? null : <Words className="row-title">{title}</Words>}
                <Words className="step-words">{text}</Words>
                {files.length > 0 ? (
                  <OwnFiles files={files} path={path} header={{ 'X-Receipt-Key': accessKey }} />
                ) : null}
                <Words className="hint">
                  {topicName} · {momentOf(sentAt, new Date())}
                </Words>
                <Words className="hint">
                  {feedback.number} {number}
                </Words>
              </Part>
              {answer ? (
                <Part title={words.answer}>
                  <Words className="step-words">{answer.words}</Words>
                  <Words className="hint">
                    {words.answerBy(answer.by)} · {momentOf(answer.at, new Date())}
                  </Words>
                </Part>
              ) : null}
            </Box>
            <Box className="column broad">
              {complaint ? <Complaint view={view} number={complaint} accessKey={accessKey} /> : null}
              <Part title={words.way}>
                <Progress steps={[...told, ...coming]} />
                {contactable || !next ? null : <Words className="hint">{words.notTold}</Words>}
              </Part>
              {complaint ? null : <Public view={view} path={path} accessKey={accessKey} />}
            </Box>
          </Box>
        );
      }}
    </Asked>
  );
}

/** The feedback of this device, each with its way to an answer. */
export default function MinePage() {
  const { number } = useRouter().params;
  const kept = useKeptFeedback();
  const accessKey = kept.find((one) => one.number === number)?.accessKey;
  return (
    <Page name="my-feedback" wide>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      {number && accessKey ? <Own key={number} number={number} accessKey={accessKey} /> : null}
      {number && !accessKey ? <State kind="empty" text={words.elsewhere} /> : null}
      {number ? null : (
        <Box>
          <Words className="lead">{words.lead}</Words>
          <List />
        </Box>
      )}
      {number && accessKey ? null : (
        <Box role="list" className="rows tiles">
          <LinkRow title={feedback.title} onPress={() => go('write')} />
          {number ? <LinkRow title={words.title} onPress={() => go('mine')} /> : null}
        </Box>
      )}
    </Page>
  );
}
