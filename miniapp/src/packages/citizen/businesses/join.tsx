import { typedToken } from '@haochaping/shared/domain/people/typed';
import { useState } from 'react';
import type { BusinessView, HandlerInvitationView } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { Part, Problem } from '../parts/frame.js';
import { untilOf } from '../parts/until.js';
import { useDeed } from '../parts/use-mine.js';
import { businesses as words } from '../parts/words-business.js';

const CODE_LENGTH = 16;

/** First which business it is, then whether one wants to. */
export function Join({ onJoined }: { onJoined: () => void }) {
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState('');
  const [seen, setSeen] = useState<HandlerInvitationView | null>(null);
  const [joined, setJoined] = useState('');
  const { act, working, problem } = useDeed();
  const data = { code: typedToken(code) };
  const write = (text: string) => {
    setCode(text);
    setSeen(null);
  };
  const look = () => {
    const fault = data.code.length === CODE_LENGTH ? '' : words.codeWrong;
    setWrong(fault);
    if (!fault && !working)
      void act<HandlerInvitationView>('/me/handler-invitations/look-up', { method: 'POST', data }, setSeen);
  };
  const accept = () =>
    void act<BusinessView>('/me/handler-invitations/accept', { method: 'POST', data }, ({ name }) => {
      write('');
      setJoined(words.joined(name));
      onJoined();
    });
  const said = seen ? words.joinAs(seen.businessName, untilOf(seen.until)) : joined;
  return (
    <Part title={words.join}>
      <FormField
        label={words.code}
        hint={words.codeHint}
        value={code}
        problem={wrong}
        onChange={write}
        onEnter={look}
      />
      <Problem text={problem} />
      <Box role="status">{said ? <Words className="lead">{said}</Words> : null}</Box>
      <Box className="actions">
        <Button kind={seen ? 'primary' : 'quiet'} disabled={working} onPress={seen ? accept : look}>
          {working ? words.working : seen ? words.accept : words.look}
        </Button>
      </Box>
    </Part>
  );
}
