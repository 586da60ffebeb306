import { CITY_CODE, JURISDICTIONS } from '@haochaping/shared/domain/people/staff';
import { Checkbox } from 'antd';
import { useId } from 'react';
import { withRegion } from './regions.js';

interface RegionChoiceProps {
  choices: readonly string[];
  value: string[];
  onChange: (codes: string[]) => void;
  fault: string | undefined;
}

/** What to know before choosing. */
function hintFor(choices: readonly string[]): string {
  if (choices.length === 0) return '这个角色不能放在这个单位，请换一个角色或单位。';
  if (choices.length === 1) return '这个角色在这个单位只能管这一个。';
  return '勾了三明市，就是全市都管。';
}

/** Whose records an account sees; only what may be given stands there. */
export function RegionChoice({ choices, value, onChange, fault }: RegionChoiceProps) {
  const id = useId();
  const wholeCity = value.includes(CITY_CODE);
  return (
    <fieldset className="field region-choice" aria-describedby={id}>
      <legend className="field-name">管辖范围</legend>
      {choices.length > 0 && (
        <div className="region-choices">
          {choices.map((code) => (
            <Checkbox
              key={code}
              checked={value.includes(code) || wholeCity}
              disabled={wholeCity && code !== CITY_CODE}
              onChange={({ target }) => onChange(withRegion(value, code, target.checked))}
            >
              {JURISDICTIONS[code]}
            </Checkbox>
          ))}
        </div>
      )}
      <p id={id} className={fault ? 'field-fault' : 'field-hint'} role={fault ? 'alert' : undefined}>
        {fault ?? hintFor(choices)}
      </p>
    </fieldset>
  );
}
