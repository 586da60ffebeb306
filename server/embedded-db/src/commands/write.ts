import { type Command, type CommandContext, namespace } from './command.js';
import { modify, store, updater, upsert } from './updater.js';
import { check, MongoError } from '../errors.js';
import { expressionCompiler } from '../expressions/compile.js';
import { checkVariableName, letVariables } from '../expressions/variables.js';
import { checkFields, docField, docsField, flagField } from '../fields.js';
import { checkCollation, findDocs } from '../find.js';
import { projection } from '../projection.js';
import { sortOrder } from '../sorting.js';
import { type Doc, encode } from '../values/values.js';

/** Codes that end the whole command instead of being reported for one statement. */
const FATAL = new Set(['WriteConflict', 'LockTimeout', 'NoSuchTransaction', 'InternalError']);

/** Runs each statement by itself: a failed one is undone and reported, and ends an ordered list. */
export function statements(
  list: Doc[],
  ordered: boolean | undefined,
  { work }: CommandContext,
  run: (item: Doc, index: number) => void,
): { writeErrors?: Doc[] } {
  const writeErrors: Doc[] = [];
  for (const [index, item] of list.entries()) {
    const mark = work.mark();
    try {
      run(item, index);
    } catch (error) {
      work.rollback(mark);
      if (!(error instanceof MongoError) || FATAL.has(error.codeName)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.extra });
      if (ordered !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  transactional: true,
  writes: true,
  concern: 'write',
  run(command, context) {
    const documents = docsField(command, 'documents');
    const name = namespace(command, context);
    let n = 0;
    const errors = statements(documents, flagField(command, 'ordered'), context, (doc) => {
      store(context, name, doc);
      n += 1;
    });
    return { n, ...errors, ok: 1 };
  },
};

const UPDATE_FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'sort'];

/** The variables of one statement: those of the command, and the constants its pipeline brings (`c`). */
function statementVariables(item: Doc, variables: Doc): Doc {
  if (item.c === undefined) return variables;
  const constants = docField(item, 'c');
  check(Array.isArray(item.u), 'Location51198', 'Constant values may only be specified for pipeline updates');
  for (const name of Object.keys(constants)) checkVariableName(name);
  return { ...variables, ...constants };
}

/** Runs one statement of `update`: how many matched, how many changed, and the `_id` of what an upsert made. */
export function updateOnce(
  item: Doc,
  context: CommandContext,
  name: string,
  given: Doc,
): { n: number; changed: number; made?: Doc } {
  checkCollation(item.collation);
  const [multi, upserts] = [flagField(item, 'multi'), flagField(item, 'upsert')];
  check(!(multi && item.sort !== undefined), 'FailedToParse', 'Cannot specify sort with multi=true');
  const query = docField(item, 'q');
  const variables = statementVariables(item, given);
  const change = updater(item.u, query, item.arrayFilters, variables, context);
  check(
    !(multi && change.isReplacement),
    'FailedToParse',
    'multi update is not supported for replacement-style update',
  );
  const collection = context.work.collection(name);
  const found = findDocs(context.work, collection, query, expressionCompiler(given), {
    limit: multi ? 0 : 1,
    order: sortOrder(docField(item, 'sort')),
    hint: item.hint,
  });
  if (!collection || (found.length === 0 && upserts))
    return upserts ? { n: 1, changed: 0, made: upsert(context, name, query, change) } : { n: 0, changed: 0 };
  const results = found.map((doc) => modify(context, collection, doc, change));
  return { n: found.length, changed: results.filter(({ changed }) => changed).length };
}

export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  transactional: true,
  writes: true,
  concern: 'write',
  run(command, context) {
    const list = docsField(command, 'updates');
    const variables = letVariables(docField(command, 'let'));
    const name = namespace(command, context);
    let [n, nModified] = [0, 0];
    const upserted: Doc[] = [];
    const errors = statements(list, flagField(command, 'ordered'), context, (item, index) => {
      checkFields(item, 'update.updates', UPDATE_FIELDS, ['q', 'u']);
      const result = updateOnce(item, context, name, variables);
      n += result.n;
      nModified += result.changed;
      if (result.made) upserted.push({ index, _id: result.made._id });
    });
    return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...errors, ok: 1 };
  },
};

/** Runs one statement of `delete`: how many it removed. A `limit` of 0 removes all it finds. */
export function removeOnce(
  item: Doc,
  limit: 0 | 1,
  context: CommandContext,
  name: string,
  variables: Doc,
): number {
  checkCollation(item.collation);
  const collection = context.work.collection(name);
  const found = findDocs(context.work, collection, docField(item, 'q'), expressionCompiler(variables), {
    limit,
    hint: item.hint,
  });
  for (const doc of found) if (collection) context.work.put(collection, encode(doc._id), undefined);
  return found.length;
}

const remove: Command = {
  fields: ['deletes', 'ordered', 'let'],
  transactional: true,
  writes: true,
  concern: 'write',
  run(command, context) {
    const list = docsField(command, 'deletes');
    const variables = letVariables(docField(command, 'let'));
    const name = namespace(command, context);
    let n = 0;
    const errors = statements(list, flagField(command, 'ordered'), context, (item) => {
      checkFields(item, 'delete.deletes', ['q', 'limit', 'collation', 'hint'], ['q', 'limit']);
      check(
        item.limit === 0 || item.limit === 1,
        'FailedToParse',
        'The limit field in delete objects must be 0 or 1',
      );
      n += removeOnce(item, item.limit, context, name, variables);
    });
    return { n, ...errors, ok: 1 };
  },
};

const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'collation',
    'hint',
    'let',
    'bypassDocumentValidation',
  ],
  transactional: true,
  writes: true,
  concern: 'write',
  run(command, context) {
    checkCollation(command.collation);
    const query = docField(command, 'query');
    const variables = letVariables(docField(command, 'let'));
    const expression = expressionCompiler(variables);
    const name = namespace(command, context);
    const shape = projection(docField(command, 'fields'), expression, query);
    const [removes, after, upserts] = ['remove', 'new', 'upsert'].map((key) => flagField(command, key));
    check(
      (removes === true) !== 'update' in command,
      'FailedToParse',
      'Either an update or remove=true must be specified',
    );
    check(
      !(removes && (after === true || upserts === true || command.arrayFilters !== undefined)),
      'FailedToParse',
      "Cannot specify 'new', 'upsert' or 'arrayFilters' together with 'remove'",
    );
    const collection = context.work.collection(name);
    const [doc] = findDocs(context.work, collection, query, expression, {
      order: sortOrder(docField(command, 'sort')),
      limit: 1,
      hint: command.hint,
    });
    if (removes) {
      if (doc && collection) context.work.put(collection, encode(doc._id), undefined);
      return { lastErrorObject: { n: doc ? 1 : 0 }, value: doc ? shape(doc) : null, ok: 1 };
    }
    const change = updater(command.update, query, command.arrayFilters, variables, context);
    if (doc && collection) {
      const { next } = modify(context, collection, doc, change);
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: shape(after ? next : doc),
        ok: 1,
      };
    }
    if (!upserts) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    const made = upsert(context, name, query, change);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: made._id },
      value: after ? shape(made) : null,
      ok: 1,
    };
  },
};

/** Commands that change documents. */
export const writeCommands: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
};
