import { Timestamp } from 'bson';
import type { Clock } from '../../platform/clock.ts';
import { MongoError } from '../mongo-error.ts';
import { compareValues } from '../values/compare.ts';
import { isDoc } from '../values/doc.ts';

/** Gives the new value of a field for its old one (undefined: missing); `KEEP` leaves it as it is. */
export type Change = (old: unknown) => unknown;
/** Makes a change of an operand; throws where the operand is wrong. */
export type FieldOperator = (operand: unknown, path: string, clock: Clock) => Change;

export const KEEP = Symbol('keep');

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** Arithmetic on doubles and 64-bit integers; both whole, and one of them an integer of 64 bits: so is the result. */
function arithmetic(
  name: string,
  doubles: (a: number, b: number) => number,
  integers: (a: bigint, b: bigint) => bigint,
  absent: (operand: number | bigint) => number | bigint,
): FieldOperator {
  return (operand, path) => {
    if (!isNumeric(operand)) {
      throw new MongoError('TypeMismatch', `Cannot ${name} with non-numeric argument: {${path}: …}`);
    }
    return (old) => {
      if (old === undefined) return absent(operand);
      if (!isNumeric(old)) {
        throw new MongoError(
          'TypeMismatch',
          `Cannot apply ${name} to a value of non-numeric type, at '${path}'`,
        );
      }
      const whole = [old, operand].every((one) => typeof one === 'bigint' || Number.isSafeInteger(one));
      if (whole && (typeof old === 'bigint' || typeof operand === 'bigint')) {
        const result = integers(BigInt(old), BigInt(operand));
        if (BigInt.asIntN(64, result) === result) return result;
        throw new MongoError(
          'BadValue',
          `Failed to apply ${name} to '${path}': the result has more than 64 bits`,
        );
      }
      return doubles(Number(old), Number(operand));
    };
  };
}

function keepUnless(better: (order: number) => boolean): FieldOperator {
  return (operand) => (old) => (old === undefined || better(compareValues(operand, old)) ? operand : KEEP);
}

const currentDate: FieldOperator = (operand, path, clock) => {
  const kind = isDoc(operand) ? operand['$type'] : operand;
  if (kind === true || kind === false || kind === 'date') return () => clock.now();
  if (kind === 'timestamp') {
    return () => new Timestamp({ t: Math.floor(clock.now().getTime() / 1000), i: 1 });
  }
  throw new MongoError('BadValue', `$currentDate of '${path}' needs true, or {$type: 'date' | 'timestamp'}`);
};

/** Update operators on single values. */
export const fieldOperators: Record<string, FieldOperator> = {
  $set: (operand) => () => operand,
  $setOnInsert: (operand) => () => operand,
  $inc: arithmetic(
    '$inc',
    (a, b) => a + b,
    (a, b) => a + b,
    (by) => by,
  ),
  $mul: arithmetic(
    '$mul',
    (a, b) => a * b,
    (a, b) => a * b,
    (by) => (typeof by === 'bigint' ? 0n : 0),
  ),
  $min: keepUnless((order) => order < 0),
  $max: keepUnless((order) => order > 0),
  $currentDate: currentDate,
};
