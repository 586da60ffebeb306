import { toHundred, type IndicatorNode } from '@haochaping/shared/domain/figures/indicators';

type Nodes = readonly IndicatorNode[];

/** The tree with one of its lists of siblings changed: the one below `above`, or the topmost. */
export const withSiblings = (
  nodes: Nodes,
  above: string | null,
  change: (siblings: Nodes) => Nodes,
): Nodes =>
  above === null
    ? change(nodes)
    : nodes.map((node) =>
        node.code === above
          ? { ...node, children: change(node.children) }
          : { ...node, children: withSiblings(node.children, above, change) },
      );

/** Siblings with one of them at another place; as they are where there is no such place. */
export function moved(siblings: Nodes, code: string, by: -1 | 1): Nodes {
  const at = siblings.findIndex((one) => one.code === code);
  const to = at + by;
  if (at < 0 || to < 0 || to >= siblings.length) return siblings;
  const next = [...siblings];
  next.splice(to, 0, ...next.splice(at, 1));
  return next;
}

/** Siblings whose weights make 100 in the same proportion. */
export function evened(siblings: Nodes): Nodes {
  const weights = toHundred(siblings.map(({ weight }) => weight));
  return siblings.map((node, at) => ({ ...node, weight: weights[at] ?? node.weight }));
}

export const sumOf = (siblings: Nodes): number => siblings.reduce((sum, { weight }) => sum + weight, 0);

/** A code none of these has. */
export function freshCode(nodes: Nodes, wish: string): string {
  const known = new Set(codesIn(nodes));
  const base = wish
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 32);
  if (!known.has(base)) return base;
  let number = 2;
  while (known.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

const codesIn = (nodes: Nodes): string[] =>
  nodes.flatMap(({ code, children }) => [code, ...codesIn(children)]);
