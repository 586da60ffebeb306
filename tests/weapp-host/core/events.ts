import * as glassEasel from 'glass-easel';
import { actAfterTap, type Controls } from './controls.js';
import { builtinOf, documentElement, outwards, tagOf, valuesOf, type Node } from './tree.js';

const BUBBLING = /^(tap|touch|longpress|longtap|transitionend|animation)/;
const TOUCHES = /^(tap|touch|longpress|longtap|canceltap)/;

/** Triggers an event of a component, as WeChat's own components do; only touches and animations bubble. */
export function fire(
  node: Node,
  type: string,
  detail: object,
  extraFields: Record<string, unknown> = {},
): void {
  const bubbles = BUBBLING.test(type);
  const event = new glassEasel.Event(type, detail, {
    bubbles,
    composed: bubbles,
    capturePhase: bubbles,
    extraFields,
  });
  glassEasel.Event.dispatchEvent(node, event);
}

/** Whether a finger on this node reaches a control that is disabled. */
export function isDisabled(node: Node): boolean {
  for (const at of outwards(node)) if (builtinOf(at) && valuesOf(at).disabled === true) return true;
  return false;
}

/** Throws, with the reason, when nobody could put a finger on the element. */
export function requireVisible(node: Node): void {
  const element = documentElement(node);
  if (!element.isConnected) throw new Error(`<${tagOf(node)}> is no longer on the page`);
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { display, visibility } = window.getComputedStyle(at);
    if (display !== 'none' && (at !== element || visibility !== 'hidden')) continue;
    const name = at === element ? 'it' : `<${at.tagName.toLowerCase()} class="${at.className}"> around it`;
    throw new Error(`<${tagOf(node)} class="${element.className}"> cannot be tapped: ${name} is hidden`);
  }
}

/** A touch or tap at a point. On a disabled control nothing happens; a tap is followed by what the control does. */
export function touch(
  node: Node,
  type: string,
  point: { x: number; y: number },
  controls: Controls,
  fields: Record<string, unknown> = {},
): void {
  if (isDisabled(node)) return;
  const one = {
    identifier: 0,
    pageX: point.x,
    pageY: point.y,
    clientX: point.x,
    clientY: point.y,
  };
  fire(node, type, point, { touches: type === 'touchend' ? [] : [one], changedTouches: [one], ...fields });
  if (type === 'tap') actAfterTap(node, controls);
}

export interface DocumentEvents {
  onEvent(listener: (target: Node, type: string, detail: { x?: number; y?: number }) => number): void;
}

/** Hands what happens in the document to the components: real fingers and real typing, where there is a browser. */
export function listenToDocument(context: DocumentEvents, controls: Controls): void {
  context.onEvent((node, type, detail) => {
    if (TOUCHES.test(type)) touch(node, type, { x: detail.x ?? 0, y: detail.y ?? 0 }, controls);
    // What a browser tells of the field inside an input stays inside; the input tells its own story.
    else glassEasel.Event.dispatchEvent(node, new glassEasel.Event(type, detail, { bubbles: false }));
    return 0;
  });
}
