/** The errors that this server answers with: MongoDB's own codes, by MongoDB's own names. */
const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  InvalidLength: 16,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  TransactionTooOld: 225,
  OperationNotSupportedInTransaction: 263,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
  InvalidRegex: 51091,
  UnknownStage: 40324,
  UnknownField: 40415,
} as const;

type CodeName = keyof typeof codes;

/** An error for the client, as MongoDB's own server would answer it. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: CodeName;
  /** More fields of the answer, such as `keyPattern`. */
  readonly details: Record<string, unknown>;

  constructor(codeName: CodeName, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'MongoError';
    this.codeName = codeName;
    this.code = codes[codeName];
    this.details = details;
  }
}

/** Any error as one for the client; what was not foreseen becomes an internal error. */
export function toMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  return new MongoError('InternalError', error instanceof Error ? error.message : String(error));
}
