import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { AppealView } from '@haochaping/shared/contracts';
import { useMoveAppeal } from '../../api/appeals.js';
import { ApiError } from '../../api/client.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Field, FormError } from '../../ui/form/form.js';
import { isShort, WordsField } from '../../ui/form/words-field.js';

interface DecisionProps {
  view: AppealView;
  onReadAgain: () => void;
}

const LEAST_WORDS = 10;
const VERDICTS = [
  { value: 'uphold', label: '成立：这条评价不再计入，差评结案' },
  { value: 'dismiss', label: '不成立：评价仍然计入，照常办理' },
] as const;
type Verdict = (typeof VERDICTS)[number]['value'];

/** The decision, with its reason; once given it stays. */
function Decide({ view, onReadAgain }: DecisionProps) {
  const [verdict, setVerdict] = useState<Verdict>();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const move = useMoveAppeal(view.id);
  const short = isShort(reason, LEAST_WORDS);
  const conflict = move.error instanceof ApiError && move.error.status === 409;
  return (
    <form
      className="appeal-decision"
      aria-label="决定申诉"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (verdict && !short) move.mutate({ version: view.version, command: { type: verdict, reason } });
      }}
    >
      <p>
        核实是误评或者恶意差评的才成立；还没有回访评价人的，请先回访。决定以后不能改。申诉的单位会看到理由；成立的，评价人也会照原话读到。
      </p>
      <Field label="申诉成立吗" fault={asked && !verdict ? '请选成立还是不成立。' : undefined}>
        {(wiring) => (
          <Radio.Group
            {...wiring}
            className="appeal-choice"
            value={verdict}
            options={[...VERDICTS]}
            onChange={(event) => setVerdict(event.target.value as Verdict)}
          />
        )}
      </Field>
      <WordsField
        label="决定的理由"
        hint="写清查了什么、凭什么。不要写评价人是谁。"
        least={LEAST_WORDS}
        tried={asked}
        error={move.error}
        field="command.reason"
        value={reason}
        onChange={setReason}
      />
      <FormError error={move.error} fields={['command.reason']} />
      <div className="appeal-deeds">
        <Button type="primary" htmlType="submit" loading={move.isPending}>
          决定
        </Button>
        {conflict && <Button onClick={onReadAgain}>看看现在怎样了</Button>}
      </div>
    </form>
  );
}

/** What this account may do with the appeal now, as the server says. */
export function Decision({ view, onReadAgain }: DecisionProps) {
  const move = useMoveAppeal(view.id);
  const types = view.moves.map(({ type }) => type);
  if (types.length === 0) return null;
  return (
    <section className="card" aria-labelledby="decision">
      <h2 id="decision">{view.mine ? '等您决定' : '可以做的'}</h2>
      {types.includes('uphold') && <Decide view={view} onReadAgain={onReadAgain} />}
      {types.includes('withdraw') && (
        <ConfirmButton
          label="撤回申诉"
          title="撤回这份申诉？"
          action="撤回"
          deed={move}
          input={{ version: view.version, command: { type: 'withdraw' as const } }}
        >
          <p>撤回以后，这条评价照常计入、照常办理。还在期限里的，可以再申诉。</p>
        </ConfirmButton>
      )}
    </section>
  );
}
