import { ObjectId } from 'bson';
import { check, MongoError } from '../errors.js';
import { applyAt, type UpdateContext } from './paths.js';
import { clone, type Doc, isDoc, isOperatorDoc, typeName } from '../values/values.js';

/** The document an upsert begins with: the equalities of its query (manual: "Upsert with Operator Expressions"). */
export function upsertSeed(query: Doc, context: UpdateContext): Doc {
  const seed: Doc = {};
  const take = (filter: Doc): void => {
    for (const [key, value] of Object.entries(filter)) {
      if (key === '$and' && Array.isArray(value)) value.forEach((item) => isDoc(item) && take(item));
      else if (key === '$or' && Array.isArray(value) && value.length === 1 && isDoc(value[0])) take(value[0]);
      else if (!key.startsWith('$')) takeField(key, value);
    }
  };
  const takeField = (path: string, value: unknown): void => {
    if (typeName(value) === 'regex') return;
    const fixed = isOperatorDoc(value) ? fixedValue(value) : value;
    if (fixed === undefined) return;
    applyAt(
      seed,
      path.split('.'),
      path,
      (old) => {
        check(
          old === undefined,
          'NotSingleValueField',
          `cannot infer query fields to set, path '${path}' is matched twice`,
        );
        return clone(fixed);
      },
      true,
      context,
    );
  };
  take(query);
  return seed;
}

function fixedValue(operand: Doc): unknown {
  if ('$eq' in operand) return operand.$eq;
  for (const list of [operand.$in, operand.$all])
    if (Array.isArray(list) && list.length === 1 && !isDoc(list[0])) return list[0];
  return undefined;
}

/** Refuses fields of operators' names anywhere in an `_id` (manual: "Field Names with Periods and Dollar Signs"). */
function checkIdNames(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) checkIdNames(item);
  if (!isDoc(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$'))
      throw new MongoError(
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: ${key}`,
      );
    checkIdNames(item);
  }
}

/** Puts `_id` first, as MongoDB stores it, making one when there is none. */
export function withId(doc: Doc): Doc {
  const id = doc._id ?? new ObjectId();
  const type = typeName(id);
  if (type === 'array' || type === 'regex')
    throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${type}`);
  checkIdNames(id);
  if (Object.keys(doc)[0] === '_id' && doc._id !== undefined) return doc;
  return { _id: id, ...doc, ...(doc._id === undefined ? { _id: id } : {}) };
}
