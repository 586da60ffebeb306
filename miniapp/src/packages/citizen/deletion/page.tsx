import { typedToken } from '@haochaping/shared/domain/people/typed';
import { useState } from 'react';
import type { DeletionAnswer, DeletionPreview } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Heading, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { Page } from '../../../kit/page.js';
import { forgetSession } from '../../../lib/session.js';
import { momentOf } from '../../../lib/when.js';
import { CodeShown } from '../parts/code-shown.js';
import { Asked, open, OwnPage, Part, Problem } from '../parts/frame.js';
import { SignInAgain } from '../parts/sign-in-again.js';
import { useDeed, useMine } from '../parts/use-mine.js';
import { deletion as words, shared } from '../parts/words.js';
import { Follow, Undo } from './follow.js';
import { keepCode } from './kept-code.js';

const WORD = '注销账号';

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Part title={title}>
      {lines.map((line) => (
        <Words key={line} className="paragraph">
          {line}
        </Words>
      ))}
    </Part>
  );
}

function Preview({ preview: { erased, kept, waitsFor } }: { preview: DeletionPreview }) {
  return (
    <Box>
      <Lines title={words.erased} lines={erased} />
      <Part title={words.kept}>
        {kept.map(({ what, why, until }) => (
          <Box key={what} className="entry">
            <Words className="entry-title">{what}</Words>
            <Words className="hint">{why}</Words>
            <Words className="hint">{words.keptUntil(until)}</Words>
          </Box>
        ))}
      </Part>
      {waitsFor.length > 0 ? <Lines title={words.waits} lines={waitsFor} /> : null}
    </Box>
  );
}

function Confirm({ graceHours, onDone }: { graceHours: number; onDone: (answer: DeletionAnswer) => void }) {
  const [word, setWord] = useState('');
  const [wrong, setWrong] = useState('');
  const { act, working, problem, stale } = useDeed();
  const go = () => {
    const fault = typedToken(word) === WORD ? '' : words.wordWrong;
    setWrong(fault);
    if (!fault && !working)
      void act<DeletionAnswer>('/me/data/deletion', { method: 'POST', data: { confirm: WORD } }, onDone);
  };
  return (
    <Part title={words.confirm}>
      <FormField
        label={words.word}
        hint={words.grace(graceHours)}
        value={word}
        problem={wrong}
        onChange={setWord}
        onEnter={go}
      />
      <Problem text={stale ? shared.staleSignIn : problem} />
      {stale ? (
        <SignInAgain back="deletion" />
      ) : (
        <Box className="actions">
          <Button disabled={working} onPress={go}>
            {working ? words.acting : words.act}
          </Button>
        </Box>
      )}
    </Part>
  );
}

function Ask({ onDone }: { onDone: (answer: DeletionAnswer) => void }) {
  const { mine, reload } = useMine<DeletionPreview>('/me/data/deletion');
  return (
    <Asked mine={mine} onRetry={reload}>
      {(preview) => (
        <Box>
          <Preview preview={preview} />
          <Confirm graceHours={preview.graceHours} onDone={onDone} />
        </Box>
      )}
    </Asked>
  );
}

interface ClosedAccount {
  answer: DeletionAnswer;
  /** The device remembers the code. */
  kept: boolean;
}

/** The account is closed; whoever holds the code may still take it back for a while. */
function Closed({ closed: { answer, kept }, onUndone }: { closed: ClosedAccount; onUndone: () => void }) {
  return (
    <Page name="deletion">
      <Heading level={1} className="title" focus>
        {words.done}
      </Heading>
      <Words className="lead">{words.doneLead(momentOf(answer.undoUntil, new Date()))}</Words>
      <Part title={words.code}>
        <Words className="hint">{words.codeHint(kept)}</Words>
        <CodeShown code={answer.undoCode} />
      </Part>
      {answer.waitsFor.length > 0 ? <Lines title={words.waits} lines={answer.waitsFor} /> : null}
      <Undo code={answer.undoCode} onUndone={onUndone} />
    </Page>
  );
}

function Undone() {
  return (
    <Page name="deletion">
      <Heading level={1} className="title" focus>
        {words.undone}
      </Heading>
      <Box className="actions">
        <Button kind="primary" onPress={() => open('sign-in')}>
          {shared.signIn}
        </Button>
      </Box>
    </Page>
  );
}

/** Closing the account: first what goes and what stays, then a word written by hand, then a way back for a while. */
export default function DeletionPage() {
  const [closed, setClosed] = useState<ClosedAccount | null>(null);
  const [undone, setUndone] = useState(false);
  const close = (answer: DeletionAnswer) => {
    setClosed({ answer, kept: keepCode(answer.undoCode) });
    forgetSession();
  };
  const undo = () => setUndone(true);
  if (undone) return <Undone />;
  if (closed) return <Closed closed={closed} onUndone={undo} />;
  return (
    <OwnPage name="deletion" title={words.title} lead={words.lead} otherwise={<Follow onUndone={undo} />}>
      <Ask onDone={close} />
    </OwnPage>
  );
}
