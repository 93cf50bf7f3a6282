import { MongoError } from '../mongo-error.ts';
import { asNumber, rank, rankOf } from '../values/key-string.ts';

type Test = (value: unknown) => boolean;

const isRank = (wanted: number, ...unless: unknown[]): Test => {
  return (value) => value !== undefined && rankOf(value) === wanted && !unless.includes(value);
};
const isInt32: Test = (value) => Number.isInteger(value) && value === (value as number) >> 0;

/** Names and numbers of BSON's types (https://www.mongodb.com/docs/manual/reference/bson-types/). */
const tests: Record<string, Test> = {
  number: isRank(rank.number),
  double: (value) => typeof value === 'number' && !isInt32(value),
  string: isRank(rank.string),
  object: isRank(rank.object),
  array: isRank(rank.array),
  binData: isRank(rank.binary),
  objectId: isRank(rank.objectId),
  bool: isRank(rank.boolean),
  date: isRank(rank.date),
  null: isRank(rank.null),
  regex: isRank(rank.regex),
  int: isInt32,
  timestamp: isRank(rank.timestamp),
  long: (value) => typeof value === 'bigint',
};

const numbered: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
};

/** The test behind `{$type: …}`. */
export function typeTest(operand: unknown): Test {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((name) => {
    const code = asNumber(name);
    const test = tests[code === undefined ? String(name) : (numbered[code] ?? '')];
    if (!test) throw new MongoError('BadValue', `Unknown type name alias: ${String(name)}`);
    return test;
  });
  return (value) => wanted.some((test) => test(value));
}
