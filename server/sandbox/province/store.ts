import { randomBytes } from 'node:crypto';
import { Refusal } from './errors.js';
import { NATURAL_KEY, type CaseFields, type Operation } from './fields.js';

/** One rating as it arrived, its fields in the order they were sent. */
export interface StoredRating {
  evaluateUnid: string;
  operation: Operation;
  receivedAt: string;
  fields: Record<string, string>;
}

/** One request that was refused; no values, they may be personal. */
export interface StoredRefusal {
  at: string;
  operation: string;
  code: string;
  message: string;
  field: string | null;
}

const MOST_REFUSALS = 200;
const MOST_PAGES = 1000;
const newId = (): string => randomBytes(16).toString('hex');

/** The four fields as one string; a line feed cannot stand in any of them. */
export const naturalKeyOf = (fields: CaseFields): string =>
  NATURAL_KEY.map((name) => fields.get(name)).join('\n');

/** What the province received, in memory; the oldest leave when it is full. */
export class RatingStore {
  private readonly byKey = new Map<string, StoredRating>();
  private readonly pages = new Map<string, Record<string, string>>();
  private refused: StoredRefusal[] = [];

  constructor(private readonly capacity: number) {}

  /**
   * Keeps one rating under its natural key.
   * @throws Refusal when the key is taken: a second push is refused, not answered with the first one's number, so that
   *   a sender has to look up before it sends again.
   */
  add(operation: Operation, fields: CaseFields): StoredRating {
    const key = naturalKeyOf(fields);
    if (this.byKey.has(key)) throw new Refusal('duplicate', `${NATURAL_KEY.join('、')} 相同`, 'projectNo');
    const rating: StoredRating = {
      evaluateUnid: newId(),
      operation,
      receivedAt: new Date().toISOString(),
      fields: Object.fromEntries(fields),
    };
    this.byKey.set(key, rating);
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= this.capacity) break;
      this.byKey.delete(oldest);
    }
    return rating;
  }

  find(fields: CaseFields): StoredRating | undefined {
    return this.byKey.get(naturalKeyOf(fields));
  }

  /** Newest first, of one transaction when a projectNo is given. */
  list(projectNo: string | null = null): StoredRating[] {
    return [...this.byKey.values()]
      .filter((rating) => projectNo === null || rating.fields.projectNo === projectNo)
      .reverse();
  }

  clear(): void {
    this.byKey.clear();
    this.pages.clear();
    this.refused = [];
  }

  addRefusal(refusal: StoredRefusal): void {
    this.refused = [refusal, ...this.refused].slice(0, MOST_REFUSALS);
  }

  refusals(): readonly StoredRefusal[] {
    return this.refused;
  }

  /** Keeps what a rating page is about; returns the page's own token. */
  addPage(fields: CaseFields): string {
    const token = newId();
    this.pages.set(token, Object.fromEntries(fields));
    const oldest = this.pages.keys().next();
    if (this.pages.size > MOST_PAGES && !oldest.done) this.pages.delete(oldest.value);
    return token;
  }

  page(token: string): Record<string, string> | undefined {
    return this.pages.get(token);
  }
}
