/** An instant as people read it on paper, in Beijing time: `2026-11-29 14:05`. */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
