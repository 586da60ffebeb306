import { typedToken } from '@haochaping/shared/domain/people/typed';
import { useState } from 'react';
import type { DeletionProgress } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { momentOf } from '../../../lib/when.js';
import { Part, Problem } from '../parts/frame.js';
import { useDeed } from '../parts/use-mine.js';
import { deletion as words, shared } from '../parts/words.js';
import { forgetCode, keptCode } from './kept-code.js';

const CODE = /^[A-Za-z0-9_-]{32}$/;

/** Takes a deletion back. */
export function Undo({ code, onUndone }: { code: string; onUndone: () => void }) {
  const { act, working, problem } = useDeed();
  const undo = () =>
    void act('/deletions/undo', { method: 'POST', data: { undoCode: code } }, () => {
      forgetCode();
      onUndone();
    });
  return (
    <Box>
      <Problem text={problem ? words.undoFailed(problem) : ''} />
      <Box className="actions">
        <Button disabled={working} onPress={undo}>
          {working ? shared.working : words.undo}
        </Button>
      </Box>
    </Box>
  );
}

function linesOf(progress: DeletionProgress): string[] {
  const at = (instant: string) => momentOf(instant, new Date());
  const { askedAt, state, undoUntil, accountErasedAt, snapshotsErasedAt, waitsFor } = progress;
  return [
    words.asked(at(askedAt)),
    ...(state === 'grace' ? [words.undoUntil(at(undoUntil))] : []),
    ...(accountErasedAt ? [words.accountErased(at(accountErasedAt))] : []),
    ...(snapshotsErasedAt ? [words.snapshotsErased(at(snapshotsErasedAt))] : []),
    ...(state === 'undone' ? [] : waitsFor),
  ];
}

function Told({
  progress,
  code,
  onUndone,
}: {
  progress: DeletionProgress;
  code: string;
  onUndone: () => void;
}) {
  return (
    <Box>
      <Box role="status">
        <Words className="lead">{progress.stateName}</Words>
        {linesOf(progress).map((line) => (
          <Words key={line} className="hint">
            {line}
          </Words>
        ))}
      </Box>
      {progress.state === 'grace' ? <Undo code={code} onUndone={onUndone} /> : null}
    </Box>
  );
}

/** For whoever closed the account: how far it has come, and the way back while there is one. Nobody is signed in any more. */
export function Follow({ onUndone }: { onUndone: () => void }) {
  const [code, setCode] = useState(keptCode);
  const [wrong, setWrong] = useState('');
  const [told, setTold] = useState<{ progress: DeletionProgress; code: string } | null>(null);
  const { act, working, problem } = useDeed();
  const look = () => {
    const undoCode = typedToken(code);
    const fault = CODE.test(undoCode) ? '' : words.codeWrong;
    setWrong(fault);
    if (fault || working) return;
    void act<DeletionProgress>('/deletions/progress', { method: 'POST', data: { undoCode } }, (progress) => {
      if (progress.state === 'done' || progress.state === 'undone') forgetCode();
      setTold({ progress, code: undoCode });
    });
  };
  return (
    <Part title={words.follow}>
      <Words className="hint">{words.followLead}</Words>
      <FormField label={words.code} value={code} problem={wrong} onChange={setCode} onEnter={look} />
      <Problem text={problem} />
      <Box className="actions">
        <Button disabled={working} onPress={look}>
          {working ? shared.working : words.look}
        </Button>
      </Box>
      {told ? <Told {...told} onUndone={onUndone} /> : null}
    </Part>
  );
}
