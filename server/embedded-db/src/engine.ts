import type { Command } from './commands/command.js';
import { checkDeadline, type Envelope, readEnvelope } from './commands/envelope.js';
import { catalogCommands } from './commands/catalog.js';
import { readCommands } from './commands/read.js';
import { bulkWrite } from './commands/bulk.js';
import { writeCommands } from './commands/write.js';
import { Cursors } from './cursors.js';
import { Database } from './store/database.js';
import { check, MongoError, TRANSIENT } from './errors.js';
import { Memory } from './memory.js';
import { buildInfo, hello, SERVICES, SESSION_LIFE_MS } from './service.js';
import { checkAge, endsBefore, noSuchTransaction, numberOf, type Session, sessionId } from './sessions.js';
import { atOnce, byTurns, isPaced } from './pace.js';
import type { Report } from './store/loading.js';
import { Transaction } from './store/transaction.js';
import { type Doc } from './values/values.js';
import { Blocked, DirectWork } from './store/work.js';

/** How long a command waits for a document that a transaction holds, outside transactions and inside one. */
const LOCK_WAIT_MS = 5_000;
const LOCK_WAIT_IN_TRANSACTION_MS = 100;

/** As `transactionLifetimeLimitSeconds` in MongoDB. */
const TRANSACTION_LIFE_MS = 60_000;

const COMMANDS: Record<string, Command> = {
  ...writeCommands,
  bulkWrite,
  ...readCommands,
  ...catalogCommands,
};

/** Runs commands one at a time against the data, in and out of transactions. */
export class Engine {
  private readonly cursors = new Cursors();
  private readonly sessions = new Map<string, Session>();
  private address = '';
  private readonly timer: NodeJS.Timeout;

  /** Opens a data folder; `say` tells a sentence to the person at the console. Fails with StorageError. */
  static async open(folder: string, say: (sentence: string) => void, report: Report): Promise<Engine> {
    return new Engine(await Database.open(folder, new Memory(say), report));
  }

  private constructor(readonly database: Database) {
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
    this.database.close();
  }

  private sweep(now: number): void {
    for (const transaction of [...this.database.transactions])
      if (now - transaction.since > TRANSACTION_LIFE_MS) transaction.end();
    this.cursors.sweep(now);
    this.database.memory.watch(now);
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
    const service = Object.hasOwn(SERVICES, canonical) ? SERVICES[canonical] : undefined;
    const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    const answers = service ?? known;
    check(answers, 'CommandNotFound', `no such command: '${name}'`);
    const envelope = readEnvelope(command, answers);
    // What it changed, and what it may have seen of others: durable before anybody is told, of a refusal as well.
    const reply = await this.perform(canonical, command, known, envelope, client).finally(
      () => this.database.group.settled,
    );
    const { writeConcernError } = envelope;
    return writeConcernError ? { ...reply, writeConcernError } : reply;
  }

  private async perform(
    name: string,
    command: Doc,
    known: Command | undefined,
    envelope: Envelope,
    client: object,
  ): Promise<Doc> {
    if (command.autocommit === false) return this.runInTransaction(command, known, envelope, client);
    return known ? this.runAlone(command, known, envelope) : this.serve(name, command);
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
    if (this.sessions.delete(id)) this.database.forgetSession(id);
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
  private async runAlone(command: Doc, known: Command, envelope: Envelope): Promise<Doc> {
    const id = sessionId(command);
    const number = known.writes && id !== undefined ? numberOf(command) : undefined;
    const session = number === undefined ? undefined : this.sessions.get(id ?? '');
    if (session && number !== undefined) {
      if (session.number === number && session.reply) return session.reply;
      checkAge(session, number);
    }
    const until = Math.min(Date.now() + LOCK_WAIT_MS, envelope.deadline);
    for (;;) {
      const work = new DirectWork(this.database);
      try {
        const answer = known.run(command, this.context(command, work));
        const reply = isPaced(answer) ? await byTurns(answer, () => this.others(envelope)) : answer;
        checkDeadline(envelope);
        const remember =
          id !== undefined && number !== undefined && work.mark() > 0 ? { id, number, reply } : undefined;
        work.commit(remember);
        if (remember) this.remember(remember.id, remember.number, reply);
        return reply;
      } catch (error) {
        work.rollback(0);
        if (!(error instanceof Blocked)) throw error;
        const free = await endsBefore(error.by, until - Date.now());
        if (!free) checkDeadline(envelope);
        check(
          free,
          'LockTimeout',
          `Unable to acquire lock within ${LOCK_WAIT_MS} ms: a transaction holds the document`,
        );
      }
    }
  }

  /** Whatever else waits has its turn; what was seen of it so far is durable, or the read fails. */
  private async others(envelope: Envelope): Promise<void> {
    checkDeadline(envelope);
    await (this.database.group.settled ?? new Promise(setImmediate));
  }

  private async runInTransaction(
    command: Doc,
    known: Command | undefined,
    envelope: Envelope,
    client: object,
  ): Promise<Doc> {
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
      const reply = await this.runWaiting(command, known, envelope, transaction);
      if ('writeErrors' in reply) transaction.end();
      return reply;
    } catch (error) {
      transaction.end();
      throw error;
    }
  }

  private async runWaiting(
    command: Doc,
    known: Command,
    envelope: Envelope,
    transaction: Transaction,
  ): Promise<Doc> {
    const until = Date.now() + LOCK_WAIT_IN_TRANSACTION_MS;
    for (;;) {
      if (!transaction.open) throw noSuchTransaction(numberOf(command));
      const mark = transaction.mark();
      try {
        const answer = known.run(command, this.context(command, transaction));
        const reply = isPaced(answer) ? atOnce(answer) : answer;
        checkDeadline(envelope);
        return reply;
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
    this.remember(id, number, reply);
    return reply;
  }

  /** Keeps what a session was answered, for one who asks again; forgotten when what it tells was taken back. */
  private remember(id: string, number: number, reply: Doc): void {
    const answered: Session = { number, reply, used: Date.now() };
    this.sessions.set(id, answered);
    this.database.group.settled?.catch(() => {
      if (this.sessions.get(id) === answered) this.sessions.delete(id);
    });
  }
}
