import { asArray, type Values } from './operator.js';
import { encode } from '../values/values.js';

/** The values without repetitions, equal as MongoDB sees it, in the order of their last appearance. */
export function unique(values: Values): Values {
  return [...new Map(values.map((value) => [encode(value), value])).values()];
}

/** The keys of an array's elements, for asking what is in it. */
export function setOf(value: unknown): Set<string> {
  return new Set(asArray('a set operator', value).map(encode));
}
