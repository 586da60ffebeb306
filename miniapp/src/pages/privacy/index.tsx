import Taro from '@tarojs/taro';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { call, Page } from '../../kit/page.js';
import { common, privacy as words } from '../../words.js';

/** Where a person sees, corrects, takes away and deletes what is kept of them; whoever is not signed in is asked to there. */
const openOwn = () => void Taro.navigateTo({ url: '/packages/citizen/data/index' });

/** Who learns what about an evaluator; reached from the line under the faces, never in front of them. Source: 方案 三(三)；FA-3.3-a FA-3.3-b FA-3.3-c. */
export default function PrivacyPage() {
  return (
    <Page name="privacy" wide>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Box className="tiles">
        {words.parts.map(({ title, text }) => (
          <Box key={title} className="section tile">
            <Heading level={2} className="heading">
              {title}
            </Heading>
            <Words className="lead">{text}</Words>
          </Box>
        ))}
        <Box className="tile">
          <Words className="lead section">{words.own}</Words>
          <Box className="actions">
            <Press className="button primary" onPress={openOwn}>
              {words.ownGo}
            </Press>
          </Box>
          <Words className="lead section">{words.ask}</Words>
          <Box className="actions not-elder">
            <Press className="button quiet" onPress={call}>
              {common.call}
            </Press>
          </Box>
        </Box>
      </Box>
    </Page>
  );
}
