import { useState } from 'react';
import type { QuestionnaireView } from '@haochaping/shared/contracts';
import { askedQuestions, saidAnswers, type Answer } from '@haochaping/shared/domain/questionnaires/answers';
import type { AskedAbout } from '@haochaping/shared/domain/questionnaires/form';
import { useElder } from '../lib/settings.js';
import { Box, Press, Words } from '../kit/elements.js';
import { Question } from './question.js';
import { questionnaire as words } from './words.js';
import './questionnaire.scss';

interface QuestionnaireProps {
  form: QuestionnaireView;
  about: Pick<AskedAbout, 'level' | 'channel'>;
  answers: readonly Answer[];
  /** With the answers to what is still asked. */
  onChange: (answers: Answer[]) => void;
}

/**
 * The questions behind the level: folded until somebody asks for them, all below each other, or one after the other for who
 * has chosen large type. Every one may be left open.
 */
export function Questionnaire({ form, about, answers, onChange }: QuestionnaireProps) {
  const elder = useElder();
  const [open, setOpen] = useState(answers.length > 0);
  const [at, setAt] = useState(0);
  const settled = { ...about, itemCodes: [], kinds: [] };
  const asked = askedQuestions(form.questions, settled, answers);
  const answer = (given: Answer) => {
    const others = answers.filter((one) => one.question !== given.question);
    onChange(saidAnswers(form.questions, settled, [...others, given]));
  };
  if (asked.length === 0) return null;
  if (!open)
    return (
      <Press className="button quiet questionnaire-open" expanded={false} onPress={() => setOpen(true)}>
        {words.open(asked.length)}
      </Press>
    );
  const shown = Math.min(at, asked.length - 1);
  return (
    <Box role="group" label={form.title} className="questionnaire">
      <Words className="hint">{words.hint}</Words>
      {asked.map((question, index) =>
        elder && index !== shown ? null : (
          <Question
            key={question.id}
            question={question}
            place={words.of(index + 1, asked.length)}
            answer={answers.find((one) => one.question === question.id)}
            onAnswer={answer}
          />
        ),
      )}
      {elder ? (
        <Box className="question-steps">
          {shown > 0 ? (
            <Press className="button quiet" onPress={() => setAt(shown - 1)}>
              {words.previous}
            </Press>
          ) : null}
          {shown < asked.length - 1 ? (
            <Press className="button quiet" onPress={() => setAt(shown + 1)}>
              {words.next}
            </Press>
          ) : null}
        </Box>
      ) : null}
    </Box>
  );
}
