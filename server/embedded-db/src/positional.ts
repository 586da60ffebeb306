import { type CompileExpression, documentTest } from './matcher.js';
import { type Doc, isDoc } from './values/values.js';

/** The first element by which a query on `arrayPath` matches an array. */
export function matchedIndex(
  array: unknown[],
  arrayPath: string,
  query: Doc,
  expression: CompileExpression,
): number | undefined {
  const parts = arrayPath.split('.');
  const conditions = conditionsOn(query, arrayPath);
  for (const condition of conditions) {
    const test = documentTest(condition, expression);
    const wrap = (element: unknown): unknown =>
      parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), [element]);
    const index = array.findIndex((element) => test(wrap(element)));
    if (index >= 0) return index;
  }
  return undefined;
}

function conditionsOn(query: Doc, arrayPath: string): Doc[] {
  return Object.entries(query).flatMap(([key, value]): Doc[] => {
    if ((key === '$and' || key === '$or') && Array.isArray(value))
      return value.flatMap((item: unknown) => (isDoc(item) ? conditionsOn(item, arrayPath) : []));
    return key === arrayPath || key.startsWith(`${arrayPath}.`) ? [{ [key]: value }] : [];
  });
}
