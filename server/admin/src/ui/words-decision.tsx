import { Button, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import type { TextReviewInput } from '@haochaping/shared/contracts';

type Decision = TextReviewInput['decision'];

const LEAST_REASON = 2;

interface WordsDecisionProps {
  /** Of the reason: who does not see it. */
  label: string;
  may: readonly Decision[];
  names: Readonly<Record<Decision, string>>;
  /** The one under way. */
  deciding: Decision | undefined;
  onDecide: (decision: Decision, reason: string) => void;
  /** Between the reason and the decisions; what it writes is the reason. */
  between: (write: (reason: string) => void) => ReactNode;
}

/** Whether words that a check found fault with are shown: a reason, then one press per decision. */
export function WordsDecision({ label, may, names, deciding, onDecide, between }: WordsDecisionProps) {
  const id = useId();
  const [reason, setReason] = useState('');
  const ready = reason.trim().length >= LEAST_REASON;
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={reason}
        maxLength={200}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setReason(event.target.value)}
      />
      {between(setReason)}
      <div className="words-acts">
        {may.map((decision) => (
          <Button
            key={decision}
            disabled={!ready}
            loading={deciding === decision}
            onClick={() => onDecide(decision, reason)}
          >
            {names[decision]}
          </Button>
        ))}
        {!ready && (
          <span id={`${id}-hint`} className="aside">
            先写理由，至少两个字
          </span>
        )}
      </div>
    </>
  );
}
