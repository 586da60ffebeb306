import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type {
  EvaluatorSession,
  PrivacyNotice,
  SignInOutcome,
  SignInWays,
} from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Heading, Press, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { ask } from '../../../lib/request.js';
import { keepSession } from '../../../lib/session.js';
import { giveConsent } from '../parts/consent.js';
import { Asked, open, Part, Problem, Tick } from '../parts/frame.js';
import { PhoneCode } from '../parts/phone-code.js';
import { useDeed, useMine } from '../parts/use-mine.js';
import { signIn as words } from '../parts/words.js';

const WEAPP = process.env.TARO_ENV === 'weapp';
const HERE = '/packages/citizen/sign-in/index';

/** Back to the page that asked for it; after a way over another site nothing lies below, and it is opened by its name. */
function goOn(back: string | undefined): void {
  if (back && Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.redirectTo({ url: `/packages/citizen/${back ?? 'me'}/index` });
}

/** The page that asked for the sign-in, if one did; never more than a name of one of ours. */
function useBack(): string | undefined {
  const { back } = useRouter().params;
  return back && /^[a-z-]{2,20}$/.test(back) ? back : undefined;
}

/** Keeps the sign-in, records the consent that was given before it, and goes on. */
async function enter(
  session: EvaluatorSession,
  notice: PrivacyNotice,
  back: string | undefined,
): Promise<void> {
  keepSession(session);
  await giveConsent('privacy_notice', notice);
  goOn(back);
}

interface WayProps {
  notice: PrivacyNotice;
  /** What still stops it, in words; empty when nothing does. */
  refuse: () => string;
}

function WeChatHere({ notice, refuse }: WayProps) {
  const { act, working, problem } = useDeed();
  const [said, setSaid] = useState('');
  const back = useBack();
  const go = async () => {
    const fault = refuse();
    setSaid(fault);
    if (fault || working) return;
    try {
      const { code } = await Taro.login();
      await act<EvaluatorSession>('/me/session/weapp', { method: 'POST', data: { code } }, (session) =>
        enter(session, notice, back),
      );
    } catch {
      setSaid(words.weappFailed);
    }
  };
  return (
    <Box className="actions">
      <Button kind="primary" disabled={working} onPress={() => void go()}>
        {working ? words.going : words.weapp}
      </Button>
      <Problem text={said || problem} />
    </Box>
  );
}

/** Signing in at another site: the browser goes there and comes back here. */
function Elsewhere({ label, start, refuse }: { label: string; start: string; refuse: () => string }) {
  const [said, setSaid] = useState('');
  const back = useBack();
  const go = () => {
    const fault = refuse();
    setSaid(fault);
    if (!fault)
      window.location.assign(`${start}?returnTo=${encodeURIComponent(back ? `${HERE}?back=${back}` : HERE)}`);
  };
  return (
    <Box className="actions">
      <Button onPress={go}>{label}</Button>
      <Problem text={said} />
    </Box>
  );
}

function ByPhone({ notice, refuse }: WayProps) {
  const back = useBack();
  const { act, working, problem } = useDeed();
  const go = (phone: string, code: string) =>
    void act<EvaluatorSession>(
      '/me/session/phone',
      { method: 'POST', data: { phone, code, client: WEAPP ? 'weapp' : 'web' } },
      (session) => enter(session, notice, back),
    );
  return (
    <Part title={words.byPhone}>
      <PhoneCode
        go={words.go}
        going={words.going}
        working={working}
        problem={problem}
        refuse={refuse}
        onGo={go}
      />
    </Part>
  );
}

function Ways({ notice, ways }: { notice: PrivacyNotice; ways: SignInWays }) {
  const [agreed, setAgreed] = useState(false);
  const refuse = () => (agreed ? '' : words.agreeFirst);
  const has = (way: string) => ways.items.find((one) => one.way === way);
  const elsewhere = WEAPP ? [] : (['official', 'sso'] as const).flatMap((way) => has(way) ?? []);
  if (ways.items.length === 0) return <Words className="lead">{words.none}</Words>;
  return (
    <Box>
      <Press className="private-more" role="link" onPress={() => open('notice')}>
        {words.notice}
      </Press>
      <Tick checked={agreed} label={words.agree} onChange={setAgreed} />
      {WEAPP && has('weapp') ? <WeChatHere notice={notice} refuse={refuse} /> : null}
      {has('phone') ? <ByPhone notice={notice} refuse={refuse} /> : null}
      {elsewhere.map(({ way, start }) =>
        start && way !== 'weapp' && way !== 'phone' ? (
          <Elsewhere key={way} label={words[way]} start={start} refuse={refuse} />
        ) : null,
      )}
    </Box>
  );
}

/** Back from another site: whoever was let in there is signed in here. */
function useComingBack(outcome: SignInOutcome | undefined, notice: PrivacyNotice | undefined): void {
  const back = useBack();
  useEffect(() => {
    if (outcome !== 'ok' || !notice) return;
    void ask<EvaluatorSession>('/me/session').then((answer) =>
      answer.ok ? enter(answer.data, notice, back) : undefined,
    );
  }, [outcome, notice, back]);
}

/** Ways to sign in; asked for nowhere else, and never before the faces. */
export default function SignInPage() {
  const { params } = useRouter();
  const outcome = params.signIn as SignInOutcome | undefined;
  const notice = useMine<PrivacyNotice>('/privacy-notice');
  const ways = useMine<SignInWays>('/me/sign-in-ways');
  useComingBack(outcome, notice.mine.kind === 'here' ? notice.mine.data : undefined);
  const again = () => {
    notice.reload();
    ways.reload();
  };
  return (
    <Page name="sign-in">
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Words className="lead">{words.lead}</Words>
      <Problem text={outcome ? (words.outcomes[outcome] ?? '') : ''} />
      <Asked mine={notice.mine} onRetry={again}>
        {(read) => (
          <Asked mine={ways.mine} onRetry={again}>
            {(known) => <Ways notice={read} ways={known} />}
          </Asked>
        )}
      </Asked>
    </Page>
  );
}
