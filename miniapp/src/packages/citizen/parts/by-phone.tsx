import { useState } from 'react';
import type { ComplaintInput, PrivacyNotice } from '@haochaping/shared/contracts';
import { Box, Press, Words } from '../../../kit/elements.js';
import { Asked, open, Part, Tick } from './frame.js';
import { PhoneCode } from './phone-code.js';
import { useMine } from './use-mine.js';
import { byPhone as shared } from './words-place.js';

/** A number with the code that proves it, and the notice that was agreed to. */
export type ProvenPhone = NonNullable<ComplaintInput['phone']>;

/** Proves a number under the notice in force, for whoever is not signed in. */
export function ByPhone({
  words,
  working,
  problem,
  refuse,
  onGo,
}: {
  /** What the number is for here, and what the last button does. */
  words: { phoneTitle: string; phoneLead: string; phoneHint: string; send: string; sending: string };
  working: boolean;
  problem: string;
  refuse: () => string;
  onGo: (phone: ProvenPhone) => void;
}) {
  const { mine, reload } = useMine<PrivacyNotice>('/privacy-notice');
  const [agreed, setAgreed] = useState(false);
  return (
    <Part title={words.phoneTitle}>
      <Words className="hint">{words.phoneLead}</Words>
      <Asked mine={mine} onRetry={reload}>
        {({ version }) => (
          <Box>
            <Press className="private-more" role="link" onPress={() => open('notice')}>
              {shared.notice}
            </Press>
            <Tick checked={agreed} label={shared.agree} onChange={setAgreed} />
            <PhoneCode
              go={words.send}
              going={words.sending}
              hint={words.phoneHint}
              working={working}
              problem={problem}
              refuse={() => (agreed ? refuse() : shared.agreeFirst)}
              onGo={(number, code) => onGo({ number, code, noticeVersion: version })}
            />
          </Box>
        )}
      </Asked>
    </Part>
  );
}
