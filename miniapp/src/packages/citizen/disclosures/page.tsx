import type { DisclosurePage, DisclosureView } from '@haochaping/shared/contracts';
import { Box, Words } from '../../../kit/elements.js';
import { State } from '../../../kit/state.js';
import { momentOf } from '../../../lib/when.js';
import { common } from '../../../words.js';
import { MoreButton, OwnPage, SeenThen } from '../parts/frame.js';
import { useMinePages } from '../parts/use-mine.js';
import { disclosures as words } from '../parts/words.js';

function Look({ look }: { look: DisclosureView }) {
  return (
    <Box role="listitem" className="entry">
      <Words className="entry-title">{words.who(look.office, look.role)}</Words>
      <Words className="hint">{look.purpose}</Words>
      <Words className="hint">{words.data(look.data)}</Words>
      {look.rating ? <Words className="hint">{words.rating(look.rating)}</Words> : null}
      <Words className="hint">{momentOf(look.at, new Date())}</Words>
    </Box>
  );
}

function List() {
  const { mine, items, more, reload } = useMinePages<DisclosurePage>('/me/disclosures');
  if (mine.kind === 'failed' && items.length === 0)
    return <State kind="failed" text={mine.message} action={{ label: common.retry, onPress: reload }} />;
  if (mine.kind === 'loading' && items.length === 0) return <State kind="loading" text={common.loading} />;
  if (items.length === 0) return <State kind="empty" text={words.empty} hint={words.emptyHint} />;
  return (
    <Box>
      <SeenThen mine={mine} />
      <Box role="list">
        {items.map((look, index) => (
          <Look key={`${look.at}-${index}`} look={look} />
        ))}
      </Box>
      <MoreButton more={more} />
      <Words className="lead">{words.wrong}</Words>
    </Box>
  );
}

/** Every look at one's name, document or telephone. Source: 方案 三(三); FA-3.3-b FA-3.3-d. */
export default function DisclosuresPage() {
  return (
    <OwnPage name="disclosures" title={words.title} lead={words.lead}>
      <List />
    </OwnPage>
  );
}
