import { useEffect, useState } from 'react';
import type { OwnFeedback } from '@haochaping/shared/contracts';
import { Box, Words } from '../../../kit/elements.js';
import { State } from '../../../kit/state.js';
import { onBackOnline } from '../../../lib/network.js';
import { ask, headed, type Failure } from '../../../lib/request.js';
import { momentOf } from '../../../lib/when.js';
import { LinkRow } from '../../citizen/parts/frame.js';
import { go } from '../parts/go.js';
import { BESIDE_RECEIPT, keptFeedback, pathOf, type KeptFeedback } from '../parts/kept.js';
import { own as words } from '../parts/words.js';

/** How many of the newest without an answer are asked about at once; the others are asked when opened. */
const ASKED = 10;

const isAnswered = ({ seen }: KeptFeedback) => Boolean(seen?.data.answer);
/** Nothing more is told of it here. */
const isOver = (kept: KeptFeedback) => isAnswered(kept) || Boolean(kept.seen?.data.complaint);

async function refresh({ number, accessKey }: KeptFeedback): Promise<Failure | undefined> {
  const answer = await ask<OwnFeedback>(pathOf(number), headed(accessKey));
  if (!answer.ok) return answer;
  BESIDE_RECEIPT.keep(null, pathOf(number), answer.data);
  return undefined;
}

/** Those of this device; asks about what has no answer yet, when the page opens and when the network is back. Stale while that fails. */
function useFresh(): { all: readonly KeptFeedback[]; stale: boolean } {
  const [all, setAll] = useState(keptFeedback);
  const [stale, setStale] = useState(false);
  useEffect(() => {
    let open = true;
    const askAll = async () => {
      const waiting = keptFeedback().filter((kept) => !isOver(kept));
      const failures = await Promise.all(waiting.slice(0, ASKED).map(refresh));
      if (!open) return;
      setAll(keptFeedback());
      setStale(failures.some((failure) => failure && failure.kind !== 'refused'));
    };
    void askAll();
    const stop = onBackOnline(() => void askAll());
    return () => {
      open = false;
      stop();
    };
  }, []);
  return { all, stale };
}

function standing(kept: KeptFeedback): string {
  if (isAnswered(kept)) return words.isAnswered;
  if (kept.seen?.data.complaint) return words.isComplaint;
  return kept.seen ? words.notYet : '';
}

/** Every feedback of this device, newest first, each with where it stands; above them how many are answered. */
export function List() {
  const { all, stale } = useFresh();
  if (all.length === 0) return <State kind="empty" text={words.empty} hint={words.emptyHint} />;
  return (
    <Box>
      <Box role="status">
        <Words className="hint">{words.counted(all.length, all.filter(isAnswered).length)}</Words>
        {stale ? <Words className="hint">{words.listStale}</Words> : null}
      </Box>
      <Box role="list" className="rows tiles">
        {all.map((kept) => (
          <LinkRow
            key={kept.number}
            title={kept.text.length > 24 ? `${kept.text.slice(0, 24)}…` : kept.text}
            hint={momentOf(kept.sentAt, new Date())}
            state={standing(kept)}
            strong={isAnswered(kept)}
            onPress={() => go('mine', `?number=${kept.number}`)}
          />
        ))}
      </Box>
    </Box>
  );
}
