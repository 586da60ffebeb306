import * as glassEasel from 'glass-easel';
import { toggleSwitch } from '../core/controls.js';
import { fire, isDisabled, requireVisible, touch } from '../core/events.js';
import type { Host } from '../core/host.js';
import {
  builtinOf,
  documentElement,
  innerField,
  setValues,
  tagOf,
  valuesOf,
  type Node,
} from '../core/tree.js';
import { atPath, insideOf, type Elements } from './elements.js';
import type { Methods } from './methods.js';

interface OnElement {
  elementId: string;
}
type Named = OnElement & { names: string[] };

/** The middle of an element, in pixels of the window. */
function middleOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function propertiesOf(node: Node, names: string[]): unknown[] {
  const values = valuesOf(node);
  const field = ['input', 'textarea'].includes(builtinOf(node)) ? { value: innerField(node).value } : {};
  const all: Record<string, unknown> = { ...values, ...field, id: node.id, dataset: node.dataset };
  const known = Object.fromEntries(Object.keys(all).map((name) => [name, true]));
  return names.map((name) => (name === '__propPublic' ? known : all[name]));
}

/** What the document says; jsdom knows no `innerText`, so there it is all the text, hidden or not. */
function documentProperty(node: Node, name: string): unknown {
  const element = documentElement(node) as HTMLElement & Record<string, unknown>;
  return name === 'innerText' ? (element.innerText ?? element.textContent) : element[name];
}

/** The WXML as it stands now: tags by their own names. */
const wxmlOf = (html: string) => html.replace(/<(\/?)wx-/g, '<$1');

function typeInto(node: Node, text: string): void {
  requireVisible(node);
  if (isDisabled(node)) return;
  const most = Number(valuesOf(node).maxlength);
  const value = most >= 0 ? text.slice(0, most) : text;
  innerField(node).value = value;
  fire(node, 'input', { value, cursor: value.length });
}

function swipe(node: Node, current: number): void {
  setValues(node, { current });
  fire(node, 'change', { current, source: 'touch' });
}

function scroll(node: Node, left: number, top: number): void {
  const element = documentElement(node);
  element.scrollLeft = left;
  element.scrollTop = top;
  fire(node, 'scroll', { scrollLeft: left, scrollTop: top });
}

function slide(node: Node, value: number): void {
  requireVisible(node);
  if (isDisabled(node)) return;
  setValues(node, { value });
  fire(node, 'change', { value });
}

const FUNCTIONS: Readonly<Record<string, (node: Node, ...args: never[]) => unknown>> = {
  'input.input': typeInto,
  'textarea.input': typeInto,
  'switch.tap': (node) => {
    requireVisible(node);
    toggleSwitch(node);
  },
  'slider.slideTo': slide,
  'swiper.swipeTo': swipe,
  'scroll-view.scrollTo': scroll,
  'scroll-view.scrollTop': (node) => documentElement(node).scrollTop,
  'scroll-view.scrollLeft': (node) => documentElement(node).scrollLeft,
  'scroll-view.scrollWidth': (node) => documentElement(node).scrollWidth,
  'scroll-view.scrollHeight': (node) => documentElement(node).scrollHeight,
};

function ownComponent(node: Node): { data: object; setData(data: object): void } & Record<string, unknown> {
  if (!glassEasel.Component.isComponent(node)) throw new Error(`<${tagOf(node)}> is no component`);
  return node.getMethodCaller() as never;
}

/** `Element.*` of the reading kind. */
function reading(elements: Elements): Methods {
  const at = (id: string) => elements.node(id);
  return {
    'Element.getElement': ({ elementId, selector }: OnElement & { selector: string }) =>
      elements.first(insideOf(at(elementId)), selector),
    'Element.getElements': ({ elementId, selector }: OnElement & { selector: string }) =>
      elements.all(insideOf(at(elementId)), selector),
    'Element.getAttributes': ({ elementId, names }: Named) => ({
      attributes: names.map((name) => documentElement(at(elementId)).getAttribute(name)),
    }),
    'Element.getProperties': ({ elementId, names }: Named) => ({
      properties: propertiesOf(at(elementId), names),
    }),
    'Element.getDOMProperties': ({ elementId, names }: Named) => ({
      properties: names.map((name) => documentProperty(at(elementId), name)),
    }),
    'Element.getStyles': ({ elementId, names }: Named) => {
      const style = window.getComputedStyle(documentElement(at(elementId)));
      return { styles: names.map((name) => style.getPropertyValue(name)) };
    },
    'Element.getOffset': ({ elementId }: OnElement) => {
      const { left, top } = documentElement(at(elementId)).getBoundingClientRect();
      return { left: left + window.scrollX, top: top + window.scrollY };
    },
    'Element.getWXML': ({ elementId, type }: OnElement & { type: string }) => {
      const { outerHTML, innerHTML } = documentElement(at(elementId));
      return { wxml: wxmlOf(type === 'outer' ? outerHTML : innerHTML) };
    },
  };
}

/** Brings an element into view and gives the point a finger would touch; throws when something else lies there. */
function reach(node: Node): { x: number; y: number; disabled: boolean } {
  requireVisible(node);
  const typed = ['input', 'textarea'].includes(builtinOf(node));
  const element = typed ? innerField(node) : documentElement(node);
  element.scrollIntoView({ block: 'center' });
  const point = middleOf(element);
  const there = document.elementFromPoint(point.x, point.y);
  if (!there || !element.contains(there)) {
    const name = there
      ? `<${there.tagName.toLowerCase()} class="${there.className}">`
      : 'the edge of the screen';
    throw new Error(
      `<${tagOf(node)} class="${documentElement(node).className}"> cannot be tapped: ${name} lies over it`,
    );
  }
  return { ...point, disabled: isDisabled(node) };
}

/** `Element.*`: one element of a page. What nobody could touch is not touched: see `requireVisible`. */
export function elementMethods({ controls }: Host, elements: Elements): Methods {
  const at = (id: string) => elements.node(id);
  const touching =
    (type: string) =>
    ({ elementId, touches, changeTouches }: OnElement & { touches?: object[]; changeTouches?: object[] }) => {
      const node = at(elementId);
      requireVisible(node);
      touch(
        node,
        type,
        middleOf(documentElement(node)),
        controls,
        touches ? { touches, changedTouches: changeTouches ?? touches } : {},
      );
    };
  return {
    ...reading(elements),
    'Element.tap': touching('tap'),
    'Element.touchstart': touching('touchstart'),
    'Element.touchmove': touching('touchmove'),
    'Element.touchend': touching('touchend'),
    'Host.reach': ({ elementId }: OnElement) => reach(at(elementId)),
    'Element.triggerEvent': ({
      elementId,
      type,
      detail = {},
    }: OnElement & { type: string; detail?: object }) => fire(at(elementId), type, detail),
    'Element.callFunction': ({
      elementId,
      functionName,
      args,
    }: OnElement & { functionName: string; args: never[] }) => {
      const run = FUNCTIONS[functionName];
      if (!run) throw new Error(`the host has no element function ${functionName}`);
      return { result: run(at(elementId), ...args) };
    },
    'Element.getData': ({ elementId, path }: OnElement & { path?: string }) => ({
      data: atPath(ownComponent(at(elementId)).data, path),
    }),
    'Element.setData': ({ elementId, data }: OnElement & { data: object }) =>
      ownComponent(at(elementId)).setData(data),
    'Element.callMethod': async ({
      elementId,
      method,
      args = [],
    }: OnElement & { method: string; args?: unknown[] }) => {
      const caller = ownComponent(at(elementId));
      const run = caller[method];
      if (typeof run !== 'function') throw new Error(`the component has no method ${method}`);
      return { result: await (run as (...all: unknown[]) => unknown).apply(caller, args) };
    },
  };
}
