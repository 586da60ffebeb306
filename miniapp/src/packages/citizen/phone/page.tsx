import { Button as WeChatButton } from '@tarojs/components';
import { useState } from 'react';
import type { ConsentsView } from '@haochaping/shared/contracts';
import { Box, Press, Words } from '../../../kit/elements.js';
import { Asked, open, OwnPage, Part, Problem, Tick } from '../parts/frame.js';
import { PhoneCode } from '../parts/phone-code.js';
import { useDeed, useMine } from '../parts/use-mine.js';
import { phone as words, shared, signIn } from '../parts/words.js';

/** What the number is used under. Whoever agreed to the notice in force is not asked again. */
interface Agreement {
  noticeVersion: number;
  /** What still stops it, in words; empty when nothing does. */
  refuse: () => string;
}

/** WeChat asks the person itself and hands over a code; the number never passes through the page. */
function FromWeChat({ noticeVersion, refuse, onDone }: Agreement & { onDone: () => void }) {
  const { act, working, problem } = useDeed();
  const [said, setSaid] = useState('');
  return (
    <Box className="actions">
      <WeChatButton
        className="button primary"
        openType="getPhoneNumber"
        disabled={working}
        onGetPhoneNumber={({ detail }) => {
          const { code } = detail as { code?: string };
          const fault = code ? refuse() : words.weappDenied;
          setSaid(fault);
          if (fault) return;
          void act('/me/phone/weapp', { method: 'POST', data: { phoneCode: code, noticeVersion } }, onDone);
        }}
      >
        {working ? shared.working : words.weapp}
      </WeChatButton>
      <Problem text={said || problem} />
    </Box>
  );
}

function Link({ consents }: { consents: ConsentsView }) {
  const { noticeVersion, standing } = consents;
  const before = standing.some(({ purpose, state }) => purpose === 'privacy_notice' && state === 'given');
  const [agreed, setAgreed] = useState(before);
  const refuse = () => (agreed ? '' : words.agreeFirst);
  const [done, setDone] = useState(false);
  const { act, working, problem } = useDeed();
  if (done)
    return (
      <Box role="status">
        <Words className="lead">{words.done}</Words>
      </Box>
    );
  const weapp = process.env.TARO_ENV === 'weapp';
  return (
    <Box>
      {before ? null : (
        <Box>
          <Press className="private-more" role="link" onPress={() => open('notice')}>
            {signIn.notice}
          </Press>
          <Tick checked={agreed} label={words.agree} onChange={setAgreed} />
        </Box>
      )}
      {weapp ? (
        <FromWeChat noticeVersion={noticeVersion} refuse={refuse} onDone={() => setDone(true)} />
      ) : null}
      <Part title={words.other}>
        <PhoneCode
          go={words.go}
          going={shared.working}
          working={working}
          problem={problem}
          refuse={refuse}
          onGo={(phone, code) =>
            void act('/me/phone', { method: 'POST', data: { phone, code, noticeVersion } }, () =>
              setDone(true),
            )
          }
        />
      </Part>
    </Box>
  );
}

function Linking() {
  const { mine, reload } = useMine<ConsentsView>('/me/consents');
  return (
    <Asked mine={mine} onRetry={reload}>
      {(consents) => <Link consents={consents} />}
    </Asked>
  );
}

/** A telephone number for the account: a second way in, and where messages go. */
export default function PhonePage() {
  return (
    <OwnPage name="phone" title={words.title} lead={words.lead}>
      <Linking />
    </OwnPage>
  );
}
