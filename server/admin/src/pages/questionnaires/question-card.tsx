import { Button, Input } from 'antd';
import { useState } from 'react';
import type { QuestionnaireDetail, QuestionView } from '@haochaping/shared/contracts';
import { conditionWords } from '@haochaping/shared/domain/questionnaires/changes';
import { QUESTION_KIND_NAMES } from '@haochaping/shared/domain/questionnaires/form';
import { Field } from '../../ui/form/form.js';
import { TARGET_KIND_NAMES } from '../../ui/target-kinds.js';
import { ChoicesEditor } from './choices-editor.js';
import { ConditionsEditor } from './conditions-editor.js';

interface QuestionCardProps {
  question: QuestionView;
  index: number;
  earlier: readonly QuestionView[];
  last: boolean;
  /** Just added: open for writing. */
  opened: boolean;
  problems: QuestionnaireDetail['problems'];
  onChange: (question: QuestionView) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onDrag: (index: number | undefined) => void;
  drag: number;
}

const nameOf = (code: string): string =>
  (TARGET_KIND_NAMES as Readonly<Record<string, string>>)[code] ?? code;

/** One question: folded to what it asks, or open to be written. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, index, earlier, last, opened, problems, onChange, onMove, onRemove, onDrag, drag } =
    props;
  const [open, setOpen] = useState(opened);
  const { kind, title, hint, choices, rows, ends, when } = question;
  const name = title || '（还没有写）';
  return (
    <section className="card question-card" aria-label={`第${index + 1}问`}>
      <div className="question-head">
        <span
          className="question-grip"
          draggable
          aria-hidden="true"
          title="按住拖动，换次序"
          onDragStart={() => onDrag(drag)}
          onDragEnd={() => onDrag(undefined)}
        >
          ⠿
        </span>
        <button type="button" className="question-name" aria-expanded={open} onClick={() => setOpen(!open)}>
          {index + 1}. {name}
          <span className="aside">{QUESTION_KIND_NAMES[kind]}</span>
        </button>
        <Button size="small" disabled={index === 0} aria-label={`${name}，往上移`} onClick={() => onMove(-1)}>
          ↑
        </Button>
        <Button size="small" disabled={last} aria-label={`${name}，往下移`} onClick={() => onMove(1)}>
          ↓
        </Button>
        <Button size="small" danger aria-label={`去掉：${name}`} onClick={onRemove}>
          去掉
        </Button>
      </div>
      {problems.map(({ message }) => (
        <p key={message} className="field-fault" role="alert">
          {message}
        </p>
      ))}
      {when.length > 0 && !open && (
        <p className="aside">
          当{when.map((one) => conditionWords(one, earlier, nameOf)).join('，并且')}时才问
        </p>
      )}
      {open && (
        <div className="form">
          <Field label="问什么">
            {(wiring) => (
              <Input
                {...wiring}
                value={title}
                maxLength={80}
                autoFocus={opened}
                onChange={(event) => onChange({ ...question, title: event.target.value })}
              />
            )}
          </Field>
          <Field label="说明（可以不写）">
            {(wiring) => (
              <Input
                {...wiring}
                value={hint}
                maxLength={120}
                onChange={(event) => onChange({ ...question, hint: event.target.value })}
              />
            )}
          </Field>
          {kind === 'matrix' && (
            <ChoicesEditor
              label="问哪几项"
              word="一项"
              choices={rows}
              onChange={(next) => onChange({ ...question, rows: next })}
            />
          )}
          {(kind === 'single' || kind === 'multiple' || kind === 'matrix') && (
            <ChoicesEditor
              label="可以选的回答"
              word="一个回答"
              choices={choices}
              onChange={(next) => onChange({ ...question, choices: next })}
            />
          )}
          {ends && (
            <div className="question-ends">
              {(['low', 'high'] as const).map((end) => (
                <Field key={end} label={end === 'low' ? '1 分是' : '5 分是'}>
                  {(wiring) => (
                    <Input
                      {...wiring}
                      value={ends[end]}
                      maxLength={20}
                      onChange={(event) =>
                        onChange({ ...question, ends: { ...ends, [end]: event.target.value } })
                      }
                    />
                  )}
                </Field>
              ))}
            </div>
          )}
          <ConditionsEditor
            conditions={when}
            earlier={earlier}
            onChange={(next) => onChange({ ...question, when: next })}
          />
        </div>
      )}
    </section>
  );
}
