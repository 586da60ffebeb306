import { useState } from 'react';
import { Button } from '../../../kit/button.js';
import { Box } from '../../../kit/elements.js';
import { ask } from '../../../lib/request.js';
import { forgetSession } from '../../../lib/session.js';
import { open } from './frame.js';
import { shared as words } from './words.js';

/** For what needs a fresh sign-in: ends this one, and after signing in again comes back to the page of this name. */
export function SignInAgain({ back }: { back: string }) {
  const [working, setWorking] = useState(false);
  const go = async () => {
    setWorking(true);
    // Without an answer the old sign-in ends by itself in time; the new one does not wait for it.
    await ask('/me/session', { method: 'DELETE' });
    forgetSession();
    open('sign-in', `?back=${back}`);
  };
  return (
    <Box className="actions">
      <Button kind="primary" disabled={working} onPress={() => void go()}>
        {working ? words.working : words.signInAgain}
      </Button>
    </Box>
  );
}
