import { evalExpr } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import { check, type CodeName } from '../errors.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, isDoc, typeName } from '../values/values.js';

/** mingo's form of an operator: the document at hand, the unevaluated operand, and where variables are. */
export type Operator = (doc: unknown, operand: unknown, options: Options) => unknown;

export type Values = unknown[];

/** Null or missing. */
export const nil = (value: unknown): value is null | undefined => value === null || value === undefined;

/** False, null, missing and zero are false, everything else is true (manual: "$and"). */
export function isTrue(value: unknown): boolean {
  if (nil(value) || value === false) return false;
  return numberKind(value) ? toDouble(value) !== 0 : true;
}

/** An operator whose operands are all evaluated, each once, before it works on their values. */
export function strict(name: string, least: number, most: number, work: (args: Values) => unknown): Operator {
  return (doc, operand, options) => {
    const list: Values = Array.isArray(operand) ? operand : [operand];
    const size = list.length;
    check(
      size >= least && size <= most,
      'Location16020',
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `${least} to ${most}`} arguments. ${size} were passed in.`,
    );
    return work(list.map((item) => evalExpr(doc, item, options)));
  };
}

/** An operator whose operand is a document of named arguments. */
export function named(name: string, work: (args: Doc) => unknown): Operator {
  return (doc, operand, options) => {
    check(isDoc(operand), 'FailedToParse', `${name} only supports an object as its argument`);
    return work(
      Object.fromEntries(Object.entries(operand).map(([key, item]) => [key, evalExpr(doc, item, options)])),
    );
  };
}

/** A value that must be an array; fails with the code MongoDB uses there. */
export function asArray(name: string, value: unknown, code: CodeName = 'Location17040'): Values {
  check(Array.isArray(value), code, `${name} needs an array, not ${typeName(value)}`);
  return value;
}

/** mingo's own operator of that name. */
export const fromMingo = (name: string): Operator =>
  (mingo as unknown as Record<string, Operator>)[name] as Operator;
