import { type Command, type CommandContext, namespace } from './command.js';
import { check } from '../errors.js';
import { expressionCompiler } from '../expressions/compile.js';
import { checkFields, docField, docsField, flagField, numberField } from '../fields.js';
import { documentTest } from '../matcher.js';
import { readIndexSpec } from '../store/index-spec.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, encode, isDoc, show } from '../values/values.js';

function existing(command: Doc, context: CommandContext) {
  const name = namespace(command, context);
  const found = context.database.collections.get(name);
  check(found, 'NamespaceNotFound', `ns does not exist: ${name}`);
  return found;
}

const create: Command = {
  fields: [],
  transactional: true,
  concern: 'write',
  run(command, context) {
    const name = namespace(command, context);
    check(!context.work.collection(name), 'NamespaceExists', `Collection ${name} already exists.`);
    context.work.ensure(name);
    return { ok: 1 };
  },
};

const drop: Command = {
  fields: [],
  concern: 'write',
  run(command, context) {
    const collection = context.database.collections.get(namespace(command, context));
    context.database.needsQuiet();
    if (!collection) return { ok: 1 };
    context.database.drop(collection);
    return { ns: collection.namespace, nIndexesWas: collection.indexes.size, ok: 1 };
  },
};

const dropDatabase: Command = {
  fields: [],
  concern: 'write',
  run(_, { database, name }) {
    database.needsQuiet();
    for (const collection of [...database.collections.values()])
      if (collection.namespace.startsWith(`${name}.`)) database.drop(collection);
    return { dropped: name, ok: 1 };
  },
};

const listDatabases: Command = {
  fields: ['nameOnly', 'filter', 'authorizedDatabases'],
  run(command, { database }) {
    const names = new Map<string, boolean>();
    for (const { namespace: full, rows } of database.collections.values()) {
      const name = full.slice(0, full.indexOf('.'));
      names.set(name, (names.get(name) ?? true) && rows.size === 0);
    }
    const test = documentTest(docField(command, 'filter'), expressionCompiler());
    const found = [...names].map(([name, empty]) => ({ name, empty })).filter(test);
    const databases = flagField(command, 'nameOnly') ? found.map(({ name }) => ({ name })) : found;
    return { databases, ok: 1 };
  },
};

const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(command, { database, cursors, name }) {
    const test = documentTest(docField(command, 'filter'), expressionCompiler());
    const docs = [...database.collections.values()]
      .filter(({ namespace: full }) => full.startsWith(`${name}.`))
      .map(({ namespace: full }) => ({
        name: full.slice(name.length + 1),
        type: 'collection',
        options: {},
        info: { readOnly: false },
      }))
      .filter(test);
    const shown = flagField(command, 'nameOnly') ? docs.map(({ name, type }) => ({ name, type })) : docs;
    return cursors.start(`${name}.$cmd.listCollections`, shown, { batchSize: batchSize(command) });
  },
};

/** How many of a catalog's entries a client wants at once; all of them when it does not say. */
function batchSize(command: Doc): number {
  const cursor = docField(command, 'cursor');
  checkFields(cursor, 'cursor', ['batchSize'], []);
  return numberField(cursor, 'batchSize') ?? Infinity;
}

/** One member builds the index before it answers: more members, or others, there are not (manual: "createIndexes"). */
function checkQuorum(quorum: unknown): void {
  const satisfied =
    quorum === undefined ||
    quorum === 'votingMembers' ||
    quorum === 'majority' ||
    (numberKind(quorum) && toDouble(quorum) >= 0 && toDouble(quorum) <= 1);
  check(satisfied, 'UnsatisfiableCommitQuorum', `Commit quorum cannot be satisfied: ${show(quorum)}`);
}

const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  concern: 'write',
  run(command, context) {
    const name = namespace(command, context);
    const specs = docsField(command, 'indexes').map(readIndexSpec);
    checkQuorum(command.commitQuorum);
    context.database.needsQuiet();
    const createdCollectionAutomatically = !context.database.collections.has(name);
    const collection = context.database.ensure(name);
    const numIndexesBefore = collection.indexes.size;
    context.database.createIndexes(collection, specs);
    return {
      numIndexesBefore,
      numIndexesAfter: collection.indexes.size,
      createdCollectionAutomatically,
      ok: 1,
    };
  },
};

const listIndexes: Command = {
  fields: ['cursor'],
  run(command, context) {
    const collection = existing(command, context);
    const specs = [...collection.indexes.values()].map(({ spec }) =>
      spec.name === '_id_' ? { v: 2, key: spec.key, name: spec.name } : spec,
    );
    return context.cursors.start(collection.namespace, specs, { batchSize: batchSize(command) });
  },
};

const dropIndexes: Command = {
  fields: ['index'],
  concern: 'write',
  run(command, context) {
    const collection = existing(command, context);
    context.database.needsQuiet();
    const all = [...collection.indexes.values()];
    const { index } = command;
    const wanted = index === '*' ? all.filter(({ spec }) => spec.name !== '_id_').map(({ spec }) => spec.name) : isDoc(index)
      ? all.filter(({ spec }) => encode(spec.key) === encode(index)).map(({ spec }) => spec.name) : [index].flat().map(String); // prettier-ignore
    check(!wanted.includes('_id_'), 'InvalidOptions', 'cannot drop _id index');
    const missing = wanted.find((name) => !collection.indexes.has(name));
    check(
      missing === undefined && (wanted.length > 0 || index === '*'),
      'IndexNotFound',
      `index not found with name [${missing ?? String(index)}]`,
    );
    context.database.dropIndexes(collection, wanted);
    return { nIndexesWas: all.length, ok: 1 };
  },
};

/** Commands about databases, collections and indexes. */
export const catalogCommands: Record<string, Command> = {
  create,
  drop,
  dropDatabase,
  listDatabases,
  listCollections,
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
};
