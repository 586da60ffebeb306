/** MongoDB's error codes that this engine answers with, by the names MongoDB gives them. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidBSON: 22,
  LockTimeout: 24,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  EmptyFieldName: 56,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  UnknownReplWriteConcern: 79,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  UnsatisfiableWriteConcern: 100,
  WriteConflict: 112,
  ExceededMemoryLimit: 146,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  ConversionFailure: 241,
  InvalidPipelineOperator: 168,
  TransactionTooOld: 225,
  NotImplemented: 238,
  NoSuchTransaction: 251,
  OperationNotSupportedInTransaction: 263,
  BSONObjectTooLarge: 10334,
  UnsatisfiableCommitQuorum: 278,
  APIVersionError: 322,
  DuplicateKey: 11000,
} as const;

/** A name of MongoDB's; errors without a name of their own are called by their number there. */
export type CodeName = keyof typeof CODES | `Location${number}`;

/** An error that a client receives: a code and name of MongoDB's, a message, and what else the reply carries. */
export class MongoError extends Error {
  readonly code: number;
  constructor(
    readonly codeName: CodeName,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.code =
      codeName in CODES ? CODES[codeName as keyof typeof CODES] : Number(codeName.slice('Location'.length));
  }
}

/** The label by which a driver knows that the whole transaction may be tried again. */
export const TRANSIENT = { errorLabels: ['TransientTransactionError'] };

/** Throws a MongoError of that name unless the condition holds. */
export function check(condition: unknown, codeName: CodeName, message: string): asserts condition {
  if (!condition) throw new MongoError(codeName, message);
}
