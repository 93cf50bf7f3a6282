import { BSONRegExp } from 'bson';
import { MongoError } from '../mongo-error.ts';
import { isDoc } from '../values/doc.ts';

/** A regular expression from a query: a BSON one, or `{$regex, $options}`. Undefined where the value is neither. */
export function asRegExp(value: unknown): RegExp | undefined {
  if (value instanceof RegExp) return compile(value.source, value.flags);
  if (value instanceof BSONRegExp) return compile(value.pattern, value.options);
  if (!isDoc(value) || !Object.hasOwn(value, '$regex')) return undefined;
  const { $regex: pattern, $options: options = '' } = value;
  if (typeof options !== 'string') throw new MongoError('BadValue', '$options has to be a string');
  if (typeof pattern === 'string') return compile(pattern, options);
  const inner = asRegExp(pattern);
  if (!inner) throw new MongoError('BadValue', '$regex has to be a string');
  return options === '' ? inner : compile(inner.source, options);
}

function compile(pattern: string, options: string): RegExp {
  const flags = [...new Set(options)].filter((flag) => flag !== 'g').join('');
  if (!/^[imsu]*$/.test(flags)) {
    throw new MongoError(
      'BadValue',
      `invalid flag in regex options: ${options} (i, m, s and u are supported)`,
    );
  }
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new MongoError('InvalidRegex', `Regular expression is invalid: ${(error as Error).message}`);
  }
}
