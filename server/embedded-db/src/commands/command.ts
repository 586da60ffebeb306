import type { Concern } from './concerns.js';
import type { Cursors } from '../cursors.js';
import type { Database } from '../store/database.js';
import { check } from '../errors.js';
import type { Paced } from '../pace.js';
import type { Doc } from '../values/values.js';
import type { Work } from '../store/work.js';

/** What a command works with. */
export interface CommandContext {
  database: Database;
  work: Work;
  cursors: Cursors;
  /** The name of the database the command is for. */
  name: string;
}

/** One command: the fields it knows (others are refused), where it may run, and what it does. */
export interface Command {
  fields: string[];
  /** True when it may run inside a transaction. */
  transactional?: boolean;
  /** Whether it may say what its reads see or how its writes are acknowledged; neither when missing. */
  concern?: Concern;
  /** True when it changes documents, so that a driver may ask for it a second time after a broken connection. */
  writes?: boolean;
  /** What only reads may be interrupted: others then write in between, and what they change is seen or not, as in MongoDB. */
  run: (command: Doc, context: CommandContext) => Doc | Paced<Doc>;
}

/** The namespace a command names in its first field. */
export function namespace(command: Doc, { name }: CommandContext): string {
  const [collection] = Object.values(command);
  check(
    typeof collection === 'string' && collection !== '' && !/[\0$]/.test(collection),
    'InvalidNamespace',
    `Invalid namespace specified '${name}.${String(collection)}'`,
  );
  return `${name}.${collection}`;
}
