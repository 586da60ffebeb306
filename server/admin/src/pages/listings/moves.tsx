import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { ListingView } from '@haochaping/shared/contracts';
import { DECISION_NAMES, DECISIONS, type ListingDecision } from '@haochaping/shared/domain/listings/index';
import { useMoveListing } from '../../api/listings.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Field } from '../../ui/form/form.js';
import { WordsForm } from '../../ui/form/words-form.js';

type InWords = Exclude<ListingView['moves'][number], 'approve'>;

const WORDS: Readonly<Record<InWords, { name: string; label: string; hint: string }>> = {
  answer: {
    name: '说明',
    label: '您要说明的',
    hint: '只能说明一次。列名单的单位会看到全文，看过才决定。请不要写办事人是谁。',
  },
  decide: {
    name: '拟决定',
    label: '理由',
    hint: '写明为什么采用或者不采用，对方的说明怎样看。定下来以后对方会看到全文。',
  },
  send_back: { name: '退回重拟', label: '为什么退回', hint: '拟的人会看到，对方看不到。' },
  take_back: { name: '收回', label: '为什么收回', hint: '对方会看到。收回以后，同一期还可以再列。' },
};

interface MoveFormProps {
  view: ListingView;
  move: InWords;
  onDone: () => void;
}

function MoveForm({ view, move, onDone }: MoveFormProps) {
  const [decision, setDecision] = useState<ListingDecision>();
  const sent = useMoveListing(view.id);
  const { name, label, hint } = WORDS[move];
  const send = (words: string) => {
    if (move === 'decide' && !decision) return;
    const said = words.trim();
    const command =
      move === 'decide'
        ? { type: move, decision: decision as ListingDecision, words: said }
        : { type: move, words: said };
    sent.mutate({ version: view.version, command }, { onSuccess: onDone });
  };
  return (
    <WordsForm
      className="form"
      name={name}
      label={label}
      hint={hint}
      field="command.words"
      action={name}
      deed={sent}
      onSend={send}
      onDone={onDone}
    >
      {(tried) =>
        move === 'decide' && (
          <Field label="用不用" fault={tried && !decision ? '请选采用，还是不采用' : undefined}>
            {(wiring) => (
              <Segmented
                {...wiring}
                aria-label="用不用"
                value={decision ?? ''}
                options={DECISIONS.map((value) => ({ value, label: DECISION_NAMES[value] }))}
                onChange={(value) => setDecision(value as ListingDecision)}
              />
            )}
          </Field>
        )
      }
    </WordsForm>
  );
}

/** What this account may do now, as the server says. */
export function Moves({ view }: { view: ListingView }) {
  const [move, setMove] = useState<InWords | null>(null);
  const approve = useMoveListing(view.id);
  const { moves, waitsFor, version, state, mine } = view;
  const waitsForSecond = state === 'proposed' && !mine && !moves.includes('approve');
  if (moves.length === 0 && !waitsFor) return null;
  return (
    <section className="card" aria-label="可以做的">
      {waitsFor && <p className="aside">{waitsFor}。</p>}
      {waitsForSecond && <p className="aside">决定是您拟的，等同单位另一个人同意。</p>}
      {move ? (
        <MoveForm view={view} move={move} onDone={() => setMove(null)} />
      ) : (
        <div className="form-actions">
          {moves.includes('approve') && (
            <ConfirmButton
              label="同意"
              title={`同意“${view.decision?.name ?? ''}”？`}
              action="同意"
              deed={approve}
              input={{ version, command: { type: 'approve' } }}
            >
              <p>同意以后就定下来了，不能收回。对方会看到决定和理由。</p>
            </ConfirmButton>
          )}
          {moves
            .filter((one) => one !== 'approve')
            .map((one) => (
              <Button key={one} onClick={() => setMove(one)}>
                {WORDS[one].name}
              </Button>
            ))}
        </div>
      )}
    </section>
  );
}
