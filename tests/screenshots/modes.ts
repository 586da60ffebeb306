/** Widths of phones, px: those the mini-program is taken at. */
export const PHONES = [320, 375, 430];
/** The width of a screen on a desk, px. */
export const DESK = 1280;

export const MODES = ['normal', 'elder', 'dark'] as const;
export type Mode = (typeof MODES)[number];

/** Widths the pages of the web are taken at, px: a phone, a tablet, a desk. */
export const WEB_WIDTHS: Record<Mode, readonly number[]> = {
  normal: [375, 768, DESK],
  elder: [375, DESK],
  dark: [375, DESK],
};

export const MODE_NAMES: Record<Mode, string> = { normal: '标准', elder: '长辈版', dark: '深色' };
