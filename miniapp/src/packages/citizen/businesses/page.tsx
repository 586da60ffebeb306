import type { BusinessList, EvaluatorSession } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { State } from '../../../kit/state.js';
import { Asked, LinkRow, open, OwnPage } from '../parts/frame.js';
import { untilOf } from '../parts/until.js';
import { useMyList } from '../parts/use-mine.js';
import { businesses as words } from '../parts/words-business.js';
import { Add } from './add.js';
import { Join } from './join.js';

function List({ items }: BusinessList) {
  if (items.length === 0) return <State kind="empty" text={words.empty} hint={words.lead} />;
  return (
    <Box role="list" className="rows">
      {items.map(({ id, name, as, asName, until }) => (
        <LinkRow
          key={id}
          title={name}
          hint={as === 'handler' ? words.as(asName, untilOf(until)) : asName}
          onPress={() => open('business', `?id=${id}`)}
        />
      ))}
    </Box>
  );
}

function RealNameFirst() {
  return (
    <Box>
      <Words className="lead">{words.needRealName}</Words>
      <Box className="actions">
        <Button kind="primary" onPress={() => open('real-name')}>
          {words.toRealName}
        </Button>
      </Box>
    </Box>
  );
}

function Businesses() {
  const { mine, reload } = useMyList<BusinessList>('/me/businesses');
  const session = useMyList<EvaluatorSession>('/me/session');
  return (
    <Asked mine={mine} onRetry={reload}>
      {({ items }) => (
        <Box>
          <List items={items} />
          <Asked mine={session.mine} onRetry={session.reload} within>
            {({ verified }) =>
              verified ? (
                <Box>
                  <Join onJoined={reload} />
                  <Add onAdded={reload} />
                </Box>
              ) : (
                <RealNameFirst />
              )
            }
          </Asked>
        </Box>
      )}
    </Asked>
  );
}

/** The businesses one may act for. */
export default function BusinessesPage() {
  return (
    <OwnPage name="businesses" title={words.title}>
      <Businesses />
    </OwnPage>
  );
}
