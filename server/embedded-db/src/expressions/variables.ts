import { expressionCompiler } from './compile.js';
import { check } from '../errors.js';
import { type Doc, isDoc } from '../values/values.js';

/** Refuses names that expressions could not say as `$$name`, and those of MongoDB's own variables. */
export function checkVariableName(name: string): void {
  check(name !== '', 'Location16866', 'empty variable names are not allowed');
  check(
    /^[a-z\u0080-\uffff]/.test(name),
    'Location16867',
    `'${name}' starts with an invalid character for a user variable name`,
  );
  check(
    /^[\w\u0080-\uffff]+$/.test(name),
    'Location16868',
    `'${name}' contains an invalid character for a variable name`,
  );
}

/** True when an expression looks at a document: `$field`, `$$ROOT`, `$$CURRENT`. */
function readsFields(expression: unknown): boolean {
  if (typeof expression === 'string')
    return expression.startsWith('$') && (!expression.startsWith('$$') || /^\$\$(ROOT|CURRENT)\b/.test(expression)); // prettier-ignore
  if (Array.isArray(expression)) return expression.some(readsFields);
  if (!isDoc(expression)) return false;
  return Object.entries(expression).some(([key, value]) => key !== '$literal' && readsFields(value));
}

/**
 * The variables of a command's `let`: every value is an expression, evaluated once before any document is read; later ones
 * see earlier ones (manual: "find", `let`).
 */
export function letVariables(spec: Doc): Doc {
  const variables: Doc = {};
  for (const [name, expression] of Object.entries(spec)) {
    checkVariableName(name);
    const evaluate = expressionCompiler(variables)(expression);
    check(
      !readsFields(expression),
      'Location4890500',
      'Command let Expression tried to access a field, but this is not allowed because Command let Expressions run before the query examines any documents.',
    );
    variables[name] = evaluate({});
  }
  return variables;
}
