import type { PrivacyNotice } from '@haochaping/shared/contracts';
import { Box, Heading, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { dayOf } from '../../../lib/when.js';
import { Asked, Part } from '../parts/frame.js';
import { useMine } from '../parts/use-mine.js';
import { notice as words } from '../parts/words.js';

/** The privacy notice in force, word for word. */
export default function NoticePage() {
  const { mine, reload } = useMine<PrivacyNotice>('/privacy-notice');
  return (
    <Page name="notice">
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Asked mine={mine} onRetry={reload}>
        {({ version, publishedOn, sections }) => (
          <Box>
            {sections.map(({ title, paragraphs }) => (
              <Part key={title} title={title}>
                {paragraphs.map((text) => (
                  <Words key={text} className="paragraph">
                    {text}
                  </Words>
                ))}
              </Part>
            ))}
            <Words className="lead">
              {words.version(version, dayOf(`${publishedOn}T00:00:00+08:00`, new Date()))}
            </Words>
          </Box>
        )}
      </Asked>
    </Page>
  );
}
