import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { check, MongoError } from '../errors.js';
import { checkArguments } from './arguments.js';
import { OPERATORS } from './operators.js';
import type { CompileExpression } from '../matcher.js';
import { type Doc, isDoc } from '../values/values.js';

const SYSTEM_VARIABLES = ['ROOT', 'CURRENT', 'NOW', 'REMOVE'];

/** The variables an operator brings for the expressions inside it. */
function variablesOf(operator: string, operand: unknown): string[] {
  if (!isDoc(operand)) return [];
  if (operator === '$let') return isDoc(operand.vars) ? Object.keys(operand.vars) : [];
  if (operator === '$map' || operator === '$filter')
    return [typeof operand.as === 'string' ? operand.as : 'this'];
  return operator === '$reduce' ? ['this', 'value'] : [];
}

/** Refuses unknown operators and variables when the expression is read, whether or not a document ever reaches them. */
function checkExpression(expression: unknown, variables: string[]): void {
  if (typeof expression === 'string' && expression.startsWith('$$')) {
    const [name = ''] = expression.slice(2).split('.');
    check(variables.includes(name), 'Location17276', `Use of undefined variable: ${name}`);
  }
  if (Array.isArray(expression)) for (const item of expression) checkExpression(item, variables);
  if (!isDoc(expression)) return;
  const [key, ...others] = Object.keys(expression).sort(
    (a, b) => Number(b.startsWith('$')) - Number(a.startsWith('$')),
  );
  if (!key?.startsWith('$')) {
    for (const item of Object.values(expression)) checkExpression(item, variables);
    return;
  }
  check(
    others.length === 0,
    'Location15983',
    `an object representing an expression must have exactly one field: ${[key, ...others].join(', ')}`,
  );
  check(Object.hasOwn(OPERATORS, key), 'InvalidPipelineOperator', `Unrecognized expression '${key}'`);
  if (key === '$literal') return;
  checkArguments(key, expression[key]);
  const operand = expression[key];
  const inside = [...variables, ...variablesOf(key, operand)];
  // The operand's own fields are arguments' names, or one expression.
  if (isDoc(operand) && !Object.keys(operand).some((name) => name.startsWith('$')))
    for (const item of Object.values(operand)) checkExpression(item, inside);
  else checkExpression(operand, inside);
}

/**
 * Makes a compiler of expressions for one command. `variables` are those of `let`, seen as `$$name`.
 * What fails while a document is evaluated is an error of the whole command.
 */
export function expressionCompiler(variables: Doc = {}): CompileExpression {
  let options: Options | undefined;
  const names = [...SYSTEM_VARIABLES, ...Object.keys(variables)];
  const capture = (docs: unknown, _: unknown, given: Options): unknown => ((options = given), docs);
  const context = Context.init({ expression: OPERATORS, pipeline: { $options: capture as never } });
  // mingo makes its options only inside an Aggregator; without them every evaluation would copy the operator tables.
  new Aggregator([{ $options: {} }], { context, variables, scriptEnabled: false }).run([]);
  return (expression) => {
    checkExpression(expression, names);
    return (doc) => {
      try {
        return evalExpr(doc, expression, options as Options);
      } catch (error) {
        throw error instanceof MongoError ? error : new MongoError('BadValue', (error as Error).message);
      }
    };
  };
}
