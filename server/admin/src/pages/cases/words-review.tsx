import type { CaseView } from '@haochaping/shared/contracts';
import { useReviewWords } from '../../api/cases.js';
import { FormError } from '../../ui/form/form.js';
import { WordsDecision } from '../../ui/words-decision.js';

type Review = NonNullable<CaseView['details'][number]['review']>;

const STATE_WORDS = {
  shown: '承办部门看得到这段话。',
  waiting: '这段话在核对，承办部门暂时看不到。',
  hidden: '这段话不给承办部门看。',
} as const;
const DECISION_WORDS = { show: '给承办部门看', hide: '不给看', undo: '撤回决定' } as const;

/** Words of a complaint that a check found fault with: whether the department reads them is decided here. */
export function WordsReview({ id, review }: { id: string; review: Review }) {
  const decide = useReviewWords(id);
  return (
    <div className="case-review">
      <p className="aside">{STATE_WORDS[review.state]}</p>
      <WordsDecision
        label="理由（留作记录，投诉的人看不到）"
        may={review.may}
        names={DECISION_WORDS}
        deciding={decide.isPending ? decide.variables.decision : undefined}
        onDecide={(decision, reason) => decide.mutate({ decision, reason, seen: review.seen })}
        between={() => <FormError error={decide.error} fields={[]} />}
      />
    </div>
  );
}
