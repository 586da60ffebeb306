import { check } from '../errors.js';
import type { CompileExpression, Test } from '../matcher.js';
import { checkName, type Doc, field, isDoc } from '../values/values.js';

/** What an update needs to know besides the document. */
export interface UpdateContext {
  /** True when the document is being made by an upsert: `$setOnInsert` applies. */
  inserting: boolean;
  /** The condition that found the document; the positional `$` asks it which element matched. */
  query: Doc;
  arrayFilters: Map<string, Test>;
  /** Documents and arrays that this update has made itself: only these may be changed in place. */
  own: Set<object>;
  expression: CompileExpression;
}

/** What to put where a field was: `undefined` takes the field away. */
export type Change = (old: unknown) => unknown;

const INDEX = /^\d+$/;

const MAX_ARRAY_GAP = 1_500_000;

/** The elements of an array that one path part means: an index, `$[]`, or `$[name]` by its filter. */
export function elements(array: unknown[], part: string, path: string, context: UpdateContext): number[] {
  if (part === '$[]') return [...array.keys()];
  const name = /^\$\[(.+)\]$/.exec(part)?.[1];
  if (name !== undefined) {
    const test = context.arrayFilters.get(name);
    check(test, 'BadValue', `No array filter found for identifier '${name}' in path '${path}'`);
    return [...array.keys()].filter((i) => test({ [name]: array[i] }));
  }
  check(
    INDEX.test(part),
    'PathNotViable',
    `Cannot create field '${part}' in element that is an array (path '${path}')`,
  );
  check(
    Number(part) <= array.length + MAX_ARRAY_GAP,
    'BadValue',
    `array index ${part} in '${path}' is too large`,
  );
  return [Number(part)];
}

/**
 * Puts `change` into effect at a path, making the documents on the way (unless the change only removes).
 * Fails with PathNotViable where a scalar stands in the way.
 */
export function applyAt(
  target: Doc | unknown[],
  parts: string[],
  path: string,
  change: Change,
  makes: boolean,
  context: UpdateContext,
): void {
  const [part, ...rest] = parts as [string, ...string[]];
  if (Array.isArray(target)) {
    for (const index of elements(target, part, path, context)) {
      if (!makes && index >= target.length) continue;
      while (makes && target.length < index) target.push(null);
      if (rest.length > 0) target[index] = descend(target[index], rest, path, change, makes, context);
      else target[index] = change(target[index]) ?? null;
    }
    return;
  }
  check(
    !part.startsWith('$['),
    'BadValue',
    `The path '${path}' must exist in the document in order to apply array updates.`,
  );
  checkName(part);
  const old = field(target, part);
  const fresh = rest.length > 0 ? descend(old, rest, path, change, makes, context) : change(old);
  if (fresh === undefined) delete target[part];
  else target[part] = fresh;
}

/** The same value where this update may change it: what it leaves alone, the old and the new document share. */
function ownOf<T extends Doc | unknown[]>(value: T, { own }: UpdateContext): T {
  if (own.has(value)) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as T;
  own.add(copy);
  return copy;
}

function descend(
  value: unknown,
  rest: string[],
  path: string,
  change: Change,
  makes: boolean,
  context: UpdateContext,
): unknown {
  if (Array.isArray(value) || isDoc(value)) {
    const own = ownOf(value, context);
    applyAt(own, rest, path, change, makes, context);
    return own;
  }
  if (!makes) return value;
  const dynamic = rest[0]?.startsWith('$[') === true;
  check(!dynamic, 'BadValue', `Cannot apply array updates to non-array element of path '${path}'`);
  check(
    value === undefined,
    'PathNotViable',
    `Cannot create field '${rest[0] ?? ''}' in element {${path}: ${String(value)}}`,
  );
  const made: Doc = {};
  context.own.add(made);
  applyAt(made, rest, path, change, makes, context);
  return made;
}
