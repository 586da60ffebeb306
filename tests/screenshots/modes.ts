/** Widths of phones, px. */
export const PHONES = [320, 375, 430];
/** The width of a screen on a desk, px. */
export const DESK = 1280;

export const MODES = ['normal', 'elder', 'dark'] as const;
export type Mode = (typeof MODES)[number];

export const MODE_NAMES: Record<Mode, string> = { normal: '标准', elder: '长辈版', dark: '深色' };
