import type { IndicatorScheme, ScoredFigure, ScoredIndicator } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import {
  bandWords,
  figureText,
  FORMULAS,
  measuredWords,
  scoreText,
  TOO_FEW,
  UNIT_CLASS_NAMES,
  unitOf,
  type Book,
  type IndicatorLeaf,
  type IndicatorNode,
  type Measured,
  type ScoredNode,
} from '@haochaping/shared/domain/figures/index';
import type { StaffActor } from '../../../http/actor.js';
import { staffNames } from '../../staff/index.js';
import type { SchemeRecord } from './model.js';
import { movesFor } from './schemes.js';
import { changesOf, problemsOf, versionOn } from './versions.js';

/** What the book of opened ratings does not know. */
const NOT_OPENED = '开放给单位看的数字里没有请了多少人，没有计入';
const knowsInvited = (measured: Measured): boolean =>
  measured.kind !== 'formula' || measured.id !== 'invited_rated_share';

const EXCLUSIONS: Readonly<Record<Exclude<Measured['kind'], 'formula'>, string>> = {
  options: '只数采信的评价里选的；一条评价选了几个原因就算几次，所以可能比评价还多。',
  mean_answer: '自愿回答；没有答的两边都不算。',
  share_answer: '自愿回答；没有答的两边都不算。',
};

const exclusionsOf = (measured: Measured): string =>
  measured.kind === 'formula'
    ? (FORMULAS.find(({ id }) => id === measured.id)?.exclusions ?? '')
    : EXCLUSIONS[measured.kind];

function figureOf(
  leaf: IndicatorLeaf,
  { part, whole }: { part: number; whole: number },
  missing: string | null,
): ScoredFigure {
  const { measured } = leaf;
  const words = measuredWords(measured);
  const unit = unitOf(measured);
  return {
    leaf: leaf,
    part,
    whole,
    text: figureText({ id: '', version: 0, part, whole }, { unit }),
    partName: words.part,
    wholeName: words.whole,
    exclusions: exclusionsOf(measured),
    band: bandWords(leaf),
    missing,
  };
}

/** A scored tree as it is opened: every leaf with both numbers, and why it is left out where it is. */
export function presentScored(nodes: readonly ScoredNode[], book: Book): ScoredIndicator[] {
  return nodes.map(({ node, score, share, points, figure, children }) => {
    const few = node.leaf && !knowsInvited(node.leaf.measured) && book === 'shown' ? NOT_OPENED : TOO_FEW;
    return {
      code: node.code,
      name: node.name,
      weight: node.weight,
      share,
      score,
      scoreText: scoreText(score),
      points,
      figure: node.leaf && figure && figureOf(node.leaf, figure, score === null ? few : null),
      children: presentScored(children, book),
    };
  });
}

const nodesOf = (nodes: readonly IndicatorNode[]) =>
  nodes as unknown as IndicatorScheme['versions'][number]['nodes'];

/** A scheme with its versions, newest first, and what this account may do with it. */
export async function presentScheme(
  actor: StaffActor,
  record: SchemeRecord,
  now: Date,
): Promise<IndicatorScheme> {
  const { _id, revision, versions, draft } = record;
  const accounts = [
    ...versions.flatMap(({ publishedBy, writers }) => [publishedBy, ...writers]),
    ...(draft?.writers ?? []),
  ];
  const names = await staffNames([...new Set(accounts.filter((one) => one !== 'seed'))]);
  const nameOf = (id: string) => (id === 'seed' ? '系统自带' : (names.get(id) ?? ''));
  return {
    unitClass: _id,
    className: UNIT_CLASS_NAMES[_id],
    revision,
    versions: versions.toReversed().map((version) => ({
      number: version.number,
      from: version.from,
      publishedAt: version.publishedAt.toISOString(),
      publishedBy: nameOf(version.publishedBy),
      writers: version.writers.map(nameOf),
      changes: [...version.changes],
      nodes: nodesOf(version.nodes),
    })),
    inForce: versionOn(record, dayOf(now))?.number ?? null,
    draft: draft && { nodes: nodesOf(draft.nodes), writers: draft.writers.map(nameOf) },
    problems: problemsOf(record),
    changes: changesOf(record),
    moves: movesFor(actor, record),
  };
}
