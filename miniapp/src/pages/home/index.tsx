import Taro, { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { LEVELS } from '@haochaping/shared/domain/rating/levels';
import { entryOfText, ratePageOf } from '../../lib/entry.js';
import { useRatings } from '../../lib/ratings.js';
import { HOME_CARD } from '@haochaping/shared/domain/share-cards';
import { scanner } from '../../lib/scan.js';
import { load } from '../../lib/storage.js';
import { Box, Field, Heading, Press, Words } from '../../kit/elements.js';
import { Face } from '../../kit/face/face.js';
import { call, openHelp, Page } from '../../kit/page.js';
import { Steps } from '../../kit/steps.js';
import { common, home as words, looks } from '../../words.js';
import './index.scss';

function open(text: string): 'opened' | 'missing' | 'malformed' {
  const entry = entryOfText(text);
  const url = ratePageOf(entry);
  if (!url) return entry.kind === 'missing' ? 'missing' : 'malformed';
  void Taro.navigateTo({ url });
  return 'opened';
}

/** WeChat can scan, as a mini-program and as a browser; elsewhere we say how to scan. */
function Scan() {
  const [said, setSaid] = useState('');
  const [scan] = useState(() => scanner());
  if (!scan) return <HowToScan />;
  const start = async () => {
    try {
      setSaid(open(await scan()) === 'opened' ? '' : words.notOurs);
    } catch {
      setSaid(words.scanFailed);
    }
  };
  return (
    <Box className="scan">
      <Press className="button primary" onPress={() => void start()}>
        {words.scan}
      </Press>
      <Box role="status">{said ? <Words className="hint">{said}</Words> : null}</Box>
    </Box>
  );
}

function HowToScan() {
  return (
    <Box className="card how">
      <Heading level={2} className="heading">
        {words.howTitle}
      </Heading>
      <Steps steps={words.how} />
    </Box>
  );
}

function CodeEntry() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const go = () => {
    const outcome = open(text);
    setProblem(outcome === 'opened' ? '' : outcome === 'missing' ? words.codeEmpty : words.codeWrong);
  };
  return (
    <Box className="code">
      <Heading level={2} className="heading">
        {words.codeLabel}
      </Heading>
      <Words className="hint">{words.codeHint}</Words>
      <Box className="code-line">
        <Field
          className="field"
          label={words.codePlaceholder}
          placeholder={words.codePlaceholder}
          value={text}
          most={500}
          invalid={problem !== ''}
          onChange={setText}
          onEnter={go}
        />
        <Press className="button code-go" onPress={go}>
          {words.codeOpen}
        </Press>
      </Box>
      <Box role="status" className="problem">
        {problem ? <Words>{problem}</Words> : null}
      </Box>
    </Box>
  );
}

/** The first page for somebody without a code in hand. */
export default function HomePage() {
  const count = useRatings().length;
  const [said, setSaid] = useState(false);
  // Also when one comes back from having written something.
  useDidShow(() => setSaid(load('feedback') !== undefined));
  return (
    <Page name="home" wide share={HOME_CARD}>
      <Box className="columns">
        <Box className="column broad">
          <Box role="picture" className="greeting">
            {LEVELS.map((level) => (
              <Face key={level} level={level} filled={false} className="face-small" />
            ))}
          </Box>
          <Heading level={1} className="title">
            {words.title}
          </Heading>
          <Words className="lead">{words.lead}</Words>
          <Scan />
          <CodeEntry />
        </Box>
        <Box className="column">
          <Box className="links">
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/packages/place/index' })}
            >
              <Words className="link-words">{words.place}</Words>
              <Words className="hint">{words.placeHint}</Words>
            </Press>
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/pages/mine/index' })}
            >
              <Words className="link-words">{common.mine}</Words>
              <Words className="hint">{words.mineHint(count)}</Words>
            </Press>
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/packages/citizen/me/index' })}
            >
              <Words className="link-words">{common.me}</Words>
              <Words className="hint">{words.meHint}</Words>
            </Press>
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/packages/citizen/complaint/index' })}
            >
              <Words className="link-words">{common.complain}</Words>
              <Words className="hint">{common.complainHint}</Words>
            </Press>
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/packages/citizen/complaints/index' })}
            >
              <Words className="link-words">{common.complaints}</Words>
            </Press>
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/packages/feedback/write/index' })}
            >
              <Words className="link-words">{common.feedback}</Words>
              <Words className="hint">{common.feedbackHint}</Words>
            </Press>
            {said ? (
              <Press
                className="link-row"
                role="link"
                onPress={() => void Taro.navigateTo({ url: '/packages/feedback/mine/index' })}
              >
                <Words className="link-words">{common.ownFeedback}</Words>
              </Press>
            ) : null}
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/packages/figures/index' })}
            >
              <Words className="link-words">{common.figures}</Words>
              <Words className="hint">{common.figuresHint}</Words>
            </Press>
            <Press
              className="link-row"
              role="link"
              onPress={() => void Taro.navigateTo({ url: '/pages/looks/index' })}
            >
              <Words className="link-words">{looks.title}</Words>
            </Press>
            <Press className="link-row" role="link" onPress={openHelp}>
              <Words className="link-words">{common.help}</Words>
              <Words className="hint">{common.helpHint}</Words>
            </Press>
            <Press className="link-row not-elder" onPress={call}>
              <Words className="link-words">{common.call}</Words>
              <Words className="hint">{common.callHint}</Words>
            </Press>
          </Box>
        </Box>
      </Box>
    </Page>
  );
}
