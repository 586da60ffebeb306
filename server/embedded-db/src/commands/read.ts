import { type Command, type CommandContext, docField, namespace, numberField } from './command.js';
import { check } from '../errors.js';
import { expressionCompiler } from '../expressions/compile.js';
import { checkCollation, findDocs } from '../find.js';
import { aggregate } from '../pipeline/pipeline.js';
import { projection } from '../projection.js';
import { sortOrder } from '../sorting.js';
import { type Doc, encode, reach } from '../values/values.js';

function matching(
  command: Doc,
  filterField: string,
  context: CommandContext,
  limits: { skip?: number; limit?: number } = {},
): Doc[] {
  checkCollation(command.collation);
  const collection = context.database.collections.get(namespace(command, context));
  const sort = docField(command, 'sort');
  return findDocs(
    context.work,
    collection,
    docField(command, filterField),
    expressionCompiler(docField(command, 'let')),
    {
      order: sortOrder(sort),
      ...limits,
    },
  );
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
  run(command, context) {
    const limits = { skip: numberField(command, 'skip') ?? 0, limit: numberField(command, 'limit') ?? 0 };
    const shape = projection(
      docField(command, 'projection'),
      expressionCompiler(docField(command, 'let')),
      docField(command, 'filter'),
    );
    const projected = Object.keys(docField(command, 'projection')).length > 0;
    const docs = matching(command, 'filter', context, limits);
    return context.cursors.start(
      namespace(command, context),
      projected ? docs.map(shape) : docs,
      numberField(command, 'batchSize'),
      command.singleBatch === true,
    );
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
  run(command, context) {
    const query = docField(command, 'query');
    const limits = { skip: numberField(command, 'skip') ?? 0, limit: numberField(command, 'limit') ?? 0 };
    if (Object.keys(query).length === 0 && limits.skip + limits.limit === 0)
      return { n: context.database.collections.get(namespace(command, context))?.rows.size ?? 0, ok: 1 };
    return { n: matching(command, 'query', context, limits).length, ok: 1 };
  },
};

const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  transactional: true,
  run(command, context) {
    check(typeof command.key === 'string', 'TypeMismatch', "BSON field 'distinct.key' must be a string");
    const parts = command.key.split('.');
    const values = new Map<string, unknown>();
    for (const doc of matching(command, 'query', context))
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
  run(command, context) {
    checkCollation(command.collation);
    check(
      typeof command.aggregate === 'string',
      'NotImplemented',
      'aggregation over a whole database is not supported by the embedded engine',
    );
    const docs = aggregate(command.aggregate, command.pipeline, {
      ...context,
      variables: docField(command, 'let'),
    });
    return context.cursors.start(
      namespace(command, context),
      docs,
      numberField(docField(command, 'cursor'), 'batchSize'),
    );
  },
};

/** Commands that read documents. */
export const readCommands: Record<string, Command> = {
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate: aggregation,
};
