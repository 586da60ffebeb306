import { fire } from './events.js';
import { builtinOf, innerField, outwards, setValues, valuesOf, within, type Node } from './tree.js';

/** What tapping a control asks of the rest of the host. */
export interface Controls {
  navigate(kind: string, options: { url?: string; delta?: number }): void;
  /** A button with `open-type`; answers by events at the button. */
  openType: (kind: string, button: Node) => void;
}

function around(node: Node, tag: string): Node | undefined {
  for (const at of outwards(node)) if (builtinOf(at) === tag) return at;
  return undefined;
}

function inside(node: Node, tags: readonly string[]): Node[] {
  return [...within(node)].filter((one) => tags.includes(builtinOf(one)));
}

function toggleCheckbox(box: Node): void {
  setValues(box, { checked: valuesOf(box).checked !== true });
  const group = around(box, 'checkbox-group');
  if (group) fire(group, 'change', { value: checkedIn(group, 'checkbox') });
}

function chooseRadio(radio: Node): void {
  const group = around(radio, 'radio-group');
  if (valuesOf(radio).checked === true) return;
  for (const other of group ? inside(group, ['radio']) : []) setValues(other, { checked: other === radio });
  setValues(radio, { checked: true });
  if (group) fire(group, 'change', { value: valuesOf(radio).value });
}

/** Turns a switch, as a tap does. */
export function toggleSwitch(node: Node): void {
  if (valuesOf(node).disabled === true) return;
  const checked = valuesOf(node).checked !== true;
  setValues(node, { checked });
  fire(node, 'change', { value: checked });
}

const checkedIn = (group: Node, tag: string): unknown[] =>
  inside(group, [tag])
    .map(valuesOf)
    .filter(({ checked }) => checked === true)
    .map(({ value }) => value);

function formValue(node: Node): unknown {
  const values = valuesOf(node);
  switch (builtinOf(node)) {
    case 'input':
    case 'textarea':
      return innerField(node).value;
    case 'switch':
      return values.checked === true;
    case 'checkbox-group':
      return checkedIn(node, 'checkbox');
    case 'radio-group':
      return checkedIn(node, 'radio')[0] ?? '';
    default:
      return values.value;
  }
}

const NAMED = ['input', 'textarea', 'switch', 'slider', 'picker', 'checkbox-group', 'radio-group'];

function submit(button: Node, kind: unknown): void {
  const form = around(button, 'form');
  if (!form) return;
  if (kind === 'reset') return fire(form, 'reset', {});
  const named = inside(form, NAMED).filter((node) => valuesOf(node).name);
  const value = Object.fromEntries(named.map((node) => [String(valuesOf(node).name), formValue(node)]));
  fire(form, 'submit', { value });
}

function labelled(label: Node): Node | undefined {
  const controls = ['checkbox', 'radio', 'switch', 'button', 'input', 'textarea'];
  const { for: id } = valuesOf(label);
  if (!id) return inside(label, controls)[0];
  const tree = label.ownerShadowRoot;
  return tree ? inside(tree, controls).find((node) => node.id === id) : undefined;
}

function act(node: Node, controls: Controls): boolean {
  const values = valuesOf(node) as Record<string, string | undefined>;
  switch (builtinOf(node)) {
    case 'checkbox':
      toggleCheckbox(node);
      return true;
    case 'radio':
      chooseRadio(node);
      return true;
    case 'switch':
      toggleSwitch(node);
      return true;
    case 'button':
      if (values.formType) submit(node, values.formType);
      if (values.openType) controls.openType(values.openType, node);
      return true;
    case 'navigator':
      controls.navigate((values.openType || 'navigateTo').replace(/^navigate$/, 'navigateTo'), {
        url: values.url ?? '',
        delta: Number(values.delta) || 1,
      });
      return true;
    case 'label': {
      const control = labelled(node);
      if (control && valuesOf(control).disabled !== true) act(control, controls);
      return true;
    }
    default:
      return false;
  }
}

/** What the nearest control around a tapped node does by itself. */
export function actAfterTap(node: Node, controls: Controls): void {
  for (const at of outwards(node)) if (act(at, controls)) return;
}
