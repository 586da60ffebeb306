import { Button } from 'antd';
import { Link } from 'react-router';
import type { ModeratedText } from '@haochaping/shared/contracts';
import { useMay } from '../../api/session.js';
import { useReview } from '../../api/texts.js';
import { formatInstantFull } from '../../format.js';
import { LevelMark } from '../../ui/marks.js';
import { WordsDecision } from '../../ui/words-decision.js';

/** What became of a decision, told above the list. */
export interface Said {
  tone: 'good' | 'bad';
  words: string;
}

type Decision = ModeratedText['may'][number];

const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  show: '照常显示',
  hide: '不予显示',
  undo: '撤回决定',
};

/** Reasons that are asked for most; one tap writes them, and they can be written on. */
const USUAL_REASONS = ['是对服务的意见，没有不妥', '含辱骂', '含威胁', '是广告', '写到了别人的隐私'];

const ENTRY_WORDS = { flagged: '建议核对', hidden: '不予显示', cleared: '照常显示' } as const;

function History({ text }: { text: ModeratedText }) {
  return (
    <ol className="text-history" aria-label="经过">
      {text.history.map(({ at, state, byName, categoryName, reason }) => (
        <li key={`${at} ${byName}`}>
          <span>{formatInstantFull(at)}</span> {byName}：{ENTRY_WORDS[state]}（{categoryName}）
          {reason && `，${reason}`}
        </li>
      ))}
    </ol>
  );
}

function Decide({ text, onDecided }: { text: ModeratedText; onDecided: (said: Said) => void }) {
  const say = (tone: Said['tone'], words: string) =>
    onDecided({ tone, words: `${text.number} 的文字：${words}` });
  const review = useReview(text, {
    decided: ({ decision }) => say('good', `${DECISION_WORDS[decision]}。已记下。`),
    refused: ({ message }) => say('bad', message),
  });
  return (
    <div className="text-decide">
      <WordsDecision
        label="理由（留作记录，评价人看不到）"
        may={text.may}
        names={DECISION_WORDS}
        deciding={review.isPending ? review.variables.decision : undefined}
        onDecide={(decision, reason) => review.mutate({ decision, reason, seen: text.history.length })}
        between={(write) => (
          <div className="text-reasons" role="group" aria-label="常用理由">
            {USUAL_REASONS.map((usual) => (
              <Button key={usual} size="small" onClick={() => write(usual)}>
                {usual}
              </Button>
            ))}
          </div>
        )}
      />
    </div>
  );
}

/** One text as it was written, what was found fault with, and the decision about it. */
export function TextCard({ text, onDecided }: { text: ModeratedText; onDecided: (said: Said) => void }) {
  const mayRead = useMay('ratings.read');
  const mayReview = useMay('texts.review');
  return (
    <article className="card" aria-label={`${text.number} 的文字`}>
      <div className="text-head">
        <LevelMark level={text.level} name={text.levelName} />
        <h2>{mayRead ? <Link to={`/ratings/${text.ratingId}`}>{text.title}</Link> : text.title}</h2>
        <span className="aside">
          {text.institutionName}，{formatInstantFull(text.at)}
        </span>
      </div>
      <blockquote className="said whole">{text.text}</blockquote>
      <History text={text} />
      {mayReview && text.may.length > 0 && <Decide text={text} onDecided={onDecided} />}
    </article>
  );
}
