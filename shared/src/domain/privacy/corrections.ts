/**
 * Putting right what an office reported about a person (更正). The person asks and may take it back while nobody has answered;
 * the centre answers once. Source: PIPL article 46.
 */
export const CORRECTION_FIELDS = ['name', 'certificate', 'phone', 'handler', 'other'] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];

export const CORRECTION_FIELD_NAMES: Readonly<Record<CorrectionField, string>> = {
  name: '姓名',
  certificate: '证件',
  phone: '电话',
  handler: '经办人',
  other: '别的',
};

export const CORRECTION_STATES = ['waiting', 'done', 'refused', 'withdrawn'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

export const CORRECTION_STATE_NAMES: Readonly<Record<CorrectionState, string>> = {
  waiting: '等答复',
  done: '已更正',
  refused: '没有更正',
  withdrawn: '已收回',
};

/** How many of one person's requests may wait at a time: each is read by somebody. */
export const MOST_WAITING_CORRECTIONS = 10;

/** Whether a request still waits: only then it may be withdrawn by its author and answered by the centre. */
export function isOpenCorrection(state: CorrectionState): boolean {
  return state === 'waiting';
}
