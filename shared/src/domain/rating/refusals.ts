/**
 * What is kept of a request that was refused to a business system: which field was wrong and why, so that its maker can
 * mend it without asking. Never what stood in the field: it may be somebody's name or number (个保法第六条 最小必要).
 */

export interface Problem {
  field: string;
  message: string;
}

export interface RefusedRequest {
  /** Of the request as a whole. */
  message: string;
  details: readonly Problem[];
  /** The body as it was sent, as far as it could be read. */
  body: unknown;
}

/** More than any honest mistake makes at once. */
const MOST_PROBLEMS = 20;
const MOST_WORDS = 200;
const HIDDEN = '…';

/** A step of a field's path as we or a program would write it; anything else may be a value that slipped into a name. */
const STEP = /^(?:[A-Za-z]\w{0,39}|\d{1,2})$/;

/** The path of a field, its unknown steps left out. */
const plainField = (field: string): string =>
  field
    .split('.')
    .slice(0, 8)
    .map((step) => (STEP.test(step) ? step : HIDDEN))
    .join('.');

/** What the body holds at a path; undefined where it holds nothing. */
function valueAt(body: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (inner, step) =>
        typeof inner === 'object' && inner !== null && Object.prototype.hasOwnProperty.call(inner, step)
          ? (inner as Record<string, unknown>)[step]
          : undefined,
      body,
    );
}

/** Every word and number in a value, and the names of its fields that are none of ours. */
function wordsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value, value.trim()];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null || depth > 6) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(STEP.test(name) ? [] : [name]),
    ...wordsIn(inner, depth + 1),
  ]);
}

/** The longest first, so that no half of one stays. A single sign tells nothing, and would tear our own words. */
function without(message: string, words: readonly string[]): string {
  return [...new Set(words)]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => text.split(word).join(HIDDEN), message)
    .slice(0, MOST_WORDS);
}

/** The stages of a service stand in our own sentences; no sentence repeats what was told of one. */
function withoutStage(body: unknown): unknown {
  const event = valueAt(body, 'event');
  if (typeof event !== 'object' || event === null) return body;
  return { ...(body as object), event: { ...event, nodeName: null } };
}

/** The problems of a refused request, as they may be kept: fields and messages, no values. */
export function problemsToKeep({ message, details, body }: RefusedRequest): Problem[] {
  if (details.length === 0) return [{ field: '', message: without(message, wordsIn(withoutStage(body))) }];
  return details.slice(0, MOST_PROBLEMS).map((one) => ({
    field: plainField(one.field),
    message: without(one.message, wordsIn(valueAt(body, one.field))),
  }));
}
