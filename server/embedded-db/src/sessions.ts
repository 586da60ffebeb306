import type { Binary } from 'bson';
import { check, MongoError, TRANSIENT } from './errors.js';
import { numberKind, toDouble } from './values/numbers.js';
import type { Transaction } from './store/transaction.js';
import { bsonType, type Doc, isDoc } from './values/values.js';
import type { Holder } from './store/work.js';

/** What the engine knows of a client's session: its newest number, and what that number stands for. */
export interface Session {
  number: number;
  used: number;
  transaction?: Transaction;
  /** The answer to the last durable write or commit, given again when the driver asks again. */
  reply?: Doc;
}

/** The session a command names, as a string to look it up by. */
export function sessionId(command: Doc): string | undefined {
  const id = isDoc(command.lsid) ? command.lsid.id : undefined;
  return bsonType(id) === 'Binary' ? Buffer.from((id as Binary).value()).toString('hex') : undefined;
}

/** The number of a transaction, or of a write that may be asked for twice. */
export function numberOf(command: Doc): number | undefined {
  return numberKind(command.txnNumber) ? toDouble(command.txnNumber) : undefined;
}

/** Refuses a number that the session has left behind. */
export function checkAge(session: Session, number: number): void {
  check(
    number >= session.number,
    'TransactionTooOld',
    `Cannot continue with number ${number}: the session is at ${session.number}`,
  );
}

export function noSuchTransaction(number: number | undefined): MongoError {
  return new MongoError(
    'NoSuchTransaction',
    `Given transaction number ${number ?? ''} does not match any in-progress transactions.`,
    TRANSIENT,
  );
}

/** Whether a transaction ends within that time. */
export async function endsBefore({ ended: end }: Holder, ms: number): Promise<boolean> {
  if (ms <= 0) return false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const ended = await Promise.race([end.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
