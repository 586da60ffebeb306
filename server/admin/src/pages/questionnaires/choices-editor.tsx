import { Button, Input } from 'antd';
import { useState } from 'react';
import { MOST_CHOICES, type Choice } from '@haochaping/shared/domain/questionnaires/form';
import { moved, newChoice } from './editing.js';

interface ChoicesEditorProps {
  label: string;
  /** What one of them is called, to add one more. */
  word: string;
  choices: readonly Choice[];
  onChange: (choices: Choice[]) => void;
}

/** A list of answers, each a line; Enter adds the next. */
export function ChoicesEditor({ label, word, choices, onChange }: ChoicesEditorProps) {
  const [added, setAdded] = useState('');
  const add = () => {
    if (choices.length >= MOST_CHOICES) return;
    const next = newChoice(choices);
    setAdded(next.id);
    onChange([...choices, next]);
  };
  return (
    <fieldset className="choices-editor">
      <legend>{label}</legend>
      {choices.map((choice, index) => (
        <div key={choice.id} className="choice-line">
          <Input
            value={choice.label}
            maxLength={40}
            aria-label={`${label}，第${index + 1}个`}
            autoFocus={choice.id === added}
            onChange={(event) =>
              onChange(choices.map((one) => (one === choice ? { ...one, label: event.target.value } : one)))
            }
            onPressEnter={add}
          />
          <Button
            aria-label={`第${index + 1}个，往上移`}
            disabled={index === 0}
            onClick={() => onChange(moved(choices, index, index - 1))}
          >
            ↑
          </Button>
          <Button
            aria-label={`去掉第${index + 1}个`}
            onClick={() => onChange(choices.filter((one) => one !== choice))}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button type="dashed" disabled={choices.length >= MOST_CHOICES} onClick={add}>
        加{word}
      </Button>
    </fieldset>
  );
}
