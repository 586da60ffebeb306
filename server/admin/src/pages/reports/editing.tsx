import { Button } from 'antd';
import { useState } from 'react';
import type { ReportView } from '@haochaping/shared/contracts';
import { ApiError } from '../../api/client.js';
import { useMoveReport } from '../../api/reports.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { WordsInput } from '../../ui/form/words-field.js';
import { Unsaved } from '../../ui/unsaved.js';
import { Moves } from './moves.js';

interface EditingProps {
  view: ReportView;
  onReadAgain: () => void;
}

/** The sections of a draft, as text. */
export function Editing({ view, onReadAgain }: EditingProps) {
  const [texts, setTexts] = useState(() => new Map(view.sections.map(({ id, text }) => [id, text])));
  const move = useMoveReport(view.id);
  const changed = view.sections.filter(({ id, text }) => texts.get(id) !== text);
  const sections = changed.map(({ id }) => ({ id, text: texts.get(id) ?? '' }));
  const faultAt = (id: string) => {
    const at = sections.findIndex((one) => one.id === id);
    return at < 0 ? undefined : faultOf(move.error, `command.sections.${at}`);
  };
  const conflict = move.error instanceof ApiError && move.error.status === 409;
  return (
    <>
      <Unsaved changed={changed.length > 0} />
      <form
        className="card report-words"
        aria-label="报告的文字"
        onSubmit={(event) => {
          event.preventDefault();
          move.mutate({ version: view.version, command: { type: 'save', sections } });
        }}
      >
        <p className="aside">文字由您改，下面的表是起草时的数字，不会跟着变。改以前的都留着。</p>
        {view.sections.map(({ id, title, hint }) => (
          <Field key={id} label={title} hint={hint ?? undefined} fault={faultAt(id)}>
            {(wiring) => (
              <WordsInput
                wiring={wiring}
                value={texts.get(id) ?? ''}
                onChange={(text) => setTexts((before) => new Map(before).set(id, text))}
              />
            )}
          </Field>
        ))}
        <FormError error={move.error} fields={sections.map((_, at) => `command.sections.${at}`)} />
        <div className="form-actions">
          <Button type="primary" htmlType="submit" disabled={changed.length === 0} loading={move.isPending}>
            存下
          </Button>
          {conflict && <Button onClick={onReadAgain}>看看现在怎样了</Button>}
        </div>
      </form>
      {changed.length === 0 && <Moves view={view} />}
    </>
  );
}
