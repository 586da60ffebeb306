/** WeChat's letters in px when nobody has changed them. */
const USUAL = 17;
/** Beyond this, words of a 320 px screen would no longer fit beside each other; elder mode goes on from here. */
const MOST = 1.4;

/** How much larger letters are than usual, for WeChat's `fontSizeSetting` in px. Never smaller: 15 px is small enough. */
export function fontScale(setting: number | undefined): number {
  return Math.min(MOST, Math.max(1, (setting ?? USUAL) / USUAL));
}
