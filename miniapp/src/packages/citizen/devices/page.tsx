import { useState } from 'react';
import type { EvaluatorSession, EvaluatorSessionList } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { dayOf, momentOf } from '../../../lib/when.js';
import { Asked, OwnPage, Part, Problem } from '../parts/frame.js';
import { useDeed, useMyList } from '../parts/use-mine.js';
import { devices as words, shared } from '../parts/words.js';

function List() {
  const { mine, reload } = useMyList<EvaluatorSessionList>('/me/sessions');
  const [ended, setEnded] = useState(false);
  const { act, at, working, problem } = useDeed();
  const end = (path: string) =>
    void act(path, { method: 'DELETE' }, () => {
      setEnded(true);
      reload();
    });
  return (
    <Asked mine={mine} onRetry={reload}>
      {({ items }) => (
        <Box>
          <Box role="list">
            {items.map(({ id, device, createdAt, lastSeenAt, current }) => (
              <Box key={id} role="listitem" className="entry">
                <Box className="entry-line">
                  <Box className="entry-body">
                    <Words className="entry-title">{current ? `${device} · ${words.current}` : device}</Words>
                    <Words className="hint">
                      {words.since(dayOf(createdAt, new Date()))} ·{' '}
                      {words.seen(momentOf(lastSeenAt, new Date()))}
                    </Words>
                  </Box>
                  {current ? null : (
                    <Button
                      small
                      disabled={working}
                      label={`${words.end}：${device}`}
                      onPress={() => end(`/me/sessions/${id}`)}
                    >
                      {at === `/me/sessions/${id}` ? shared.working : words.end}
                    </Button>
                  )}
                </Box>
              </Box>
            ))}
          </Box>
          <Problem text={problem} />
          <Box role="status">{ended ? <Words className="hint">{words.ended}</Words> : null}</Box>
          {items.length > 1 ? (
            <Box className="actions">
              <Button disabled={working} onPress={() => end('/me/sessions')}>
                {at === '/me/sessions' ? shared.working : words.endOthers}
              </Button>
            </Box>
          ) : null}
        </Box>
      )}
    </Asked>
  );
}

/** How one signs in; a way that is no longer one's own is taken off. */
function Ways() {
  const { mine, reload } = useMyList<EvaluatorSession>('/me/session');
  const [removed, setRemoved] = useState(false);
  const { act, at, working, problem } = useDeed();
  const remove = (way: string) =>
    void act(`/me/ways/${way}`, { method: 'DELETE' }, () => {
      setRemoved(true);
      reload();
    });
  return (
    <Part title={words.ways}>
      <Words className="hint">{words.waysHint}</Words>
      <Asked mine={mine} onRetry={reload}>
        {({ ways }) => (
          <Box role="list">
            {ways.map(({ way, name }) => (
              <Box key={way} role="listitem" className="entry">
                <Box className="entry-line">
                  <Box className="entry-body">
                    <Words className="entry-title">{name}</Words>
                  </Box>
                  {ways.length > 1 ? (
                    <Button
                      small
                      disabled={working}
                      label={`${words.remove}：${name}`}
                      onPress={() => remove(way)}
                    >
                      {at === `/me/ways/${way}` ? shared.working : words.remove}
                    </Button>
                  ) : null}
                </Box>
              </Box>
            ))}
          </Box>
        )}
      </Asked>
      <Problem text={problem} />
      <Box role="status">{removed ? <Words className="hint">{words.removed}</Words> : null}</Box>
    </Part>
  );
}

/** Where one is signed in; what one does not know is ended. */
export default function DevicesPage() {
  return (
    <OwnPage name="devices" title={words.title} lead={words.lead}>
      <List />
      <Ways />
    </OwnPage>
  );
}
