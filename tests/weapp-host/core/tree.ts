import * as glassEasel from 'glass-easel';
import { isTag } from '../package/tags.js';

export type Node = glassEasel.Element;
export type Values = Record<string, unknown>;

/** The element of the document that stands for this node; null before it is drawn and after it has gone. */
export function drawnElement(node: Node): HTMLElement | null {
  return ((node as { getBackendElement?(): unknown }).getBackendElement?.() ?? null) as HTMLElement | null;
}

export function documentElement(node: Node): HTMLElement {
  const element = drawnElement(node);
  if (!element) throw new Error('the element is no longer on the page');
  return element;
}

/** The name of a tag as it stands in WXML. */
export function tagOf(node: Node): string {
  if (glassEasel.Component.isComponent(node)) return node.tagName.replace(/^wx-/, '');
  return glassEasel.NativeNode.isNativeNode(node) ? node.is : '';
}

/** The built-in component's tag, empty for everything else. */
export function builtinOf(node: Node): string {
  const name = tagOf(node);
  return glassEasel.Component.isComponent(node) && isTag(name) ? name : '';
}

/** Properties and data of a component; empty for other nodes. */
export function valuesOf(node: Node): Values {
  return glassEasel.Component.isComponent(node) ? node.data : {};
}

export function setValues(node: Node, values: Values): void {
  if (glassEasel.Component.isComponent(node)) node.setData(values);
}

/** The real input inside an input or a text area, or the picture inside an image; null while it is not drawn. */
export function drawnInner<T extends HTMLElement = HTMLInputElement>(node: Node): T | null {
  return drawnElement(node)?.querySelector<T>('input, textarea, img') ?? null;
}

export function innerField(node: Node): HTMLInputElement {
  const field = drawnInner(node);
  if (!field) throw new Error(`<${tagOf(node)}> holds no field`);
  return field;
}

/** This node and all around it, across the borders of components, from the inside out. */
export function* outwards(node: Node | null): Generator<Node> {
  for (let at: Node | null = node; at;) {
    yield at;
    at = glassEasel.ShadowRoot.isShadowRoot(at) ? at.getHostNode() : at.parentNode;
  }
}

/** All nodes of one component's template, in order, without the insides of the components in it. */
export function* within(node: Node): Generator<Node> {
  for (const child of node.childNodes) {
    if (glassEasel.TextNode.isTextNode(child)) continue;
    yield child;
    yield* within(child);
  }
}
