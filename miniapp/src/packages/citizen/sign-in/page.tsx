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

/** Keeps the sign-in, and goes on. */
function enter(session: EvaluatorSession, back: string | undefined): void {
  keepSession(session);
  goOn(back);
}

interface WayProps {
  /** The notice that is agreed to; its version goes along with the sign-in, which records the agreement. */
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
      const data = { code, noticeVersion: notice.version };
      await act<EvaluatorSession>('/me/session/weapp', { method: 'POST', data }, (session) =>
        enter(session, back),
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
function Elsewhere({ way, start, notice, refuse }: WayProps & { way: 'official' | 'sso'; start: string }) {
  const [said, setSaid] = useState('');
  const [realName, setRealName] = useState(false);
  const back = useBack();
  const go = () => {
    const fault = refuse();
    setSaid(fault);
    if (fault) return;
    const returnTo = encodeURIComponent(back ? `${HERE}?back=${back}` : HERE);
    const agreed = `noticeVersion=${notice.version}${realName ? '&realName=yes' : ''}`;
    window.location.assign(`${start}?returnTo=${returnTo}&${agreed}`);
  };
  return (
    <Box className="actions">
      {way === 'sso' ? (
        <Tick checked={realName} label={words.realName} hint={words.realNameHint} onChange={setRealName} />
      ) : null}
      <Button onPress={go}>{words[way]}</Button>
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
      {
        method: 'POST',
        data: { phone, code, client: WEAPP ? 'weapp' : 'web', noticeVersion: notice.version },
      },
      (session) => enter(session, back),
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
          <Elsewhere key={way} way={way} start={start} notice={notice} refuse={refuse} />
        ) : null,
      )}
    </Box>
  );
}

/** Back from another site: whoever was let in there is signed in here. */
function useComingBack(outcome: SignInOutcome | undefined): void {
  const back = useBack();
  useEffect(() => {
    if (outcome !== 'ok') return;
    void ask<EvaluatorSession>('/me/session').then((answer) =>
      answer.ok ? enter(answer.data, back) : undefined,
    );
  }, [outcome, back]);
}

/** Ways to sign in; asked for nowhere else, and never before the faces. */
export default function SignInPage() {
  const { params } = useRouter();
  const outcome = params.signIn as SignInOutcome | undefined;
  const notice = useMine<PrivacyNotice>('/privacy-notice');
  const ways = useMine<SignInWays>('/me/sign-in-ways');
  useComingBack(outcome);
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
