import * as glassEasel from 'glass-easel';
import { tagOf, within, type Node } from './tree.js';

/** One simple selector: `view#id.class.class`. */
interface Step {
  tag: string;
  id: string;
  classes: string[];
  /** Its relation to the step before it. */
  child: boolean;
}

const STEP = /^([a-z][\w-]*|\*)?(#[\w-]+)?((?:\.[\w-]+)*)$/i;

function parseStep(text: string, child: boolean, whole: string): Step {
  const [, tag = '', id = '', classes = ''] = STEP.exec(text) ?? [];
  if (text === '' || !STEP.test(text))
    throw new Error(`the selector “${whole}” is not one WeChat knows: “${text}”`);
  return { tag: tag === '*' ? '' : tag, id: id.slice(1), classes: classes.split('.').filter(Boolean), child };
}

function parse(selector: string): Step[][] {
  return selector.split(',').map((one) => {
    const words = one
      .trim()
      .replace(/\s*>\s*/g, ' > ')
      .split(/\s+/);
    const steps: Step[] = [];
    let child = false;
    for (const word of words) {
      if (word === '>') child = true;
      else {
        steps.push(parseStep(word, child, selector));
        child = false;
      }
    }
    return steps;
  });
}

function fits(node: Node, step: Step): boolean {
  if (step.tag && tagOf(node) !== step.tag) return false;
  if (step.id && node.id !== step.id) return false;
  return step.classes.every((name) => node.classList?.contains(name));
}

/** The parent that WXML shows: `wx:if`, `wx:for` and `<block>` are not there. */
function parentOf(node: Node): Node | null {
  let parent = node.parentNode;
  while (
    parent &&
    glassEasel.VirtualNode.isVirtualNode(parent) &&
    !glassEasel.ShadowRoot.isShadowRoot(parent)
  )
    parent = parent.parentNode;
  return parent;
}

function matches(node: Node, steps: readonly Step[], root: Node): boolean {
  const step = steps.at(-1);
  if (!step || !fits(node, step)) return false;
  const before = steps.slice(0, -1);
  if (before.length === 0) return true;
  for (let at = parentOf(node); at && at !== root; at = parentOf(at)) {
    if (matches(at, before, root)) return true;
    if (step.child) return false;
  }
  return false;
}

/**
 * The nodes below `root` that match, in order. Looks at one component's own template: what is inside a component in it
 * is not found, as in WeChat. Throws for what WeChat's selectors do not have (attributes, pseudo-classes, `>>>`).
 */
export function select(root: Node, selector: string): Node[] {
  const unions = parse(selector);
  const real = [...within(root)].filter((node) => !glassEasel.VirtualNode.isVirtualNode(node));
  return real.filter((node) => unions.some((steps) => matches(node, steps, root)));
}
