/**
 * Rating for somebody else (代办人): a grown-up child for a parent, a village helper for a neighbour. The agent is named as
 * such and is never taken for the evaluator. Source: 方案 三(三); FA-3.3-a.
 */
export const AGENT_RELATIONS = [
  'parent',
  'spouse',
  'child',
  'relative',
  'neighbour',
  'helper',
  'other',
] as const;
export type AgentRelation = (typeof AGENT_RELATIONS)[number];

/** For whom, seen from the one who acts. */
export const AGENT_RELATION_NAMES: Readonly<Record<AgentRelation, string>> = {
  parent: '父母',
  spouse: '配偶',
  child: '子女',
  relative: '其他亲属',
  neighbour: '邻居或朋友',
  helper: '群众（帮办代办员）',
  other: '他人',
};

/** For whom, as the agent and the one they rated for read it. */
export const RATED_FOR_NAMES: Readonly<Record<AgentRelation, string>> = {
  ...AGENT_RELATION_NAMES,
  helper: '来办事的群众',
  other: '别人',
};
