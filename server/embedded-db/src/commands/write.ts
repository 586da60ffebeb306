import { type Command, type CommandContext, docField, docsField, namespace } from './command.js';
import { modify, store, updater, upsert } from './updater.js';
import type { Collection } from '../store/collection.js';
import { check, MongoError } from '../errors.js';
import { expressionCompiler } from '../expressions/compile.js';
import { checkCollation, findDocs } from '../find.js';
import { projection } from '../projection.js';
import { sortOrder } from '../sorting.js';
import { type Doc, encode } from '../values/values.js';

/** Codes that end the whole command instead of being reported for one statement. */
const FATAL = new Set(['WriteConflict', 'LockTimeout', 'NoSuchTransaction', 'InternalError']);

/** Runs each statement by itself: a failed one is undone and reported, and ends an ordered list. */
function statements(
  list: Doc[],
  ordered: unknown,
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
  run(command, context) {
    const documents = docsField(command, 'documents');
    const collection = context.database.ensure(namespace(command, context));
    let n = 0;
    const errors = statements(documents, command.ordered, context, (doc) => {
      store(context, collection, doc);
      n += 1;
    });
    return { n, ...errors, ok: 1 };
  },
};

const UPDATE_FIELDS = new Set([
  'q',
  'u',
  'c',
  'multi',
  'upsert',
  'collation',
  'arrayFilters',
  'hint',
  'sort',
]);

export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  transactional: true,
  writes: true,
  run(command, context) {
    const list = docsField(command, 'updates');
    const variables = docField(command, 'let');
    const name = namespace(command, context);
    let [n, nModified] = [0, 0];
    const upserted: Doc[] = [];
    const errors = statements(list, command.ordered, context, (item, index) => {
      for (const key of Object.keys(item))
        check(
          UPDATE_FIELDS.has(key),
          'Location40415',
          `BSON field 'update.updates.${key}' is an unknown field.`,
        );
      checkCollation(item.collation);
      const query = docField(item, 'q');
      const change = updater(item.u, query, item.arrayFilters, variables, context);
      check(
        !(item.multi === true && change.isReplacement),
        'FailedToParse',
        'multi update is not supported for replacement-style update',
      );
      const found = findDocs(
        context.work,
        context.database.collections.get(name),
        query,
        expressionCompiler(variables),
        {
          limit: item.multi === true ? 0 : 1,
          order: item.sort === undefined ? [] : sortOrder(item.sort),
        },
      );
      const results = found.map((doc) => modify(context, context.database.ensure(name), doc, change));
      if (found.length === 0 && item.upsert === true)
        upserted.push({ index, _id: upsert(context, context.database.ensure(name), query, change)._id });
      n += found.length === 0 && item.upsert === true ? 1 : found.length;
      nModified += results.filter(({ changed }) => changed).length;
    });
    return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...errors, ok: 1 };
  },
};

const DELETE_FIELDS = new Set(['q', 'limit', 'collation', 'hint']);

const remove: Command = {
  fields: ['deletes', 'ordered', 'let'],
  transactional: true,
  writes: true,
  run(command, context) {
    const list = docsField(command, 'deletes');
    const variables = docField(command, 'let');
    const collection = context.database.collections.get(namespace(command, context));
    let n = 0;
    const errors = statements(list, command.ordered, context, (item) => {
      for (const key of Object.keys(item))
        check(
          DELETE_FIELDS.has(key),
          'Location40415',
          `BSON field 'delete.deletes.${key}' is an unknown field.`,
        );
      checkCollation(item.collation);
      check(
        item.limit === 0 || item.limit === 1,
        'FailedToParse',
        'The limit field in delete objects must be 0 or 1',
      );
      const found = findDocs(context.work, collection, docField(item, 'q'), expressionCompiler(variables), {
        limit: item.limit,
      });
      for (const doc of found) context.work.put(collection as Collection, encode(doc._id), undefined);
      n += found.length;
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
  run(command, context) {
    checkCollation(command.collation);
    const query = docField(command, 'query');
    const variables = docField(command, 'let');
    const expression = expressionCompiler(variables);
    const name = namespace(command, context);
    const shape = projection(docField(command, 'fields'), expression, query);
    check(
      (command.remove === true) !== 'update' in command,
      'FailedToParse',
      'Either an update or remove=true must be specified',
    );
    check(
      !(command.remove === true && (command.new === true || command.upsert === true)),
      'FailedToParse',
      "Cannot specify both 'new' or 'upsert' and 'remove'",
    );
    const order = command.sort === undefined || command.sort === null ? [] : sortOrder(command.sort);
    const [doc] = findDocs(context.work, context.database.collections.get(name), query, expression, {
      order,
      limit: 1,
    });
    if (command.remove === true) {
      if (doc) context.work.put(context.database.ensure(name), encode(doc._id), undefined);
      return { lastErrorObject: { n: doc ? 1 : 0 }, value: doc ? shape(doc) : null, ok: 1 };
    }
    const change = updater(command.update, query, command.arrayFilters, variables, context);
    if (doc) {
      const { next } = modify(context, context.database.ensure(name), doc, change);
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: shape(command.new === true ? next : doc),
        ok: 1,
      };
    }
    if (command.upsert !== true)
      return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    const made = upsert(context, context.database.ensure(name), query, change);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: made._id },
      value: command.new === true ? shape(made) : null,
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
