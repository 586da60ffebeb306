/**
 * Reports of coercion or retaliation (强迫评价、打击报复): told straight to the efficiency office, past everybody who may be meant.
 * Three states, in one direction; each step with who and when. Source: 方案 三(三); FA-3.3-a FA-2.3.1-e.
 */
export const COERCION_STATES = ['new', 'looking', 'concluded'] as const;
export type CoercionState = (typeof COERCION_STATES)[number];

export const COERCION_STATE_NAMES: Readonly<Record<CoercionState, string>> = {
  new: '新收到',
  looking: '正在查',
  concluded: '有结论了',
};

/** What the efficiency office may do with a report. */
export const COERCION_MOVES = ['look', 'conclude'] as const;
export type CoercionMove = (typeof COERCION_MOVES)[number];
export const COERCION_MOVE_NAMES: Readonly<Record<CoercionMove, string>> = {
  look: '开始查',
  conclude: '写结论',
};

/** The moves that a report allows now: nobody concludes what nobody looked into. */
export function coercionMoves(state: CoercionState): CoercionMove[] {
  switch (state) {
    case 'new':
      return ['look'];
    case 'looking':
      return ['conclude'];
    case 'concluded':
      return [];
  }
}

/** Where a move leads. */
export const COERCION_AFTER: Readonly<Record<CoercionMove, CoercionState>> = {
  look: 'looking',
  conclude: 'concluded',
};

/** What the one who reported reads beside each state. */
export const COERCION_TOLD: Readonly<Record<CoercionState, string>> = {
  new: '已经直接送到效能办，还没有开始查',
  looking: '效能办正在查',
  concluded: '效能办查完了，这是结果',
};

/** So many reports about one rating at most: each is read by somebody. */
export const MOST_COERCION_REPORTS = 5;
