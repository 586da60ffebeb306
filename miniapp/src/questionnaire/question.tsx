import { useState } from 'react';
import type { QuestionView } from '@haochaping/shared/contracts';
import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import { matrixAnswer, MOST_ANSWER_WORDS, SCALE } from '@haochaping/shared/domain/questionnaires/form';
import { writtenBeginning, writtenLength } from '@haochaping/shared/domain/privacy/words';
import { Area, Box, Heading, Press, Words } from '../kit/elements.js';
import { questionnaire as words } from './words.js';

interface OptionsProps {
  label: string;
  options: readonly { id: string; label: string; spoken?: string }[];
  chosen: readonly string[];
  /** Several at once, or one of them. */
  several: boolean;
  className?: string;
  onChoose: (chosen: string[]) => void;
}

/** Answers to choose from; tapping a chosen one takes it back, since nothing has to be answered. */
function Options({ label, options, chosen, several, className = '', onChoose }: OptionsProps) {
  const [moved, setMoved] = useState(false);
  const press = (id: string) => {
    if (chosen.includes(id)) onChoose(chosen.filter((one) => one !== id));
    else onChoose(several ? [...chosen, id] : [id]);
  };
  const step = (from: number, by: 1 | -1) => {
    const next = options[(from + by + options.length) % options.length];
    setMoved(true);
    if (next) onChoose([next.id]);
  };
  return (
    <Box role={several ? 'group' : 'radiogroup'} label={label} className={`choices ${className}`}>
      {options.map((option, index) => {
        const on = chosen.includes(option.id);
        return (
          <Press
            key={option.id}
            role={several ? 'checkbox' : 'radio'}
            checked={on}
            className={`choice ${on ? 'chosen' : ''}`}
            {...(option.spoken ? { label: option.spoken } : {})}
            {...(several
              ? {}
              : {
                  tabStop: on || (chosen.length === 0 && index === 0),
                  focused: moved && on,
                  onStep: (by: 1 | -1) => step(index, by),
                })}
            onPress={() => press(option.id)}
          >
            {several ? <Box role="picture" className="tick" /> : null}
            <Words className="choice-words">{option.label}</Words>
          </Press>
        );
      })}
    </Box>
  );
}

interface QuestionProps {
  question: QuestionView;
  answer: Answer | undefined;
  /** Where it stands among those that are asked, in words. */
  place: string;
  onAnswer: (answer: Answer) => void;
}

function Scale({ question, answer, onAnswer }: Omit<QuestionProps, 'place'>) {
  const { id, title, ends } = question;
  const end = (point: string) =>
    point === SCALE[0] ? (ends?.low ?? '') : point === SCALE[SCALE.length - 1] ? (ends?.high ?? '') : '';
  return (
    <>
      <Options
        label={title}
        className="scale"
        options={SCALE.map((point) => ({ id: point, label: point, spoken: words.point(point, end(point)) }))}
        chosen={answer?.chosen ?? []}
        several={false}
        onChoose={(chosen) => onAnswer({ question: id, chosen, text: '' })}
      />
      <Box className="scale-ends">
        <Words className="hint">{ends?.low}</Words>
        <Words className="hint">{ends?.high}</Words>
      </Box>
    </>
  );
}

function Matrix({ question, answer, onAnswer }: Omit<QuestionProps, 'place'>) {
  const { id, rows, choices } = question;
  const chosen = answer?.chosen ?? [];
  const inRow = (row: string) => (one: string) => one.startsWith(matrixAnswer(row, ''));
  return (
    <>
      {rows.map((row) => (
        <Box key={row.id} className="matrix-row">
          <Words className="matrix-title">{row.label}</Words>
          <Options
            label={row.label}
            options={choices.map((column) => ({ id: matrixAnswer(row.id, column.id), label: column.label }))}
            chosen={chosen.filter(inRow(row.id))}
            several={false}
            onChoose={(now) =>
              onAnswer({
                question: id,
                chosen: [...chosen.filter((one) => !inRow(row.id)(one)), ...now],
                text: '',
              })
            }
          />
        </Box>
      ))}
    </>
  );
}

function Written({ question, answer, onAnswer }: Omit<QuestionProps, 'place'>) {
  const text = answer?.text ?? '';
  const counted = writtenLength(text);
  return (
    <>
      <Area
        className="area"
        label={question.title}
        value={text}
        // A picture counts as one and may have many units; what is too long is cut where it is counted.
        most={text.length + 20 * (MOST_ANSWER_WORDS - counted)}
        onChange={(written) =>
          onAnswer({ question: question.id, chosen: [], text: writtenBeginning(written, MOST_ANSWER_WORDS) })
        }
      />
      {counted > MOST_ANSWER_WORDS - 50 ? (
        <Words className="count">{words.left(MOST_ANSWER_WORDS - counted)}</Words>
      ) : null}
    </>
  );
}

/** One question, whatever its kind. */
export function Question({ question, answer, place, onAnswer }: QuestionProps) {
  const { id, kind, title, hint, choices } = question;
  const own = { question, answer, onAnswer };
  return (
    <Box className="question-one">
      <Words className="hint">{place}</Words>
      <Heading level={2} className="question-title">
        {title}
      </Heading>
      {hint ? <Words className="hint">{hint}</Words> : null}
      {kind === 'single' || kind === 'multiple' ? (
        <Options
          label={title}
          options={choices}
          chosen={answer?.chosen ?? []}
          several={kind === 'multiple'}
          onChoose={(chosen) => onAnswer({ question: id, chosen, text: '' })}
        />
      ) : null}
      {kind === 'scale' ? <Scale {...own} /> : null}
      {kind === 'matrix' ? <Matrix {...own} /> : null}
      {kind === 'text' ? <Written {...own} /> : null}
    </Box>
  );
}
