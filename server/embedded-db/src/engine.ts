import type { Binary } from 'bson';
import { type Command, COMMON_FIELDS } from './commands/command.js';
import { catalogCommands } from './commands/catalog.js';
import { readCommands } from './commands/read.js';
import { writeCommands } from './commands/write.js';
import { Cursors } from './cursors.js';
import { Database } from './store/database.js';
import { check, MongoError, TRANSIENT } from './errors.js';
import { numberKind, toDouble } from './values/numbers.js';
import { buildInfo, hello, SERVICE_FIELDS, SESSION_LIFE_MS } from './service.js';
import { Transaction } from './store/transaction.js';
import { bsonType, type Doc, isDoc } from './values/values.js';
import { Blocked, DirectWork, type Holder } from './store/work.js';

/** How long a command waits for a document that a transaction holds, outside transactions and inside one. */
const LOCK_WAIT_MS = 5_000;
const LOCK_WAIT_IN_TRANSACTION_MS = 100;

/** As `transactionLifetimeLimitSeconds` in MongoDB. */
const TRANSACTION_LIFE_MS = 60_000;

interface Session {
  number: number;
  used: number;
  transaction?: Transaction;
  /** The answer to the last durable write or commit, given again when the driver asks again. */
  reply?: Doc;
}

const COMMANDS: Record<string, Command> = { ...writeCommands, ...readCommands, ...catalogCommands };

/** Runs commands one at a time against the data, in and out of transactions. */
export class Engine {
  readonly database: Database;
  private readonly cursors = new Cursors();
  private readonly sessions = new Map<string, Session>();
  private address = '';
  private readonly timer: NodeJS.Timeout;

  /** Opens a data folder. Fails with StorageError. */
  constructor(folder: string) {
    this.database = new Database(folder);
    for (const { id, number, reply } of this.database.storage.sessions())
      this.sessions.set(id, { number, reply, used: Date.now() });
    this.timer = setInterval(() => this.sweep(Date.now()), 1_000);
    this.timer.unref();
  }

  /** Tells the engine under which address clients reach it; `hello` repeats it. */
  listenAt(address: string): void {
    this.address = address;
  }

  close(): void {
    clearInterval(this.timer);
    for (const transaction of [...this.database.transactions]) transaction.end();
    this.database.storage.close();
  }

  private sweep(now: number): void {
    for (const transaction of [...this.database.transactions])
      if (now - transaction.since > TRANSACTION_LIFE_MS) transaction.end();
    this.cursors.sweep(now);
    for (const [id, { transaction, used }] of this.sessions)
      if (!transaction?.open && now - used > SESSION_LIFE_MS) this.endSession(id);
    try {
      this.database.expire(now);
    } catch (error) {
      // A full disk, say: nothing was removed, and the next sweep tries again.
      process.stderr.write(`expiry: ${String(error)}\n`);
    }
  }

  /** A connection is gone: transactions it was carrying end, and what they held is free. */
  disconnected(client: object): void {
    for (const transaction of [...this.database.transactions])
      if (transaction.client === client) transaction.end();
  }

  /** Answers one command; fails with MongoError. `client` stands for the connection. */
  async run(command: Doc, client: object): Promise<Doc> {
    const name = Object.keys(command)[0] ?? '';
    const canonical = name.toLowerCase() === 'ismaster' ? 'hello' : name === 'buildinfo' ? 'buildInfo' : name;
    const service = Object.hasOwn(SERVICE_FIELDS, canonical) ? SERVICE_FIELDS[canonical] : undefined;
    const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    check(service ?? known, 'CommandNotFound', `no such command: '${name}'`);
    for (const field of Object.keys(command).slice(1))
      check(
        (service ?? known?.fields)?.includes(field) === true || COMMON_FIELDS.includes(field),
        'Location40415',
        `BSON field '${name}.${field}' is an unknown field.`,
      );
    if (command.autocommit === false) return this.runInTransaction(command, known, client);
    if (known) return this.runAlone(command, known);
    return this.serve(canonical, command);
  }

  private serve(name: string, command: Doc): Doc {
    if (name === 'hello') return hello(this.address);
    if (name === 'buildInfo') return buildInfo();
    if (name === 'endSessions' && Array.isArray(command.endSessions))
      for (const lsid of command.endSessions) this.endSession(sessionId({ lsid: lsid as unknown }));
    check(!name.endsWith('Transaction'), 'NoSuchTransaction', `${name} must run inside a transaction`);
    return { ok: 1 };
  }

  private endSession(id: string | undefined): void {
    if (id === undefined) return;
    this.sessions.get(id)?.transaction?.end();
    if (this.sessions.delete(id)) this.database.storage.forgetSession(id);
  }

  private context(command: Doc, work: DirectWork | Transaction) {
    check(
      typeof command.$db === 'string' && command.$db !== '',
      'InvalidNamespace',
      "the command lacks its database ('$db')",
    );
    return { database: this.database, cursors: this.cursors, name: command.$db, work };
  }

  /** A command by itself is a transaction of its own: durable and answered, or undone. */
  private async runAlone(command: Doc, known: Command): Promise<Doc> {
    const id = sessionId(command);
    const number = known.writes && id !== undefined ? numberOf(command) : undefined;
    const session = number === undefined ? undefined : this.sessions.get(id ?? '');
    if (session && number !== undefined) {
      if (session.number === number && session.reply) return session.reply;
      checkAge(session, number);
    }
    const until = Date.now() + LOCK_WAIT_MS;
    for (;;) {
      const work = new DirectWork(this.database);
      try {
        const reply = known.run(command, this.context(command, work));
        const remember =
          id !== undefined && number !== undefined && work.mark() > 0 ? { id, number, reply } : undefined;
        work.commit(remember);
        if (remember) this.sessions.set(remember.id, { number: remember.number, reply, used: Date.now() });
        return reply;
      } catch (error) {
        work.rollback(0);
        if (!(error instanceof Blocked)) throw error;
        const free = await endsBefore(error.by, until - Date.now());
        check(
          free,
          'LockTimeout',
          `Unable to acquire lock within ${LOCK_WAIT_MS} ms: a transaction holds the document`,
        );
      }
    }
  }

  private async runInTransaction(command: Doc, known: Command | undefined, client: object): Promise<Doc> {
    const [name = ''] = Object.keys(command);
    const id = sessionId(command);
    const number = numberOf(command);
    check(
      id !== undefined && number !== undefined,
      'InvalidOptions',
      "'autocommit' needs 'lsid' and 'txnNumber'",
    );
    const transaction = this.transactionFor(id, number, command);
    if (name === 'commitTransaction') return this.commit(id, number, transaction);
    if (name === 'abortTransaction') {
      transaction?.end();
      if (!transaction) throw noSuchTransaction(number);
      return { ok: 1 };
    }
    if (!transaction?.open) throw noSuchTransaction(number);
    transaction.client = client;
    check(
      known?.transactional,
      'OperationNotSupportedInTransaction',
      `Cannot run '${name}' in a multi-document transaction.`,
    );
    try {
      const reply = await this.runWaiting(command, known, transaction);
      if ('writeErrors' in reply) transaction.end();
      return reply;
    } catch (error) {
      transaction.end();
      throw error;
    }
  }

  private async runWaiting(command: Doc, known: Command, transaction: Transaction): Promise<Doc> {
    const until = Date.now() + LOCK_WAIT_IN_TRANSACTION_MS;
    for (;;) {
      if (!transaction.open) throw noSuchTransaction(numberOf(command));
      const mark = transaction.mark();
      try {
        return known.run(command, this.context(command, transaction));
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        transaction.rollback(mark);
        if (!(await endsBefore(error.by, until - Date.now())))
          throw new MongoError(
            'LockTimeout',
            `Unable to acquire lock within ${LOCK_WAIT_IN_TRANSACTION_MS} ms: another transaction holds the document`,
            TRANSIENT,
          );
      }
    }
  }

  private transactionFor(id: string, number: number, command: Doc): Transaction | undefined {
    const session = this.sessions.get(id);
    if (session) checkAge(session, number);
    if (command.startTransaction !== true)
      return session?.number === number ? session.transaction : undefined;
    check(
      session?.number !== number,
      'TransactionTooOld',
      `Cannot start transaction ${number}: its number has been used`,
    );
    session?.transaction?.end();
    const transaction = new Transaction(this.database);
    this.sessions.set(id, { number, transaction, used: Date.now() });
    return transaction;
  }

  private commit(id: string, number: number, transaction: Transaction | undefined): Doc {
    const session = this.sessions.get(id);
    if (session?.number === number && session.reply) return session.reply;
    if (!transaction?.open) throw noSuchTransaction(number);
    const reply = { ok: 1 };
    transaction.commit({ id, number, reply });
    this.sessions.set(id, { number, reply, used: Date.now() });
    return reply;
  }
}

function sessionId(command: Doc): string | undefined {
  const id = isDoc(command.lsid) ? command.lsid.id : undefined;
  return bsonType(id) === 'Binary' ? Buffer.from((id as Binary).value()).toString('hex') : undefined;
}

function numberOf(command: Doc): number | undefined {
  return numberKind(command.txnNumber) ? toDouble(command.txnNumber) : undefined;
}

function checkAge(session: Session, number: number): void {
  check(
    number >= session.number,
    'TransactionTooOld',
    `Cannot continue with number ${number}: the session is at ${session.number}`,
  );
}

function noSuchTransaction(number: number | undefined): MongoError {
  return new MongoError(
    'NoSuchTransaction',
    `Given transaction number ${number ?? ''} does not match any in-progress transactions.`,
    TRANSIENT,
  );
}

async function endsBefore({ ended: end }: Holder, ms: number): Promise<boolean> {
  if (ms <= 0) return false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const ended = await Promise.race([end.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
