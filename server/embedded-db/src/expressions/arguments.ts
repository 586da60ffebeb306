import { check } from '../errors.js';
import { isDoc } from '../values/values.js';

/** The named arguments of the operators that take them (manual: "Expression Operators"). */
const ARGUMENTS: Record<string, string[]> = {
  $cond: ['if', 'then', 'else'],
  $convert: ['input', 'to', 'onError', 'onNull'],
  $dateAdd: ['startDate', 'unit', 'amount', 'timezone'],
  $dateDiff: ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'],
  $dateFromParts: ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone', 'isoWeekYear', 'isoWeek', 'isoDayOfWeek'],
  $dateFromString: ['dateString', 'format', 'timezone', 'onError', 'onNull'],
  $dateSubtract: ['startDate', 'unit', 'amount', 'timezone'],
  $dateToParts: ['date', 'timezone', 'iso8601'],
  $dateToString: ['date', 'format', 'timezone', 'onNull'],
  $dateTrunc: ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'],
  $filter: ['input', 'as', 'cond', 'limit'],
  $let: ['vars', 'in'],
  $ltrim: ['input', 'chars'],
  $map: ['input', 'as', 'in'],
  $reduce: ['input', 'initialValue', 'in'],
  $regexMatch: ['input', 'regex', 'options'],
  $replaceAll: ['input', 'find', 'replacement'],
  $replaceOne: ['input', 'find', 'replacement'],
  $rtrim: ['input', 'chars'],
  $setField: ['field', 'input', 'value'],
  $sortArray: ['input', 'sortBy'],
  $switch: ['branches', 'default'],
  $trim: ['input', 'chars'],
  $unsetField: ['field', 'input'],
}; // prettier-ignore

/** Refuses an argument that an operator does not have: whoever gave it expects something of it. */
export function checkArguments(operator: string, operand: unknown): void {
  const known = ARGUMENTS[operator];
  if (!known || !isDoc(operand) || Object.keys(operand).some((key) => key.startsWith('$'))) return;
  for (const key of Object.keys(operand))
    check(known.includes(key), 'FailedToParse', `Unrecognized argument to ${operator}: ${key}`);
}
