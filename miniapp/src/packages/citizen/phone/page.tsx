import { Button as WeChatButton } from '@tarojs/components';
import { useState } from 'react';
import { Box, Words } from '../../../kit/elements.js';
import { OwnPage, Part, Problem } from '../parts/frame.js';
import { PhoneCode } from '../parts/phone-code.js';
import { useDeed } from '../parts/use-mine.js';
import { phone as words, signIn } from '../parts/words.js';

/** WeChat asks the person itself and hands over a code; the number never passes through the page. */
function FromWeChat({ onDone }: { onDone: () => void }) {
  const { act, working, problem } = useDeed();
  const [denied, setDenied] = useState(false);
  return (
    <Box className="actions">
      <WeChatButton
        className="button primary"
        openType="getPhoneNumber"
        disabled={working}
        onGetPhoneNumber={({ detail }) => {
          const { code } = detail as { code?: string };
          setDenied(!code);
          if (code) void act('/me/phone/weapp', { method: 'POST', data: { phoneCode: code } }, onDone);
        }}
      >
        {words.weapp}
      </WeChatButton>
      <Problem text={denied ? words.weappDenied : problem} />
    </Box>
  );
}

function Link() {
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
      {weapp ? <FromWeChat onDone={() => setDone(true)} /> : null}
      <Part title={words.other}>
        <PhoneCode
          go={words.go}
          going={signIn.going}
          working={working}
          problem={problem}
          onGo={(phone, code) =>
            void act('/me/phone', { method: 'POST', data: { phone, code } }, () => setDone(true))
          }
        />
      </Part>
    </Box>
  );
}

/** A telephone number for the account: a second way in, and where messages go. */
export default function PhonePage() {
  return (
    <OwnPage name="phone" title={words.title} lead={words.lead}>
      <Link />
    </OwnPage>
  );
}
