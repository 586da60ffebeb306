/** Apart from their count, so many gaps are remembered one by one. */
const MAX_GAPS = 10_000;

/** The numbers that a chain lacks, as gaps, so that a million missing entries cost no more than one. */
export class MissingNumbers {
  count = 0;
  private gaps: { from: number; to: number }[] = [];

  /** Both included. */
  add(from: number, to: number): void {
    this.count += to - from + 1;
    if (this.gaps.length < MAX_GAPS) this.gaps.push({ from, to });
  }

  /** Takes a number that turned up out of its gap; false when it was not missing. */
  take(seq: number): boolean {
    const at = this.gaps.findIndex(({ from, to }) => from <= seq && seq <= to);
    const gap = this.gaps[at];
    if (!gap) return false;
    const rest = [
      { from: gap.from, to: seq - 1 },
      { from: seq + 1, to: gap.to },
    ].filter(({ from, to }) => from <= to);
    this.gaps.splice(at, 1, ...rest);
    this.count -= 1;
    return true;
  }

  /** Forgets the numbers up to this one. */
  forgive(upTo: number): void {
    this.gaps = this.gaps.flatMap(({ from, to }) => {
      this.count -= Math.max(0, Math.min(to, upTo) - from + 1);
      return to <= upTo ? [] : [{ from: Math.max(from, upTo + 1), to }];
    });
  }

  /** The first few, in the order in which they were found missing. */
  first(most: number): number[] {
    const found: number[] = [];
    this.each((seq) => found.push(seq) < most);
    return found.slice(0, most);
  }

  /** Shows one number after the other until `show` answers false. */
  each(show: (seq: number) => boolean): void {
    for (const { from, to } of this.gaps) for (let seq = from; seq <= to; seq++) if (!show(seq)) return;
  }
}
