import * as glassEasel from 'glass-easel';
import { select } from '../core/selector.js';
import { builtinOf, documentElement, tagOf, type Node } from '../core/tree.js';

/** What the client is told of an element; with a `nodeId` it takes it for a component of the package's own. */
export interface ElementInfo {
  elementId: string;
  tagName: string;
  nodeId?: string;
}

/** Elements by the ids the client knows them by. */
export class Elements {
  private readonly ids = new WeakMap<Node, string>();
  private readonly nodes = new Map<string, Node>();

  info(node: Node): ElementInfo {
    let id = this.ids.get(node);
    if (!id) {
      id = `element-${this.nodes.size + 1}`;
      this.ids.set(node, id);
      this.nodes.set(id, node);
    }
    const own = glassEasel.Component.isComponent(node) && builtinOf(node) === '';
    return { elementId: id, tagName: tagOf(node), ...(own ? { nodeId: id } : {}) };
  }

  node(id: string): Node {
    const node = this.nodes.get(id);
    if (!node) throw new Error(`no element ${id}`);
    if (!documentElement(node).isConnected) throw new Error(`<${tagOf(node)}> is no longer on the page`);
    return node;
  }

  first(root: Node, selector: string): ElementInfo {
    const [node] = select(root, selector);
    if (!node) throw new Error(`no element matches ${selector}`);
    return this.info(node);
  }

  all(root: Node, selector: string): { elements: ElementInfo[] } {
    return { elements: select(root, selector).map((node) => this.info(node)) };
  }
}

/** Where a search below this element looks: inside a component of the package's own, else among its children. */
export function insideOf(node: Node): Node {
  const own = glassEasel.Component.isComponent(node) && builtinOf(node) === '';
  return own ? (node.getShadowRoot() ?? node) : node;
}

/** `a.b[0].c` in a value; undefined where there is nothing. */
export function atPath(value: unknown, path = ''): unknown {
  const steps = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  return steps.reduce<unknown>(
    (at, step) => (at === null || at === undefined ? undefined : (at as Record<string, unknown>)[step]),
    value,
  );
}
