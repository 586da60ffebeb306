import { check } from '../errors.js';
import { type CompileExpression, documentTest, type Test } from '../matcher.js';
import { matchedIndex } from '../positional.js';
import { MODIFIERS, ONLY_REMOVES } from './modifiers.js';
import { applyAt, elements, type UpdateContext } from './paths.js';
import { type Doc, field, isDoc } from '../values/values.js';

/** Replaces the positional `$` by the index of the first element that the query matched (manual: "$ (update)"). */
function positional(doc: Doc, path: string, context: UpdateContext): string {
  const parts = path.split('.');
  const at = parts.indexOf('$');
  if (at < 0) return path;
  const arrayPath = parts.slice(0, at).join('.');
  const array = parts
    .slice(0, at)
    .reduce<unknown>((value, part) => (isDoc(value) ? field(value, part) : undefined), doc);
  const index = Array.isArray(array)
    ? matchedIndex(array, arrayPath, context.query, context.expression)
    : undefined;
  check(
    index !== undefined,
    'BadValue',
    'The positional operator did not find the match needed from the query.',
  );
  parts[at] = String(index);
  return positional(doc, parts.join('.'), context);
}

/**
 * The places that a path with `$[]` or `$[name]` means in the document as it was found: a filter never sees what the same update
 * changes. A path that leads to no array stays as it is, for `applyAt` to refuse.
 */
function places(doc: Doc, path: string, context: UpdateContext): string[] {
  const parts = path.split('.');
  const at = parts.findIndex((part) => part.startsWith('$['));
  const array = parts.slice(0, at).reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)] as unknown;
    return isDoc(value) ? field(value, part) : undefined;
  }, doc);
  const part = parts[at];
  if (part === undefined || !Array.isArray(array)) return [path];
  return elements(array, part, path, context).flatMap((index) =>
    places(doc, parts.with(at, String(index)).join('.'), context),
  );
}

/** Refuses two changes of one path, or of a path and its parent, in one update. */
function checkConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (const [i, path] of sorted.entries()) {
    const clash = sorted.find((other, j) => j !== i && (other === path || other.startsWith(`${path}.`)));
    check(
      clash === undefined,
      'ConflictingUpdateOperators',
      `Updating the path '${clash ?? ''}' would create a conflict at '${path}'`,
    );
  }
}

function checkPath(path: string): void {
  check(
    path !== '' && path.split('.').every((part) => part !== ''),
    'EmptyFieldName',
    `The update path '${path}' contains an empty field name, which is not allowed.`,
  );
  for (const part of path.split('.'))
    check(
      !part.startsWith('$') || part === '$' || /^\$\[\w*\]$/.test(part),
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`,
    );
}

function rename(doc: Doc, from: string, to: unknown, context: UpdateContext): void {
  check(
    typeof to === 'string' && to !== from,
    'BadValue',
    `The 'to' field for $rename must be another string: ${from}`,
  );
  for (const path of [from, to])
    check(!path.includes('$'), 'BadValue', `$rename may not be dynamic: '${path}'`);
  let moved: unknown;
  applyAt(doc, from.split('.'), from, (old) => ((moved = old), undefined), false, context);
  if (moved !== undefined) applyAt(doc, to.split('.'), to, () => moved, true, context);
}

/** Every name in `arrayFilters` with its test (manual: "$[<identifier>]"). */
export function compileArrayFilters(filters: unknown, expression: CompileExpression): Map<string, Test> {
  const out = new Map<string, Test>();
  const list: unknown = filters ?? [];
  check(
    Array.isArray(list) && list.every(isDoc),
    'TypeMismatch',
    "BSON field 'arrayFilters' is the wrong type, expected an array of objects",
  );
  for (const filter of list) {
    const names = new Set(filterNames(filter));
    check(names.size === 1, 'FailedToParse', 'Each array filter must use a single top-level field name');
    for (const name of names) {
      check(
        !out.has(name),
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
      out.set(name, documentTest(filter, expression));
    }
  }
  return out;
}

function filterNames(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') && Array.isArray(value)
      ? value.flatMap((item: unknown) => (isDoc(item) ? filterNames(item) : []))
      : [key.split('.')[0] ?? key],
  );
}

/**
 * Applies `{ $set: …, $push: … }` to a document and gives the new one; the old one stays as it was. What no path leads into is the
 * very same object in both, by which others see at once what did not change.
 */
export function applyOperators(doc: Doc, update: Doc, given: Omit<UpdateContext, 'own'>): Doc {
  const out = { ...doc };
  const context = { ...given, own: new Set<object>([out]) };
  const plan = Object.entries(update).flatMap(([name, fields]) => {
    check(
      MODIFIERS[name] ?? name === '$rename',
      'FailedToParse',
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
    check(isDoc(fields), 'FailedToParse', `Modifiers operate on fields but we found another type: ${name}`);
    return Object.entries(fields).map(([path, operand]) => ({
      name,
      path: positional(doc, path, context),
      operand,
    }));
  });
  for (const { path } of plan) checkPath(path);
  // MongoDB applies the fields in the order of their names, indexes as numbers (manual: "Update Operators Behavior").
  plan.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
  checkConflicts(
    plan.flatMap(({ name, path, operand }) => (name === '$rename' ? [path, String(operand)] : [path])),
  );
  checkFiltersUsed(
    plan.map(({ path }) => path),
    context,
  );
  for (const { name, path, operand } of plan) {
    if (name === '$setOnInsert' && !context.inserting) continue;
    const modifier = MODIFIERS[name];
    if (!modifier) rename(out, path, operand, context);
    else
      for (const place of places(doc, path, context))
        applyAt(
          out,
          place.split('.'),
          path,
          modifier(operand, path, context),
          !ONLY_REMOVES.has(name),
          context,
        );
  }
  return out;
}

function checkFiltersUsed(paths: string[], { arrayFilters }: UpdateContext): void {
  for (const name of arrayFilters.keys())
    check(
      paths.some((path) => path.includes(`$[${name}]`)),
      'FailedToParse',
      `The array filter for identifier '${name}' was not used in the update`,
    );
}
