import { deserialize, ObjectId, serialize } from 'bson';
import type { CommandContext } from './command.js';
import type { Collection } from '../store/collection.js';
import { check } from '../errors.js';
import { expressionCompiler } from '../expressions/compile.js';
import { runStages, UPDATE_STAGES } from '../pipeline/pipeline.js';
import { READ } from '../store/storage.js';
import type { UpdateContext } from '../updates/paths.js';
import { applyOperators, compileArrayFilters } from '../updates/updates.js';
import { upsertSeed, withId } from '../updates/upsert.js';
import { type Doc, encode, equal, isDoc } from '../values/values.js';
import { toBody } from '../store/work.js';

function checkNames(doc: Doc): void {
  for (const key of Object.keys(doc))
    check(
      !key.startsWith('$'),
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${key}' is not allowed at the top level of a stored document`,
    );
}

/** Inserts a document, with an `_id` made if it has none; the first one makes the collection. */
export function store(context: CommandContext, namespace: string, doc: Doc): Doc {
  checkNames(doc);
  const stored = withId(doc);
  const collection = context.work.ensure(namespace);
  const key = encode(stored._id);
  const taken = context.work.get(collection, key);
  const index = collection.indexes.get('_id_');
  if (taken && index) throw index.duplicate(stored);
  context.work.put(collection, key, stored);
  return stored;
}

/** How one `update` statement or `findAndModify` makes new documents from old ones. */
interface Updater {
  apply: (doc: Doc, inserting: boolean) => Doc;
  isReplacement: boolean;
}

/** Compiles an update: operators, a replacement, or a pipeline. */
export function updater(
  update: unknown,
  query: Doc,
  arrayFilters: unknown,
  variables: Doc,
  context: CommandContext,
): Updater {
  const expression = expressionCompiler(variables);
  if (Array.isArray(update)) {
    check(
      arrayFilters === undefined,
      'FailedToParse',
      'arrayFilters may not be specified for pipeline-style updates',
    );
    const pipelineContext = { ...context, variables };
    return {
      isReplacement: false,
      apply(doc) {
        const [out] = runStages([doc], update, pipelineContext, UPDATE_STAGES);
        // Through BSON and back, so that what is held is what is stored: undefined values vanish.
        return deserialize(toBody(out ?? {}), READ);
      },
    };
  }
  check(isDoc(update), 'FailedToParse', 'Update argument must be either an object or an array');
  if (!Object.keys(update)[0]?.startsWith('$')) {
    checkNames(update);
    check(
      arrayFilters === undefined,
      'FailedToParse',
      'arrayFilters may not be specified for replacement-style updates',
    );
    return {
      isReplacement: true,
      apply: (doc) => ('_id' in doc || '_id' in update ? { _id: doc._id ?? update._id, ...update } : update),
    };
  }
  const filters = compileArrayFilters(arrayFilters, expression);
  const base: Omit<UpdateContext, 'inserting' | 'own'> = { query, arrayFilters: filters, expression };
  return {
    isReplacement: false,
    apply: (doc, inserting) => applyOperators(doc, update, { ...base, inserting }),
  };
}

/** Whether both have the same bytes. What an update left alone is the very same object, and is not looked into. */
function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || isDoc(one)) {
    const [keys, others] = [Object.keys(one), Object.keys(other)];
    return (
      (Array.isArray(one) ? Array.isArray(other) : isDoc(other)) &&
      keys.length === others.length &&
      keys.every((key, i) => key === others[i] && same((one as Doc)[key], (other as Doc)[key]))
    );
  }
  return Buffer.compare(serialize({ one }), serialize({ one: other })) === 0;
}

/** Replaces a stored document by its update; answers whether anything changed. */
export function modify(
  context: CommandContext,
  collection: Collection,
  doc: Doc,
  { apply }: Updater,
): { changed: boolean; next: Doc } {
  const next = apply(doc, false);
  check(
    equal(next._id, doc._id),
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
  checkNames(next);
  if (same(doc, next)) return { changed: false, next: doc };
  context.work.put(collection, encode(doc._id), next);
  return { changed: true, next };
}

/** Inserts what an update makes when nothing matched. */
export function upsert(context: CommandContext, namespace: string, query: Doc, change: Updater): Doc {
  const empty: UpdateContext = {
    inserting: true,
    query,
    arrayFilters: new Map(),
    own: new Set(),
    expression: expressionCompiler(),
  };
  const seed = upsertSeed(query, empty);
  const made = change.apply(change.isReplacement ? ('_id' in seed ? { _id: seed._id } : {}) : seed, true);
  if ('_id' in seed)
    check(
      equal(made._id, seed._id),
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  return store(context, namespace, made._id === undefined ? { _id: new ObjectId(), ...made } : made);
}
