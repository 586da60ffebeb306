import type { IndicatorFigures } from '@haochaping/shared/contracts';
import { bandWords, rangeOf, unitOf, type IndicatorLeaf } from '@haochaping/shared/domain/figures/indicators';
import { InputNumber, Select } from 'antd';
import { useId } from 'react';

export type Offered = IndicatorFigures['items'];

interface LeafEditorProps {
  leaf: IndicatorLeaf;
  name: string;
  offered: Offered;
  onChange: (leaf: IndicatorLeaf) => void;
}

/** Where a figure gives no points; of a question, which answers count as good. */
export function LeafEditor({ leaf, name, offered, onChange }: LeafEditorProps) {
  const id = useId();
  const { measured, zeroAt } = leaf;
  const [low, high] = rangeOf(measured);
  const mean = unitOf(measured) === 'mean';
  const choices =
    measured.kind === 'share_answer'
      ? (offered.find(
          ({ leaf: { measured: one } }) =>
            'question' in one &&
            one.questionnaireId === measured.questionnaireId &&
            one.question === measured.question,
        )?.choices ?? [])
      : [];
  const labelsOf = (values: readonly string[]) =>
    values.map((value) => choices.find((one) => one.value === value)?.label ?? value);
  return (
    <div className="scheme-leaf">
      <label htmlFor={id}>数到多少不得分</label>
      <InputNumber
        id={id}
        aria-label={`“${name}”数到多少不得分`}
        min={low}
        max={high}
        step={mean ? 0.1 : 1}
        value={zeroAt}
        suffix={mean ? '' : '%'}
        onChange={(value) => onChange({ ...leaf, zeroAt: value ?? zeroAt })}
      />
      <span className="aside">{bandWords(leaf)}</span>
      {measured.kind === 'share_answer' && choices.length > 0 && (
        <div className="scheme-answers">
          <span>算好的</span>
          <Select
            mode="multiple"
            aria-label={`“${name}”哪些回答算好`}
            value={[...measured.chosen]}
            options={choices}
            onChange={(chosen: string[]) =>
              onChange({ ...leaf, measured: { ...measured, chosen, chosenWords: labelsOf(chosen) } })
            }
          />
          <span>算在一起的</span>
          <Select
            mode="multiple"
            aria-label={`“${name}”哪些回答算在一起`}
            value={[...measured.among]}
            options={choices}
            onChange={(among: string[]) => onChange({ ...leaf, measured: { ...measured, among } })}
          />
        </div>
      )}
    </div>
  );
}
