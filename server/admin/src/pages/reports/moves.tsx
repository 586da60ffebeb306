import { Button } from 'antd';
import { useState } from 'react';
import type { ReportView } from '@haochaping/shared/contracts';
import { useMoveReport } from '../../api/reports.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { WordsForm } from '../../ui/form/words-form.js';

type Simple = Exclude<ReportView['moves'][number], 'save' | 'send_back'>;

const ASKED: Readonly<Record<Simple, { label: string; title: string; said: string }>> = {
  submit: {
    label: '送签',
    title: '送去签发？',
    said: '送签以后不能再改，除非退回。要由本单位另一个没有写过这份报告的人签发。',
  },
  sign: { label: '签发', title: '签发这份报告？', said: '签发以后，这份报告谁也不能再改。' },
  return: {
    label: '反馈给单位',
    title: '反馈给单位？',
    said: '单位的人会在“报告”里看到它，看不到改以前是怎样写的。谁几时看过，这里会记着。',
  },
  read: { label: '看过了', title: '记下您看过了？', said: '写报告的单位会看到您几时看过。' },
};

function SendBack({ view, onDone }: { view: ReportView; onDone: () => void }) {
  const move = useMoveReport(view.id);
  return (
    <WordsForm
      className="form report-back"
      name="退回修改"
      label="要改什么"
      hint="写报告的人会看到。"
      field="command.words"
      action="退回"
      deed={move}
      onSend={(words) =>
        move.mutate({ version: view.version, command: { type: 'send_back', words } }, { onSuccess: onDone })
      }
      onDone={onDone}
    />
  );
}

/** What this account may do with the report now, as the server says. */
export function Moves({ view }: { view: ReportView }) {
  const move = useMoveReport(view.id);
  const [back, setBack] = useState(false);
  const simple = view.moves.filter((one): one is Simple => one in ASKED);
  const waits = view.state === 'waiting' && !simple.includes('sign');
  if (view.moves.every((one) => one === 'save') && !waits) return null;
  return (
    <section className="card" aria-label="可以做的">
      {waits && <p className="aside">等送签的单位另一个没有写过这份报告的人签发。</p>}
      {back ? (
        <SendBack view={view} onDone={() => setBack(false)} />
      ) : (
        <div className="form-actions">
          {simple.map((type) => (
            <ConfirmButton
              key={type}
              label={ASKED[type].label}
              title={ASKED[type].title}
              action={ASKED[type].label}
              deed={move}
              input={{ version: view.version, command: { type } }}
            >
              <p>{ASKED[type].said}</p>
            </ConfirmButton>
          ))}
          {view.moves.includes('send_back') && <Button onClick={() => setBack(true)}>退回修改</Button>}
        </div>
      )}
    </section>
  );
}
