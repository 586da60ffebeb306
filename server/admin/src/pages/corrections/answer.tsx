import { Button, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import type { useDecideCorrection } from '../../api/corrections.js';
import { ErrorNotice } from '../../ui/notices.js';

/** An answer that is being written; it stays while the card is closed and opened again. */
export interface Draft {
  done?: boolean;
  answer: string;
}

/** Answers that are given most; one tap writes them, and they can be written on. */
const USUAL: Readonly<Record<'done' | 'refused', readonly string[]>> = {
  done: ['已请报送单位改过来，下次办件就是对的。', '核对了您的证件，已经改过来了。'],
  refused: [
    '核对过了，报来的和您的证件一致，没有改。',
    '只凭写的核对不了，请带身份证到窗口，当面核对后再改。',
  ],
};
const LEAST_ANSWER = 2;

interface AnswerProps {
  draft: Draft;
  onDraft: (draft: Draft) => void;
  decide: ReturnType<typeof useDecideCorrection>;
}

function faultOf({ done, answer }: Draft): string {
  if (done === undefined) return '请先选：改过来了，还是不改。';
  if (answer.trim().length < LEAST_ANSWER) return '请写一句话，申请人要知道怎么处理的。';
  return '';
}

function Sentence({
  draft,
  onDraft,
  id,
  fault,
}: Omit<AnswerProps, 'decide'> & { id: string; fault: string }) {
  return (
    <>
      <label htmlFor={id}>写给申请人的话</label>
      <Input.TextArea
        id={id}
        value={draft.answer}
        rows={2}
        maxLength={500}
        aria-invalid={fault !== ''}
        aria-describedby={`${id}-hint${fault && ` ${id}-fault`}`}
        onChange={(event) => onDraft({ ...draft, answer: event.target.value })}
      />
      {draft.done !== undefined && (
        <div className="correction-usual" role="group" aria-label="常用的话">
          {USUAL[draft.done ? 'done' : 'refused'].map((usual) => (
            <Button key={usual} size="small" onClick={() => onDraft({ ...draft, answer: usual })}>
              {usual}
            </Button>
          ))}
        </div>
      )}
      <p id={`${id}-hint`} className="aside">
        申请人照原话读到，下面写的是单位名称，没有您的姓名。只答复一次，送出就不能改。
      </p>
    </>
  );
}

/** Put right or not, with the sentence that the person will read. What was typed stays when the server says no. */
export function Answer({ draft, onDraft, decide }: AnswerProps) {
  const id = useId();
  const [asked, setAsked] = useState(false);
  const fault = asked ? faultOf(draft) : '';
  const send = () => {
    setAsked(true);
    if (draft.done !== undefined && faultOf(draft) === '')
      decide.mutate({ done: draft.done, answer: draft.answer });
  };
  return (
    <form
      className="correction-answer"
      aria-label="答复"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset>
        <legend>怎么处理的</legend>
        <Radio.Group
          value={draft.done}
          onChange={(event) => onDraft({ ...draft, done: event.target.value as boolean })}
          options={[
            { value: true, label: '已经改过来了' },
            { value: false, label: '不改，写明为什么' },
          ]}
        />
      </fieldset>
      <Sentence draft={draft} onDraft={onDraft} id={id} fault={fault} />
      {fault && (
        <p id={`${id}-fault`} className="correction-fault" role="alert">
          {fault}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={decide.isPending}>
        送出答复
      </Button>
      {decide.error && <ErrorNotice error={decide.error} />}
    </form>
  );
}
