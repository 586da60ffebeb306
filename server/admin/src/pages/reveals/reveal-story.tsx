import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { RevealView } from '@haochaping/shared/contracts';
import { saidOfNumber } from '@haochaping/shared/domain/complaints';
import type { useDecideReveal } from '../../api/reveals.js';
import { formatInstantFull } from '../../format.js';
import { FactList, type Fact } from '../../ui/facts.js';
import { ErrorNotice } from '../../ui/notices.js';

interface RevealStoryProps {
  reveal: RevealView;
  decide: ReturnType<typeof useDecideReveal>;
}

/** Agreeing, or refusing with a reason. */
function Decide({ reveal, decide }: RevealStoryProps) {
  const id = useId();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const send = (approve: boolean) => {
    const lacks = !approve && note.trim().length < 2;
    setMissing(lacks);
    if (!lacks) decide.mutate({ id: reveal.id, approve, note });
  };
  return (
    <div className="reveal-decide">
      <label htmlFor={id}>说明（不同意时要写）</label>
      <Input
        id={id}
        value={note}
        maxLength={200}
        aria-invalid={missing}
        aria-describedby={missing ? `${id}-missing` : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
      {missing && (
        <p id={`${id}-missing`} className="reveal-missing" role="alert">
          请写明为什么不同意，申请的人看得到。
        </p>
      )}
      <div className="reveal-buttons">
        <Button type="primary" loading={decide.isPending} onClick={() => send(true)}>
          同意
        </Button>
        <Button danger disabled={decide.isPending} onClick={() => send(false)}>
          不同意
        </Button>
      </div>
      {decide.error && <ErrorNotice error={decide.error} />}
    </div>
  );
}

/** Everything about one request, and the decision where it is one's own to make. */
export function RevealStory({ reveal, decide }: RevealStoryProps) {
  const open = reveal.state === 'waiting' || reveal.state === 'approved';
  const facts: Fact[] = [
    ['谁申请', reveal.askedBy],
    ['为了什么', reveal.purposeName],
    ['理由', reveal.reason],
    ['为什么要两个人', reveal.unusual.length > 0 && reveal.unusual.join('；')],
    [
      '决定',
      reveal.decidedAt &&
        `${reveal.decidedBy ?? ''} ${formatInstantFull(reveal.decidedAt)} ${reveal.state === 'refused' ? '没有同意' : '同意'}`,
    ],
    ['说明', reveal.note],
    ['查看', reveal.openedAt && formatInstantFull(reveal.openedAt)],
    [
      '怎么看',
      reveal.may.includes('open') &&
        saidOfNumber(reveal.ratingNumber, '打开这条评价，在“回访联系方式”里查看，只能看一次'),
    ],
    ['最晚', open && `${formatInstantFull(reveal.expiresAt)}，过时作废`],
  ];
  return (
    <div className="reveal-story">
      <FactList facts={facts} />
      {reveal.may.includes('decide') && <Decide reveal={reveal} decide={decide} />}
    </div>
  );
}
