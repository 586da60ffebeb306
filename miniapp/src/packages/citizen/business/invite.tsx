import { useState } from 'react';
import type { HandlerInvitationIssued } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { Radios } from '../../../kit/form/radios.js';
import { momentOf } from '../../../lib/when.js';
import { CodeShown } from '../parts/code-shown.js';
import { Part, Problem } from '../parts/frame.js';
import { useDeed } from '../parts/use-mine.js';
import { shared } from '../parts/words.js';
import { business as words } from '../parts/words-business.js';
import { endOf, TERM_OPTIONS, type Term } from './terms.js';

/** Makes a code for a new handler, shown this once. */
export function Invite({ path, onIssued }: { path: string; onIssued: () => void }) {
  const [term, setTerm] = useState<Term>('year');
  const [issued, setIssued] = useState<HandlerInvitationIssued | null>(null);
  const { act, working, problem } = useDeed();
  const issue = () =>
    void act<HandlerInvitationIssued>(
      `${path}/handler-invitations`,
      { method: 'POST', data: { until: endOf(term) } },
      (told) => {
        setIssued(told);
        onIssued();
      },
    );
  return (
    <Part title={words.invite}>
      <Radios title={words.until} options={TERM_OPTIONS} chosen={term} onChoose={setTerm} />
      <Problem text={problem} />
      <Box className="actions">
        <Button disabled={working} onPress={issue}>
          {working ? shared.working : words.issue}
        </Button>
      </Box>
      <Box role="status">
        {issued ? (
          <Box className="card issued">
            <Words>{words.issued}</Words>
            <CodeShown code={issued.code} />
            <Words className="hint">{words.issuedHint(momentOf(issued.expiresAt, new Date()))}</Words>
          </Box>
        ) : null}
      </Box>
    </Part>
  );
}
