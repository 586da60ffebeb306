import { chooseScheme, SCHEME_LABELS, useScheme, type SchemeChoice } from '../theme/scheme.js';

const CHOICES: readonly SchemeChoice[] = ['system', 'light', 'dark'];

/** Light, dark, or as the computer is set. */
export function SchemeSwitch() {
  const { choice } = useScheme();
  return (
    <label className="scheme-switch">
      <span>外观</span>
      <select
        value={choice}
        onChange={(event) => chooseScheme(CHOICES[event.target.selectedIndex] ?? 'system')}
      >
        {CHOICES.map((name) => (
          <option key={name} value={name}>
            {SCHEME_LABELS[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
