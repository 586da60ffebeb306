import { useCallback, useEffect, useState } from 'react';
import type { OwnCaseCommandInput, OwnCaseView } from '@haochaping/shared/contracts';
import { Box, Heading, Words } from '../kit/elements.js';
import { Progress } from '../kit/progress.js';
import { ask, headed, type Answer } from '../lib/request.js';
import { Again } from './again.js';
import { OwnFiles, OwnLetter } from './files/own-files.js';
import { Reminder } from './reminder.js';
import { Saying } from './saying.js';
import { Together } from './together.js';
import { ownCase, ownComplaint } from './words.js';

interface OwnCaseProps {
  /** Where the rating or complaint is read, without the case: `/ratings/NUMBER`, `/me/complaints/NUMBER` … */
  path: string;
  /** The receipt's key, for whoever is not signed in. */
  accessKey?: string | undefined;
  /** Of a complaint: it always gets a case, and is spoken of as one. */
  complaint?: boolean;
}

/**
 * A poor rating or a complaint on its way to an answer, in plain words, and what its author may say now. Shows nothing for ratings
 * that have no case, or while there is no network: what was last seen of the rating stands above.
 */
export function OwnCase({ path, accessKey, complaint = false }: OwnCaseProps) {
  const words = complaint ? ownComplaint : ownCase;
  const [view, setView] = useState<OwnCaseView>();
  /** Counts up to have the way read again. */
  const [reading, setReading] = useState(0);
  const [judging, setJudging] = useState(0);
  useEffect(() => {
    let current = true;
    void ask<OwnCaseView>(`${path}/case`, headed(accessKey)).then((answer) => {
      if (current && answer.ok) setView(answer.data);
    });
    return () => {
      current = false;
    };
  }, [path, accessKey, reading]);
  const say = useCallback(
    async (command: OwnCaseCommandInput): Promise<Answer<OwnCaseView>> => {
      const answer = await ask<OwnCaseView>(`${path}/case/moves`, {
        method: 'POST',
        data: command,
        ...headed(accessKey),
      });
      if (answer.ok) setView(answer.data);
      return answer;
    },
    [path, accessKey],
  );
  if (!view) return complaint ? <Words className="hint">{ownComplaint.waiting}</Words> : null;
  const { timeline, next, moves } = view;
  const reach = { path: `${path}/case`, header: headed(accessKey).header ?? {} };
  const steps = timeline.map(({ at, text, words: said, files }) => ({
    at,
    text,
    words: said,
    more: files.length > 0 ? <OwnFiles {...reach} files={files} /> : null,
    state: 'done' as const,
  }));
  // What waits for its reader stands above what they may press: nobody else is at work on it.
  const asked = moves.includes('reply') || moves.includes('contest');
  const coming =
    next && !asked ? [{ at: null, text: next, words: null, more: null, state: 'now' as const }] : [];
  return (
    <Box className="section">
      <Heading level={2} className="heading">
        {words.title}
      </Heading>
      <Progress steps={[...steps, ...coming]} />
      <Box role="status">
        {view.closed && !view.handledWith && !asked ? <Words className="hint">{words.closed}</Words> : null}
      </Box>
      {view.handledWith ? <Together other={view.handledWith} accessKey={accessKey} /> : null}
      {view.letter ? <OwnLetter {...reach} number={view.number} /> : null}
      <Saying
        key={`${moves.join()} ${judging}`}
        begin={judging > 0 && moves.includes('reply') ? 'unsatisfied' : undefined}
        moves={moves}
        next={next}
        last={view.lastAnswer}
        onSay={say}
      />
      {complaint ? null : (
        <Again
          path={path}
          accessKey={accessKey}
          view={view}
          onGiven={() => setReading((times) => times + 1)}
          onUnsatisfied={() => setJudging((times) => times + 1)}
        />
      )}
      {view.closed || complaint ? null : <Reminder path={path} {...headed(accessKey)} />}
    </Box>
  );
}
