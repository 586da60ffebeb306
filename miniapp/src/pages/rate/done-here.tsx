import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { ToRateLink, ToRateList } from '@haochaping/shared/contracts';
import { Box, Press, Words } from '../../kit/elements.js';
import type { Entry } from '../../lib/entry.js';
import { ask } from '../../lib/request.js';
import { useSignedIn } from '../../lib/session.js';
import { dayOf } from '../../lib/when.js';
import { rate as words } from '../../words.js';

/** So many of the latest are offered at a printed code; all of them stand in 我的待评价. */
const MOST = 3;

/**
 * At a printed code, whoever is signed in may say which of the matters they had done there it is about; the rating then belongs to it
 * and goes to the province. Rating waits for nothing, and nobody has to say. Source: domain.md §3.
 */
export function DoneHere({ entry }: { entry: Entry }) {
  const [items, setItems] = useState<ToRateList['items']>([]);
  const code = entry.kind === 'static' ? entry.code : '';
  const asked = useSignedIn() && code !== '';
  useEffect(() => {
    if (!asked) return undefined;
    let current = true;
    void ask<ToRateList>(`/me/to-rate?staticCode=${code}`).then((answer) => {
      if (current && answer.ok) setItems(answer.data.items.filter(({ whole }) => whole).slice(0, MOST));
    });
    return () => {
      current = false;
    };
  }, [asked, code]);
  if (!asked || items.length === 0) return null;
  const choose = async (id: string) => {
    const answer = await ask<ToRateLink>(`/me/to-rate/${id}/link`, {
      method: 'POST',
      data: { channel: 'qr' },
    });
    if (answer.ok) void Taro.redirectTo({ url: `/pages/rate/index?i=${answer.data.token}` });
    // Rated or run out meanwhile: it is offered no more, and the place can be rated all the same.
    else setItems((before) => before.filter((one) => one.id !== id));
  };
  return (
    <Box role="group" label={words.doneHere} className="section">
      <Words className="hint">{words.doneHere}</Words>
      {items.map(({ id, title, servedAt }) => (
        <Press key={id} className="button quiet" onPress={() => void choose(id)}>
          {words.doneHereOn(title, dayOf(servedAt, new Date()))}
        </Press>
      ))}
    </Box>
  );
}
