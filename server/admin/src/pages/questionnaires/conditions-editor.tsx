import { Button, Select } from 'antd';
import type { QuestionView } from '@haochaping/shared/contracts';
import { CHANNEL_NAMES, CHANNELS } from '@haochaping/shared/domain/rating/channels';
import { LEVEL_NAMES, LEVELS } from '@haochaping/shared/domain/rating/levels';
import { answersOf, type Condition } from '@haochaping/shared/domain/questionnaires/form';
import { TARGET_KIND_NAMES } from '../../ui/target-kinds.js';
import { ItemsSelect } from './items-select.js';

interface ConditionsEditorProps {
  conditions: readonly Condition[];
  /** The questions that come before: only their answers are known. */
  earlier: readonly QuestionView[];
  onChange: (conditions: Condition[]) => void;
}

/** Where a condition on an answer begins, so that one list offers everything a question may depend on. */
const ANSWER = 'answer:';

function subjects(earlier: readonly QuestionView[]) {
  return [
    { value: 'level', label: '评的等级是' },
    { value: 'channel', label: '来评的渠道是' },
    { value: 'kind', label: '评到了' },
    { value: 'item', label: '办的事项是' },
    ...earlier
      .filter(({ kind }) => kind !== 'text')
      .map(({ id, title }) => ({ value: `${ANSWER}${id}`, label: `“${title || '（还没有写）'}”答了` })),
  ];
}

const named = (names: Readonly<Record<string, string>>, values: readonly (string | number)[]) =>
  values.map((value) => ({ value: String(value), label: names[String(value)] ?? String(value) }));

function optionsFor({ about, question }: Condition, earlier: readonly QuestionView[]) {
  switch (about) {
    case 'level':
      return named(LEVEL_NAMES, LEVELS);
    case 'channel':
      return named(CHANNEL_NAMES, CHANNELS);
    case 'kind':
      return named(TARGET_KIND_NAMES, Object.keys(TARGET_KIND_NAMES));
    case 'item':
      return [];
    case 'answer': {
      const asked = earlier.find(({ id }) => id === question);
      if (!asked) return [];
      return answersOf(asked).map((value) => ({ value, label: answerName(asked, value) }));
    }
  }
}

/** A possible answer in words; of a matrix with its row. */
function answerName({ kind, choices, rows }: QuestionView, value: string): string {
  const label = (list: readonly { id: string; label: string }[], id: string) =>
    list.find((one) => one.id === id)?.label ?? id;
  if (kind !== 'matrix') return label(choices, value);
  const [row = '', column = ''] = value.split('=');
  return `${label(rows, row)}：${label(choices, column)}`;
}

/** When a question is asked, in words; without a condition, always. */
export function ConditionsEditor({ conditions, earlier, onChange }: ConditionsEditorProps) {
  const change = (index: number, next: Condition) =>
    onChange(conditions.map((one, at) => (at === index ? next : one)));
  const about = (value: string): Condition =>
    value.startsWith(ANSWER)
      ? { about: 'answer', question: value.slice(ANSWER.length), in: [] }
      : { about: value as Condition['about'], question: null, in: [] };
  return (
    <fieldset className="conditions-editor">
      <legend>{conditions.length === 0 ? '总是问' : '都满足才问'}</legend>
      {conditions.map((condition, index) => (
        <div key={`${index} ${condition.about}`} className="condition-line">
          <Select
            aria-label={`第${index + 1}个条件，看什么`}
            value={condition.about === 'answer' ? `${ANSWER}${condition.question}` : condition.about}
            options={subjects(earlier)}
            popupMatchSelectWidth={false}
            onChange={(value: string) => change(index, about(value))}
          />
          {condition.about === 'item' ? (
            <ItemsSelect
              label={`第${index + 1}个条件，哪些事项`}
              codes={condition.in}
              onChange={(codes) => change(index, { ...condition, in: codes })}
            />
          ) : (
            <Select
              mode="multiple"
              aria-label={`第${index + 1}个条件，哪些`}
              placeholder="选一个或几个"
              value={condition.in}
              options={optionsFor(condition, earlier)}
              popupMatchSelectWidth={false}
              onChange={(values: string[]) => change(index, { ...condition, in: values })}
            />
          )}
          <Button
            aria-label={`去掉第${index + 1}个条件`}
            onClick={() => onChange(conditions.filter((_, at) => at !== index))}
          >
            ✕
          </Button>
        </div>
      ))}
      <Button
        type="dashed"
        disabled={conditions.length >= 6}
        onClick={() => onChange([...conditions, { about: 'level', question: null, in: [] }])}
      >
        加一个条件
      </Button>
    </fieldset>
  );
}
