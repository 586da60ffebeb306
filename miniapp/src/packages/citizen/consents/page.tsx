import { useState } from 'react';
import type { ConsentQuestion, ConsentsView, PrivacyNotice } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { Dialog } from '../../../kit/layer/sheet.js';
import { dayOf } from '../../../lib/when.js';
import { forgetSession } from '../../../lib/session.js';
import { Asked, OwnPage, Part, Problem } from '../parts/frame.js';
import { useDeed, useMine } from '../parts/use-mine.js';
import { consents as words, shared } from '../parts/words.js';

interface StandingProps {
  question: ConsentQuestion;
  state: ConsentsView['standing'][number]['state'];
  working: boolean;
  onWithdraw: (question: ConsentQuestion) => void;
}

function Standing({ question, state, working, onWithdraw }: StandingProps) {
  return (
    <Box className="entry">
      <Box className="entry-line">
        <Box className="entry-body">
          <Words className="entry-title">{question.name}</Words>
          <Words className="hint">{words.states[state]}</Words>
          {question.recipient ? <Words className="hint">{words.to(question.recipient)}</Words> : null}
        </Box>
        {state === 'given' ? (
          <Button
            small
            disabled={working}
            label={`${words.withdraw}：${question.name}`}
            onPress={() => onWithdraw(question)}
          >
            {working ? shared.working : words.withdraw}
          </Button>
        ) : null}
      </Box>
    </Box>
  );
}

function History({ records }: Pick<ConsentsView, 'records'>) {
  if (records.length === 0) return <Words className="hint">{words.empty}</Words>;
  return (
    <Part title={words.history}>
      {records.map(({ at, name, given, version }, index) => (
        <Box key={`${at}-${index}`} className="entry">
          <Words className="entry-title">
            {name}：{given ? words.given : words.refused}
          </Words>
          <Words className="hint">{words.line(dayOf(at, new Date()), version)}</Words>
        </Box>
      ))}
    </Part>
  );
}

function Consents({
  view,
  notice,
  onChanged,
}: {
  view: ConsentsView;
  notice: PrivacyNotice;
  onChanged: () => void;
}) {
  const [asking, setAsking] = useState<ConsentQuestion | null>(null);
  const [done, setDone] = useState(false);
  const { act, working, problem } = useDeed();
  const withdraw = ({ purpose }: ConsentQuestion) => {
    setAsking(null);
    const data = { purpose, version: notice.version, given: false };
    void act('/me/consents', { method: 'POST', data }, () => {
      setDone(true);
      // Without this consent nobody is signed in any more; the server has ended it.
      if (purpose === 'privacy_notice') forgetSession();
      else onChanged();
    });
  };
  return (
    <Box>
      {view.standing.map(({ purpose, state }) => {
        const question = notice.questions.find((one) => one.purpose === purpose);
        return question ? (
          <Standing
            key={purpose}
            question={question}
            state={state}
            working={working}
            onWithdraw={setAsking}
          />
        ) : null;
      })}
      <Box role="status">{done ? <Words className="hint">{words.withdrawn}</Words> : null}</Box>
      <Problem text={problem} />
      <History records={view.records} />
      {asking ? (
        <Dialog
          title={words.withdrawTitle(asking.name)}
          text={asking.withdrawing}
          action={words.withdrawAct}
          onAct={() => withdraw(asking)}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Box>
  );
}

function Both() {
  const notice = useMine<PrivacyNotice>('/privacy-notice');
  const consents = useMine<ConsentsView>('/me/consents');
  return (
    <Asked mine={notice.mine} onRetry={notice.reload}>
      {(read) => (
        <Asked mine={consents.mine} onRetry={consents.reload}>
          {(view) => <Consents view={view} notice={read} onChanged={consents.reload} />}
        </Asked>
      )}
    </Asked>
  );
}

/** What one has agreed to, and how to take it back. */
export default function ConsentsPage() {
  return (
    <OwnPage name="consents" title={words.title} lead={words.lead}>
      <Both />
    </OwnPage>
  );
}
