import { bandWords, measuredWords, type IndicatorNode } from './indicators.js';

interface Placed {
  node: IndicatorNode;
  above: string;
}

const placed = (nodes: readonly IndicatorNode[], above = ''): Placed[] =>
  nodes.flatMap((node) => [{ node, above }, ...placed(node.children, node.name)]);

/** What publishing changes, a line each, for the one who publishes; empty when nothing does. */
export function schemeChanges(before: readonly IndicatorNode[], after: readonly IndicatorNode[]): string[] {
  const [old, now] = [placed(before), placed(after)];
  const lines: string[] = [];
  for (const { node, above } of old)
    if (!now.some((one) => one.node.code === node.code)) lines.push(`去掉：${under(above)}${node.name}`);
  for (const { node, above } of now) {
    const was = old.find((one) => one.node.code === node.code);
    lines.push(
      ...(was
        ? nodeChanges(was, { node, above })
        : [`新加：${under(above)}${node.name}，权重${node.weight}`]),
    );
  }
  const kept = (from: readonly Placed[], among: readonly Placed[]) =>
    from.map(({ node }) => node.code).filter((code) => among.some((one) => one.node.code === code));
  if (kept(old, now).join() !== kept(now, old).join()) lines.push('次序变了');
  return lines;
}

const under = (above: string): string => (above ? `“${above}”下面的` : '');

function nodeChanges(was: Placed, now: Placed): string[] {
  const of = `“${now.node.name}”`;
  const lines: string[] = [];
  if (was.node.name !== now.node.name) lines.push(`“${was.node.name}”改叫${of}`);
  if (was.above !== now.above) lines.push(`${of}改放在“${now.above}”下面`);
  if (was.node.weight !== now.node.weight)
    lines.push(`${of}的权重从${was.node.weight}改为${now.node.weight}`);
  const [before, after] = [was.node.leaf, now.node.leaf];
  if (!before || !after) return lines;
  const words = ({ part, whole }: { part: string; whole: string }) => `${part}÷${whole}`;
  const counted = words(measuredWords(after.measured));
  if (words(measuredWords(before.measured)) !== counted) lines.push(`${of}改算：${counted}`);
  if (bandWords(before) !== bandWords(after)) lines.push(`${of}改为${bandWords(after)}`);
  return lines;
}
