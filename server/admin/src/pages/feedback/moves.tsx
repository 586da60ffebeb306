import { Button } from 'antd';
import { useState } from 'react';
import type { FeedbackView } from '@haochaping/shared/contracts';
import type { FeedbackMove } from '@haochaping/shared/domain/feedback';
import { ApiError } from '../../api/client.js';
import { useMoveFeedback } from '../../api/feedback.js';
import { Field, FormError, faultOf } from '../../ui/form/form.js';
import { begun, commandOf, lacking, LEADS, fieldsOf, type Filled } from './move-forms.js';
import { Control } from './controls.js';

interface MovesProps {
  view: FeedbackView;
  onReadAgain: () => void;
  /** It is no more to be seen. */
  onGone: () => void;
}

/** One step: what it does, what it asks for, and the answer of the server where it was asked. What was typed stays. */
function Move({
  view,
  type,
  name,
  onClose,
  onReadAgain,
  onGone,
}: MovesProps & { type: FeedbackMove; name: string; onClose: () => void }) {
  const fields = fieldsOf(type, view);
  const [filled, setFilled] = useState<Filled>(() => begun(type, view));
  const [asked, setAsked] = useState(false);
  const move = useMoveFeedback(view.id);
  const missing = asked ? lacking(fields, filled) : undefined;
  const send = () => {
    setAsked(true);
    if (lacking(fields, filled)) return;
    move.mutate(
      { version: view.version, command: commandOf(type, filled) },
      { onSuccess: (moved) => (moved ? onClose() : onGone()) },
    );
  };
  const conflict = move.error instanceof ApiError && move.error.status === 409;
  return (
    <form
      className="feedback-move"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>{LEADS[type]}</p>
      {fields.map((field) => (
        <Field
          key={field.name}
          label={field.label}
          hint={field.hint}
          fault={missing?.name === field.name ? field.missing : faultOf(move.error, `command.${field.name}`)}
        >
          {(wiring) => (
            <Control
              kind={field.kind}
              wiring={wiring}
              value={filled[field.name]}
              onChange={(value) => setFilled((before) => ({ ...before, [field.name]: value }))}
            />
          )}
        </Field>
      ))}
      <FormError error={move.error} fields={fields.map((field) => `command.${field.name}`)} />
      <div className="feedback-deeds">
        <Button type="primary" htmlType="submit" loading={move.isPending}>
          {name}
        </Button>
        <Button onClick={onClose}>先不</Button>
        {conflict && <Button onClick={onReadAgain}>看看现在怎样了</Button>}
      </div>
    </form>
  );
}

/** What this account may do with it now, as the server says: one form at a time. */
export function Moves(props: MovesProps) {
  const { moves } = props.view;
  const [open, setOpen] = useState<FeedbackMove>();
  const chosen = moves.find(({ type }) => type === open);
  if (moves.length === 0) return null;
  return (
    <section className="card" aria-labelledby="moves">
      <h2 id="moves">可以做的</h2>
      {chosen ? (
        <Move key={chosen.type} {...props} {...chosen} onClose={() => setOpen(undefined)} />
      ) : (
        <div className="feedback-deeds">
          {moves.map(({ type, name }, index) => (
            <Button
              key={type}
              type={index === 0 && type !== 'keep_back' ? 'primary' : 'default'}
              onClick={() => setOpen(type)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
