import type { CodeSpace, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type * as glassEasel from 'glass-easel';
import { TAGS, type Tag } from '../package/tags.js';
import { drawnElement, drawnInner, innerField, type Node } from './tree.js';

type PropertyType =
  | StringConstructor
  | BooleanConstructor
  | NumberConstructor
  | { type: NumberConstructor; value: number }
  | null;
type Properties = Record<string, PropertyType>;

/** What every built-in component takes. */
const COMMON: Properties = {
  hidden: Boolean,
  animation: null,
  hoverClass: String,
  hoverStopPropagation: Boolean,
  hoverStartTime: Number,
  hoverStayTime: Number,
  ...Object.fromEntries(
    ['Role', 'Label', 'Checked', 'Disabled', 'Hidden', 'Live', 'Expanded', 'Selected', 'Level'].map(
      (name) => [`aria${name}`, null],
    ),
  ),
};

const FIELD: Properties = {
  value: String,
  name: String,
  placeholder: String,
  placeholderClass: String,
  placeholderStyle: String,
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  focus: Boolean,
  confirmType: String,
};

const PROPERTIES: Partial<Record<Tag, Properties>> = {
  text: { selectable: Boolean, userSelect: Boolean, space: String, decode: Boolean },
  button: {
    disabled: Boolean,
    type: String,
    size: String,
    plain: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    name: String,
  },
  input: { ...FIELD, type: String, password: Boolean },
  textarea: { ...FIELD, autoHeight: Boolean },
  image: { src: String, mode: String, lazyLoad: Boolean },
  'scroll-view': { scrollX: Boolean, scrollY: Boolean, scrollTop: Number, scrollIntoView: String },
  picker: { mode: String, range: null, rangeKey: String, value: null, disabled: Boolean, name: String },
  swiper: { current: Number, autoplay: Boolean, indicatorDots: Boolean, circular: Boolean },
  'swiper-item': { itemId: String },
  checkbox: { value: String, checked: Boolean, disabled: Boolean, color: String },
  'checkbox-group': { name: String },
  radio: { value: String, checked: Boolean, disabled: Boolean, color: String },
  'radio-group': { name: String },
  label: { for: String },
  form: { reportSubmit: Boolean },
  navigator: { url: String, openType: String, delta: Number },
  switch: { checked: Boolean, disabled: Boolean, name: String, type: String, color: String },
  slider: {
    value: Number,
    min: Number,
    max: { type: Number, value: 100 },
    step: Number,
    disabled: Boolean,
    name: String,
  },
  icon: { type: String, size: Number, color: String },
  progress: { percent: Number, showInfo: Boolean },
  'page-meta': { pageStyle: String, pageFontSize: String, rootFontSize: String, backgroundColor: String },
  'navigation-bar': { title: String, loading: Boolean },
};

/** What the built-in components ask of the host. */
export interface BuiltinHost {
  fire(node: Node, type: string, detail: object): void;
  pictureAt(address: string): string;
  /** The letter size that `system` stands for, in pixels. */
  systemFontSize: number;
}

interface Self {
  _$: glassEasel.GeneralComponent;
  data: Record<string, unknown>;
}

function fieldMethods(host: BuiltinHost) {
  const fire = (self: Self, type: string) => {
    const { value, selectionStart } = innerField(self._$);
    host.fire(self._$, type, { value, cursor: selectionStart ?? value.length });
  };
  return {
    typed(this: Self) {
      fire(this, 'input');
    },
    focused(this: Self) {
      fire(this, 'focus');
    },
    blurred(this: Self) {
      fire(this, 'blur');
    },
    pressed(this: Self, event: { detail: { key?: string } }) {
      if (event.detail.key === 'Enter') fire(this, 'confirm');
    },
  };
}

/** Writes properties where a browser keeps them: what was typed, for one, is no attribute. */
function fieldObservers() {
  return {
    value(this: Self, value: string) {
      const field = drawnInner(this._$);
      if (field && field.value !== value) field.value = value;
    },
    maxlength(this: Self, most: number) {
      const field = drawnInner(this._$);
      if (most >= 0 && field) field.maxLength = most;
      else field?.removeAttribute('maxlength');
    },
    focus(this: Self, wanted: boolean) {
      if (wanted) drawnInner(this._$)?.focus();
    },
  };
}

function metaObservers(host: BuiltinHost) {
  const size = (value: string) => (value === 'system' ? `${host.systemFontSize}px` : value);
  const page = (self: Self) => drawnElement(self._$)?.closest<HTMLElement>('.window');
  return {
    pageStyle(this: Self, style: string) {
      const box = page(this);
      if (box) box.style.cssText = style;
    },
    pageFontSize(this: Self, value: string) {
      const box = page(this);
      if (box) box.style.fontSize = size(value);
    },
    rootFontSize(this: Self, value: string) {
      document.documentElement.style.fontSize = size(value);
    },
  };
}

/**
 * Shows a property in the document as an attribute: what is empty is not there, and of the truth values only those of
 * `aria-*` are words.
 */
function reflect(node: Node, name: string, value: unknown): void {
  const element = drawnElement(node);
  if (!element) return;
  const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const spoken = attribute.startsWith('aria-');
  const word = spoken || typeof value !== 'boolean' ? value : value ? '' : undefined;
  const shown = ['string', 'number', 'boolean'].includes(typeof word) && (word !== '' || value === true);
  if (shown) element.setAttribute(attribute, String(word));
  else element.removeAttribute(attribute);
}

type Observer = (this: Self, value: never) => void;

/** One observer a property: shows it, then does what the tag does with it. */
function observersOf(properties: Properties, own: Record<string, Observer>): Record<string, Observer> {
  return Object.fromEntries(
    Object.keys(properties).map((name) => [
      name,
      function (this: Self, value: never) {
        reflect(this._$, name, value);
        own[name]?.call(this, value);
      },
    ]),
  );
}

interface Behaviour {
  methods?: object;
  observers?: Record<string, Observer>;
  lifetimes?: object;
}

function behaviourOf(tag: Tag, host: BuiltinHost): Behaviour {
  if (tag === 'input' || tag === 'textarea') {
    const attached = function (this: Self) {
      const field = innerField(this._$);
      field.value = (this.data.value as string | undefined) ?? '';
      const most = this.data.maxlength as number;
      if (most >= 0) field.maxLength = most;
    };
    return { methods: fieldMethods(host), observers: fieldObservers(), lifetimes: { attached } };
  }
  if (tag === 'image') {
    const src = function (this: Self, address: string) {
      const picture = drawnInner<HTMLImageElement>(this._$);
      if (picture) picture.src = host.pictureAt(address);
    };
    return { observers: { src } };
  }
  return tag === 'page-meta'
    ? { lifetimes: { attached: applyMeta(host) }, observers: metaObservers(host) }
    : {};
}

/** The first values come before the page stands in its window; they are applied again once it does. */
function applyMeta(host: BuiltinHost) {
  const observers = metaObservers(host);
  return function (this: Self) {
    for (const [name, apply] of Object.entries(observers)) {
      const value = this.data[name];
      if (typeof value === 'string' && value) apply.call(this, value);
    }
  };
}

/** Registers every built-in tag as a typed component, before any code of the package is loaded. */
export function defineBuiltins(
  env: MiniProgramEnv,
  templates: Record<string, unknown>,
  host: BuiltinHost,
): (space: CodeSpace) => void {
  const globalSpace = env.getGlobalCodeSpace();
  writeIds(globalSpace);
  for (const tag of TAGS) {
    const name = `wx-${tag}`;
    globalSpace.addComponentStaticConfig(name, { component: true, styleIsolation: 'shared' as never });
    globalSpace.addCompiledTemplate(name, { groupList: templates, content: templates[tag] } as never);
    const { methods = {}, observers = {}, lifetimes = {} } = behaviourOf(tag, host);
    const properties = { ...COMMON, ...PROPERTIES[tag] };
    globalSpace
      .component(name)
      .definition({ properties, methods, observers: observersOf(properties, observers), lifetimes } as never)
      .register();
  }
  const components = globalSpace.getComponentSpace();
  return (space) => {
    writeIds(space);
    for (const tag of TAGS)
      space
        .getComponentSpace()
        .setGlobalUsingComponent(`wx-${tag}`, components.getComponentByUrl(`wx-${tag}`, ''));
  };
}

interface Prepares {
  prepareComponentOptions(...args: unknown[]): [glassEasel.ComponentOptions, unknown];
}

/** Ids are written to the document as they stand in WXML. */
function writeIds(space: CodeSpace): void {
  const prepares = space as unknown as Prepares;
  const prepare = prepares.prepareComponentOptions.bind(space);
  prepares.prepareComponentOptions = (...args) => {
    const [options, isolation] = prepare(...args);
    return [{ ...options, idPrefixGenerator: null, writeIdToDOM: true }, isolation];
  };
}
