import { importsOf, readSources } from './imports.js';

/**
 * The circles in our own imports, types too: files each of which is reached from each other, as sorted lists of their
 * paths without extension. Whoever reads one file of a circle has to read them all. (Tarjan, “Depth-first search and
 * linear graph algorithms”, 1972.)
 */
export function circles(root: string): string[][] {
  const sources = readSources(root);
  const name = (path: string) => path.replace(/\.tsx?$/, '');
  const known = new Set(sources.map(({ path }) => name(path)));
  const file = (target: string) => [target, `${target}/index`].find((one) => known.has(one));
  const arrows = new Map(
    sources.map((source) => [
      name(source.path),
      importsOf(source).flatMap(({ own, target }) => (own ? (file(target) ?? []) : [])),
    ]),
  );
  const order = new Map<string, number>();
  const reached = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];

  function visit(at: string): number {
    order.set(at, order.size);
    reached.set(at, order.get(at) ?? 0);
    open.push(at);
    for (const next of arrows.get(at) ?? []) {
      if (order.has(next) && !open.includes(next)) continue;
      const back = order.has(next) ? (order.get(next) ?? 0) : visit(next);
      reached.set(at, Math.min(reached.get(at) ?? 0, back));
    }
    if (reached.get(at) === order.get(at)) {
      const circle = open.splice(open.indexOf(at));
      if (circle.length > 1) found.push(circle.sort());
    }
    return reached.get(at) ?? 0;
  }
  for (const at of arrows.keys()) if (!order.has(at)) visit(at);
  return found;
}
