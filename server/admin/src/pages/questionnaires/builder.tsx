import { Button, Input } from 'antd';
import { useState } from 'react';
import type { FormView, QuestionnaireDetail, QuestionView } from '@haochaping/shared/contracts';
import {
  QUESTION_KINDS,
  QUESTION_KIND_NAMES,
  type QuestionKind,
} from '@haochaping/shared/domain/questionnaires/form';
import { useSaveDraft } from '../../api/questionnaires.js';
import { Field } from '../../ui/form/form.js';
import { ErrorNotice } from '../../ui/notices.js';
import { Unsaved } from '../../ui/unsaved.js';
import { Preview } from './preview.js';
import { Publish } from './publish.js';
import { QuestionCard } from './question-card.js';
import { moved, newQuestion } from './editing.js';

/** Writes the next version beside what it will look like; nothing of it is asked before it is published. */
export function Builder({ questionnaire }: { questionnaire: QuestionnaireDetail }) {
  const { id, draft, revision, problems } = questionnaire;
  const [form, setForm] = useState<FormView>(draft);
  const [base, setBase] = useState(draft);
  const [dragged, setDragged] = useState<number>();
  const [added, setAdded] = useState<string>();
  const save = useSaveDraft(id);
  const changed = JSON.stringify(form) !== JSON.stringify(base);
  const { questions } = form;
  const setQuestions = (next: QuestionView[]) => setForm({ ...form, questions: next });
  const change = (index: number, next: QuestionView) =>
    setQuestions(questions.map((one, at) => (at === index ? next : one)));
  const move = (from: number, to: number) => setQuestions(moved(questions, from, to));
  const add = (kind: QuestionKind) => {
    const question = newQuestion(kind, questions);
    setAdded(question.id);
    setQuestions([...questions, question]);
  };
  const keep = () =>
    save.mutate(
      { seen: revision, draft: form },
      {
        onSuccess: (kept) => {
          setForm(kept.draft);
          setBase(kept.draft);
        },
      },
    );
  return (
    <div className="builder">
      <Unsaved changed={changed} />
      <div className="builder-form">
        <Field label="问卷的名称">
          {(wiring) => (
            <Input
              {...wiring}
              value={form.title}
              maxLength={40}
              onChange={(event) => setForm({ ...form, title: event.target.value })}
            />
          )}
        </Field>
        <ol className="builder-questions">
          {questions.map((question, index) => (
            <li
              key={question.id}
              data-dragged={dragged === index}
              onDragOver={(event) => {
                if (dragged !== undefined) event.preventDefault();
              }}
              onDrop={() => {
                if (dragged !== undefined) move(dragged, index);
                setDragged(undefined);
              }}
            >
              <QuestionCard
                question={question}
                index={index}
                earlier={questions.slice(0, index)}
                last={index === questions.length - 1}
                opened={question.id === added}
                problems={changed ? [] : problems.filter((one) => one.question === question.id)}
                onChange={(next) => change(index, next)}
                onMove={(by) => move(index, index + by)}
                onRemove={() => setQuestions(questions.filter((_, at) => at !== index))}
                onDrag={setDragged}
                drag={index}
              />
            </li>
          ))}
        </ol>
        <div className="builder-add" role="group" aria-label="加一个问题">
          <span>加一问：</span>
          {QUESTION_KINDS.map((kind) => (
            <Button key={kind} onClick={() => add(kind)}>
              {QUESTION_KIND_NAMES[kind]}
            </Button>
          ))}
        </div>
        <div className="builder-actions">
          <Button
            type={changed ? 'primary' : 'default'}
            disabled={!changed}
            loading={save.isPending}
            onClick={keep}
          >
            存下
          </Button>
          <Button disabled={!changed} onClick={() => setForm(base)}>
            回到存下的
          </Button>
          <Publish questionnaire={questionnaire} unsaved={changed} />
          <span role="status" className="aside">
            {changed ? '有改动还没有存' : save.isSuccess ? '存好了' : ''}
          </span>
        </div>
        {save.error && <ErrorNotice error={save.error} />}
      </div>
      <Preview form={form} />
    </div>
  );
}
