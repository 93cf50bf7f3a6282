import { Context } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import type { Options } from 'mingo/types';
import { MongoError } from '../mongo-error.ts';
import { isDoc } from '../values/doc.ts';

const everything = { accumulator, expression, pipeline, projection, query, window };
const context = Context.init(everything as Parameters<typeof Context.init>[0]);

/** Operators that run code. mingo refuses them too, but only once there is a document to run them on. */
const scripts = new Set(['$where', '$function', '$accumulator']);

const known = new Set(Object.values(everything).flatMap((operators) => Object.keys(operators)));

/** Options for anything of mingo: no scripts. `own` operators go before mingo's of the same name. */
export function mingoOptions(own?: Context): Options {
  return {
    idKey: '_id',
    processingMode: 0,
    useStrictMode: true,
    failOnError: true,
    scriptEnabled: false,
    context: own ? Context.from(own, context) : context,
  };
}

/**
 * Throws for an operator that mingo lacks, anywhere in an expression. mingo itself would notice only when it comes to a
 * document.
 */
export function checkOperators(expression: unknown): void {
  if (Array.isArray(expression)) return expression.forEach(checkOperators);
  if (!isDoc(expression)) return;
  for (const [name, operand] of Object.entries(expression)) {
    if (name === '$literal') continue;
    if (scripts.has(name)) {
      throw new MongoError('BadValue', `${name} is not allowed: the embedded store runs no scripts`);
    }
    if (name.startsWith('$') && !known.has(name)) {
      throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
    }
    checkOperators(operand);
  }
}
