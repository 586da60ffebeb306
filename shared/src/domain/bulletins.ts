/**
 * A case that others are to learn from: told to units inside (内部通报), or to everybody, freed of what tells who was there. Written by
 * one, let out by another of the same office. Source: 方案 二(三)2; FA-2.3.2-b.
 */
export const BULLETIN_AUDIENCES = ['units', 'public'] as const;
export type BulletinAudience = (typeof BULLETIN_AUDIENCES)[number];

export const BULLETIN_AUDIENCE_NAMES: Readonly<Record<BulletinAudience, string>> = {
  units: '内部通报，发给单位',
  public: '公开案例，谁都看得到',
};

export const BULLETIN_STATES = ['waiting', 'sent_back', 'out', 'withdrawn'] as const;
export type BulletinState = (typeof BULLETIN_STATES)[number];

export const BULLETIN_STATE_NAMES: Readonly<Record<BulletinState, string>> = {
  waiting: '等另一个人看',
  sent_back: '退回来改',
  out: '发出了',
  withdrawn: '收回了',
};

export type BulletinMove = 'approve' | 'send_back' | 'rewrite' | 'withdraw';

/** Who does something with a bulletin: whoever wrote it, or somebody else of the office. */
export interface BulletinActor {
  isAuthor: boolean;
}

const IN: Readonly<Record<BulletinMove, readonly BulletinState[]>> = {
  approve: ['waiting'],
  send_back: ['waiting'],
  rewrite: ['sent_back', 'waiting'],
  withdraw: ['out', 'waiting', 'sent_back'],
};
const AFTER: Readonly<Record<BulletinMove, BulletinState>> = {
  approve: 'out',
  send_back: 'sent_back',
  rewrite: 'waiting',
  withdraw: 'withdrawn',
};

/** What this person may do with it now: nobody lets out what they wrote themselves, and nobody rewrites what another wrote. */
export const bulletinMoves = (state: BulletinState, { isAuthor }: BulletinActor): BulletinMove[] =>
  (Object.keys(IN) as BulletinMove[]).filter((move) => {
    if (!IN[move].includes(state)) return false;
    if (move === 'approve' || move === 'send_back') return !isAuthor;
    return move === 'rewrite' ? isAuthor : true;
  });

/** How it stands after a move; undefined where that is not open. */
export const bulletinAfter = (
  state: BulletinState,
  move: BulletinMove,
  actor: BulletinActor,
): BulletinState | undefined => (bulletinMoves(state, actor).includes(move) ? AFTER[move] : undefined);
