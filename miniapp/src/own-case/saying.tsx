import { useState } from 'react';
import type { OwnCaseCommandInput, OwnCaseView } from '@haochaping/shared/contracts';
import { selfIdentifying } from '@haochaping/shared/domain/privacy/self-identifying';
import { seenLength } from '@haochaping/shared/domain/privacy/words';
import { Button } from '../kit/button.js';
import { Area, Box, Heading, Press, Words } from '../kit/elements.js';
import { Telling } from '../kit/telling.js';
import type { Answer } from '../lib/request.js';
import { ownCase as words } from './words.js';

/** What can be said by hand: satisfied or not, against a revocation, that it is settled. */
type Chosen = 'satisfied' | 'unsatisfied' | 'contest' | 'settle';

const FORMS: Readonly<
  Record<
    Chosen,
    { title: string; hint: string; least: number; command: (text: string) => OwnCaseCommandInput }
  >
> = {
  satisfied: {
    title: words.replyReason,
    hint: '',
    least: 0,
    command: (reason) => ({ type: 'reply', satisfied: true, reason }),
  },
  unsatisfied: {
    title: words.replyReason,
    hint: words.unsatisfiedHint,
    least: 0,
    command: (reason) => ({ type: 'reply', satisfied: false, reason }),
  },
  contest: {
    title: words.contestTitle,
    hint: words.contestHint,
    least: 5,
    command: (reason) => ({ type: 'contest', reason }),
  },
  settle: {
    title: words.settleSaid,
    hint: words.settleHint,
    least: 0,
    command: (said) => ({ type: 'settle', said }),
  },
};

interface SayingProps {
  /** What is begun with, for whoever came to say it. */
  begin?: Chosen | undefined;
  moves: OwnCaseView['moves'];
  /** What comes next, and until when. */
  next: OwnCaseView['next'];
  /** The answer is the one after supervision: there is none after it. */
  last: OwnCaseView['lastAnswer'];
  onSay: (command: OwnCaseCommandInput) => Promise<Answer<OwnCaseView>>;
}

function Choices({
  moves,
  next,
  onChoose,
}: Pick<SayingProps, 'moves' | 'next'> & { onChoose: (one: Chosen) => void }) {
  const replies = moves.includes('reply');
  return (
    <Box className={replies ? 'section' : ''}>
      {replies ? (
        <Heading level={2} className="heading">
          {words.replyTitle}
        </Heading>
      ) : null}
      {next && (replies || moves.includes('contest')) ? <Words className="hint">{next}</Words> : null}
      <Box className="actions">
        {replies ? (
          <>
            <Button kind="primary" onPress={() => onChoose('satisfied')}>
              {words.satisfied}
            </Button>
            <Press className="button quiet" onPress={() => onChoose('unsatisfied')}>
              {words.unsatisfied}
            </Press>
          </>
        ) : null}
        {moves.includes('contest') ? (
          <Press className="button quiet" onPress={() => onChoose('contest')}>
            {words.contest}
          </Press>
        ) : null}
        {moves.includes('settle') ? (
          <Press className="button quiet" onPress={() => onChoose('settle')}>
            {words.settle}
          </Press>
        ) : null}
      </Box>
    </Box>
  );
}

/**
 * What the one who gave the rating may say now; asked once more before it is sent, since it ends or turns the case, and warned where
 * the words tell who wrote them.
 */
export function Saying({ begin, moves, next, last, onSay }: SayingProps) {
  const [chosen, setChosen] = useState<Chosen | undefined>(begin);
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  const [warned, setWarned] = useState(false);
  if (moves.length === 0) return null;
  if (!chosen) return <Choices moves={moves} next={next} onChoose={setChosen} />;
  const { title, least, command } = FORMS[chosen];
  const hint = last && chosen === 'unsatisfied' ? words.unsatisfiedLast : FORMS[chosen].hint;
  const send = async () => {
    if (sending) return;
    setSending(true);
    const answer = await onSay(command(text));
    setSending(false);
    if (!answer.ok) setProblem(answer.kind === 'refused' ? answer.message : words.failed);
  };
  const finish = () => {
    if (seenLength(text) < least) setProblem(words.contestEmpty);
    else if (selfIdentifying(text).length > 0) setWarned(true);
    else void send();
  };
  const write = (written: string) => {
    setWarned(false);
    setText(written);
  };
  return (
    <Box className="section">
      <Heading level={2} className="heading" focus>
        {title}
      </Heading>
      {hint ? <Words className="hint">{hint}</Words> : null}
      <Area className="area" label={title} value={text} most={500} onChange={write} />
      <Telling
        text={warned ? text : ''}
        stays
        sending={sending}
        onChange={() => setWarned(false)}
        onSend={() => void send()}
      />
      <Box role="alert">{problem ? <Words className="problem">{problem}</Words> : null}</Box>
      {warned ? null : (
        <Box className="actions">
          <Button kind="primary" disabled={sending} onPress={finish}>
            {sending ? words.sending : SEND[chosen]}
          </Button>
          <Press className="button quiet" onPress={() => setChosen(undefined)}>
            {words.never}
          </Press>
        </Box>
      )}
    </Box>
  );
}

const SEND: Readonly<Record<Chosen, string>> = {
  satisfied: words.satisfied,
  unsatisfied: words.unsatisfied,
  contest: words.contest,
  settle: words.settle,
};
