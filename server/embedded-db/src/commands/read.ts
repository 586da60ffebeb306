import { type Command, type CommandContext, namespace } from './command.js';
import { check } from '../errors.js';
import { explain } from './explain.js';
import { expressionCompiler } from '../expressions/compile.js';
import { letVariables } from '../expressions/variables.js';
import { checkFields, docField, flagField, numberField } from '../fields.js';
import { checkCollation, findingDocs } from '../find.js';
import type { CompileExpression } from '../matcher.js';
import { aggregating } from '../pipeline/pipeline.js';
import type { Paced } from '../pace.js';
import { projection } from '../projection.js';
import { sortOrder } from '../sorting.js';
import { type Doc, encode, reach } from '../values/values.js';

function* matching(
  command: Doc,
  filterField: string,
  context: CommandContext,
  limits: { skip?: number; limit?: number } = {},
  expression: CompileExpression = expressionCompiler(),
): Paced<Doc[]> {
  checkCollation(command.collation);
  const collection = context.work.collection(namespace(command, context));
  const order = sortOrder(docField(command, 'sort'));
  const { hint } = command;
  return yield* findingDocs(context.work, collection, docField(command, filterField), expression, {
    order,
    hint,
    ...limits,
  });
}

const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'collation',
    'let',
    'noCursorTimeout',
    'allowDiskUse',
    'allowPartialResults',
  ],
  transactional: true,
  concern: 'read',
  *run(command, context) {
    const limits = { skip: numberField(command, 'skip') ?? 0, limit: numberField(command, 'limit') ?? 0 };
    const expression = expressionCompiler(letVariables(docField(command, 'let')));
    const shape = projection(docField(command, 'projection'), expression, docField(command, 'filter'));
    const projected = Object.keys(docField(command, 'projection')).length > 0;
    const docs = yield* matching(command, 'filter', context, limits, expression);
    const shaped: Doc[] = projected ? [] : docs;
    if (projected)
      for (const doc of docs) {
        yield;
        shaped.push(shape(doc));
      }
    return context.cursors.start(namespace(command, context), shaped, {
      batchSize: numberField(command, 'batchSize'),
      single: flagField(command, 'singleBatch'),
      endless: flagField(command, 'noCursorTimeout'),
    });
  },
};

const getMore: Command = {
  fields: ['collection', 'batchSize'],
  transactional: true,
  run(command, { cursors, name }) {
    return cursors.next(
      String(command.getMore),
      `${name}.${String(command.collection)}`,
      numberField(command, 'batchSize'),
    );
  },
};

const killCursors: Command = {
  fields: ['cursors'],
  transactional: true,
  run(command, { cursors }) {
    const ids = Array.isArray(command.cursors) ? (command.cursors as unknown[]) : [];
    const killed = ids.filter((id) => cursors.kill(String(id)));
    return {
      cursorsKilled: killed,
      cursorsNotFound: ids.filter((id) => !killed.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    };
  },
};

const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  concern: 'read',
  *run(command, context) {
    const query = docField(command, 'query');
    const limits = { skip: numberField(command, 'skip') ?? 0, limit: numberField(command, 'limit') ?? 0 };
    if (Object.keys(query).length === 0 && limits.skip + limits.limit === 0 && command.hint === undefined)
      return { n: context.database.collections.get(namespace(command, context))?.rows.size ?? 0, ok: 1 };
    return { n: (yield* matching(command, 'query', context, limits)).length, ok: 1 };
  },
};

const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  transactional: true,
  concern: 'read',
  *run(command, context) {
    check(typeof command.key === 'string', 'TypeMismatch', "BSON field 'distinct.key' must be a string");
    const parts = command.key.split('.');
    const values = new Map<string, unknown>();
    for (const doc of yield* matching(command, 'query', context))
      reach(doc, parts, 0, (found) => {
        for (const value of Array.isArray(found) ? (found as unknown[]) : [found])
          if (value !== undefined) values.set(encode(value), value);
        return false;
      });
    return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
  },
};

const aggregation: Command = {
  fields: ['pipeline', 'cursor', 'collation', 'hint', 'let', 'allowDiskUse', 'bypassDocumentValidation'],
  transactional: true,
  concern: 'read',
  *run(command, context) {
    checkCollation(command.collation);
    check(
      typeof command.aggregate === 'string',
      'NotImplemented',
      'aggregation over a whole database is not supported by the embedded engine',
    );
    check(command.cursor !== undefined, 'FailedToParse', "The 'cursor' option is required");
    const cursor = docField(command, 'cursor');
    checkFields(cursor, 'aggregate.cursor', ['batchSize'], []);
    const variables = letVariables(docField(command, 'let'));
    const inside = { ...context, variables };
    const docs = yield* aggregating(command.aggregate, command.pipeline, inside, command.hint);
    return context.cursors.start(namespace(command, context), docs, {
      batchSize: numberField(cursor, 'batchSize'),
    });
  },
};

/** Commands that read documents. */
export const readCommands: Record<string, Command> = {
  find,
  getMore,
  killCursors,
  count,
  distinct,
  explain,
  aggregate: aggregation,
};
