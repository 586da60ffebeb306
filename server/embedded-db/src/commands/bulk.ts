import type { Command, CommandContext } from './command.js';
import { store } from './updater.js';
import { removeOnce, statements, updateOnce } from './write.js';
import { check } from '../errors.js';
import { letVariables } from '../expressions/variables.js';
import { checkFields, docField, docsField, flagField, numberField } from '../fields.js';
import { numberKind, toDouble } from '../values/numbers.js';
import { type Doc, isDoc } from '../values/values.js';

/** The fields each kind of write knows, and how many of them, from the first on, it needs. */
const KINDS = new Map<string, [fields: string[], needed: number]>([
  ['insert', [['insert', 'document'], 2]],
  ['update', [['update', 'filter', 'updateMods', 'arrayFilters', 'multi', 'hint', 'constants', 'collation', 'upsert', 'sort'], 3]], // prettier-ignore
  ['delete', [['delete', 'filter', 'multi', 'hint', 'collation'], 2]],
]);

/** What one of the writes came to, as the answer tells it, and what it adds to the sums. */
interface Outcome {
  told: Doc;
  counted: Partial<Record<'nInserted' | 'nMatched' | 'nModified' | 'nUpserted' | 'nDeleted', number>>;
}

/** The namespaces the command lists; its writes name them by their places in this list. */
function namespaces(command: Doc): string[] {
  return docsField(command, 'nsInfo').map((item) => {
    checkFields(item, 'bulkWrite.nsInfo', ['ns'], ['ns']);
    check(
      typeof item.ns === 'string' && /^[^.\0$]+\.[^\0$]+$/.test(item.ns),
      'InvalidNamespace',
      `Invalid namespace specified '${String(item.ns)}'`,
    );
    return item.ns;
  });
}

/** Checks one of the writes and gives its doing. */
function writeOf(op: Doc, names: string[], variables: Doc, context: CommandContext): () => Outcome {
  const [kind = ''] = Object.keys(op);
  const known = KINDS.get(kind);
  check(known, 'BadValue', `BulkWrite op type '${kind}' is not one of insert, update, delete`);
  const [fields, needed] = known;
  checkFields(op, `bulkWrite.ops.${kind}`, fields, fields.slice(0, needed));
  const place = op[kind];
  const name = numberKind(place) ? names[toDouble(place)] : undefined;
  check(name, 'BadValue', `BulkWrite ops entry ${kind} has an invalid nsInfo index.`);
  const { filter, hint, collation } = op;
  const common = { q: filter, hint, collation };
  if (kind === 'insert') {
    check(isDoc(op.document), 'TypeMismatch', "BSON field 'bulkWrite.ops.document' is the wrong type, expected type 'object'"); // prettier-ignore
    const { document } = op;
    return () => {
      store(context, name, document);
      return { told: { n: 1 }, counted: { nInserted: 1 } };
    };
  }
  if (kind === 'delete')
    return () => {
      const n = removeOnce(common, flagField(op, 'multi') ? 0 : 1, context, name, variables);
      return { told: { n }, counted: { nDeleted: n } };
    };
  const { updateMods: u, constants: c, arrayFilters, multi, upsert, sort } = op;
  return () => {
    const item = { ...common, u, c, arrayFilters, multi, upsert, sort };
    const { n, changed, made } = updateOnce(item, context, name, variables);
    if (made) return { told: { n, nModified: 0, upserted: { _id: made._id } }, counted: { nUpserted: 1 } };
    return { told: { n, nModified: changed }, counted: { nMatched: n, nModified: changed } };
  };
}

/** Writes to several collections in one command (manual: "bulkWrite", MongoDB 8); here all of them are durable at once. */
export const bulkWrite: Command = {
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor'],
  writes: true,
  concern: 'write',
  run(command, context) {
    check(context.name === 'admin', 'Unauthorized', 'bulkWrite may only be run against the admin database.');
    const [names, variables] = [namespaces(command), letVariables(docField(command, 'let'))];
    const ops = docsField(command, 'ops');
    const writes = ops.map((op) => writeOf(op, names, variables, context));
    const sums = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
    const answers: Doc[] = [];
    const { writeErrors = [] } = statements(ops, flagField(command, 'ordered'), context, (_, idx) => {
      const { told, counted } = (writes[idx] as () => Outcome)();
      for (const [sum, n] of Object.entries(counted)) sums[sum as keyof typeof sums] += n;
      if (!flagField(command, 'errorsOnly')) answers.push({ ok: 1, idx, ...told });
    });
    for (const { index: idx, ...error } of writeErrors) answers.push({ ok: 0, idx, ...error, n: 0 });
    answers.sort((one, other) => Number(one.idx) - Number(other.idx));
    const batchSize = numberField(docField(command, 'cursor'), 'batchSize');
    return {
      ...context.cursors.start('admin.$cmd.bulkWrite', answers, { batchSize }),
      nErrors: writeErrors.length,
      ...sums,
    };
  },
};
