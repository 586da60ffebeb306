import { useDidShow } from '@tarojs/taro';
import { useEffect } from 'react';
import type { EvaluatorSession } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { openHelp } from '../../../kit/page.js';
import { forgetSession, keepSession } from '../../../lib/session.js';
import { dayOf } from '../../../lib/when.js';
import { common } from '../../../words.js';
import { Asked, LinkRow, open, OwnPage, Problem } from '../parts/frame.js';
import { useDeed, useMyList } from '../parts/use-mine.js';
import { me as words } from '../parts/words.js';
import { toRate } from '../parts/words-to-rate.js';

function Who({ session }: { session: EvaluatorSession }) {
  const { nameMasked, phoneMasked, assuranceName } = session;
  return (
    <Box className="who">
      <Words className="who-name">{nameMasked ?? phoneMasked ?? words.unnamed}</Words>
      <Words className="hint">{words.assurance(assuranceName)}</Words>
    </Box>
  );
}

/** What people ask, with the answers. */
const Help = () => <LinkRow title={common.help} hint={common.helpHint} onPress={openHelp} />;

function Links({ session }: { session: EvaluatorSession }) {
  const { verified, phoneMasked } = session;
  const realName = verified ? words.realName.done(dayOf(verified.at, new Date())) : words.realName.todo;
  const phone = phoneMasked ? words.phone.done(phoneMasked) : words.phone.todo;
  return (
    <Box role="list" className="rows tiles">
      <LinkRow title={toRate.title} hint={toRate.hint} onPress={() => open('to-rate')} />
      <LinkRow {...words.ratings} onPress={() => open('ratings')} />
      <LinkRow title={words.realName.title} hint={realName} onPress={() => open('real-name')} />
      <LinkRow title={words.phone.title} hint={phone} onPress={() => open('phone')} />
      <LinkRow {...words.businesses} onPress={() => open('businesses')} />
      <LinkRow {...words.disclosures} onPress={() => open('disclosures')} />
      <LinkRow {...words.data} onPress={() => open('data')} />
      <LinkRow {...words.devices} onPress={() => open('devices')} />
      <Help />
    </Box>
  );
}

/** What is one's own, for whoever has signed in. */
function Mine() {
  const { mine, reload } = useMyList<EvaluatorSession>('/me/session');
  const { act, working, problem } = useDeed();
  useDidShow(reload);
  useEffect(() => {
    // What is from memory carries no tokens.
    if (mine.kind === 'here' && !mine.stale) keepSession(mine.data);
  }, [mine]);
  const signOut = () => void act('/me/session', { method: 'DELETE' }, forgetSession);
  return (
    <Asked mine={mine} onRetry={reload}>
      {(session) => (
        <Box>
          <Who session={session} />
          <Links session={session} />
          <Problem text={problem} />
          <Box className="actions">
            <Button disabled={working} onPress={signOut}>
              {working ? words.signingOut : words.signOut}
            </Button>
          </Box>
        </Box>
      )}
    </Asked>
  );
}

/** For whoever closed the account: the page that takes the code is behind no sign-in. */
function ClosedBefore() {
  return (
    <Box role="list" className="rows">
      <LinkRow {...words.closed} onPress={() => open('deletion')} />
      <Help />
    </Box>
  );
}

export default function MePage() {
  return (
    <OwnPage name="me" wide title={words.title} otherwise={<ClosedBefore />}>
      <Mine />
    </OwnPage>
  );
}
