import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { CaseView } from '@haochaping/shared/contracts';
import { useReviewWords } from '../../api/cases.js';
import { FormError } from '../../ui/form/form.js';

type Review = NonNullable<CaseView['details'][number]['review']>;

const STATE_WORDS = {
  shown: '承办部门看得到这段话。',
  waiting: '这段话在核对，承办部门暂时看不到。',
  hidden: '这段话不给承办部门看。',
} as const;
const DECISION_WORDS = { show: '给承办部门看', hide: '不给看', undo: '撤回决定' } as const;

/** Words of a complaint that a check found fault with: whether the department reads them is decided here. */
export function WordsReview({ id, review }: { id: string; review: Review }) {
  const field = useId();
  const [reason, setReason] = useState('');
  const decide = useReviewWords(id);
  const ready = reason.trim().length >= 2;
  return (
    <div className="case-review">
      <p className="case-aside">{STATE_WORDS[review.state]}</p>
      <label htmlFor={field}>理由（留作记录，投诉的人看不到）</label>
      <Input
        id={field}
        value={reason}
        maxLength={200}
        aria-describedby={`${field}-hint`}
        onChange={(event) => setReason(event.target.value)}
      />
      <FormError error={decide.error} fields={[]} />
      <div className="case-deeds">
        {review.may.map((decision) => (
          <Button
            key={decision}
            disabled={!ready}
            loading={decide.isPending && decide.variables.decision === decision}
            onClick={() => decide.mutate({ decision, reason, seen: review.seen })}
          >
            {DECISION_WORDS[decision]}
          </Button>
        ))}
        {!ready && (
          <span id={`${field}-hint`} className="case-aside">
            先写理由，至少两个字
          </span>
        )}
      </div>
    </div>
  );
}
