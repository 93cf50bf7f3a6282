import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { BatonError, messageOf } from '../platform/errors.ts';

/** One line of a JSONL file, counted from 1. */
export interface Line<T> {
  line: number;
  row: T;
}

/**
 * The rows of a JSONL file, one by one; empty lines are passed over. Throws `command.invalid` with the line, where one is
 * not what the schema wants.
 */
export async function* readLines<T>(
  file: string,
  schema: z.ZodType<T>,
  wanted: string,
): AsyncGenerator<Line<T>> {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      if (text.trim() !== '') yield { line, row: parseRow(text, schema, `${file} line ${line}`, wanted) };
    }
  } catch (error) {
    if (error instanceof BatonError) throw error;
    throw new BatonError('command.invalid', `${file} cannot be read: ${messageOf(error)}`, {
      mend: 'Name a JSONL file that exists.',
      cause: error,
    });
  } finally {
    lines.close();
  }
}

function parseRow<T>(text: string, schema: z.ZodType<T>, where: string, wanted: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BatonError('command.invalid', `${where} is no JSON`, {
      mend: `Each line is ${wanted}.`,
      cause,
    });
  }
  const checked = schema.safeParse(json);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const at = issue?.path.join('.') ?? '';
  throw new BatonError(
    'command.invalid',
    `${where}: ${at ? `${at}: ` : ''}${issue?.message ?? 'not allowed'}`,
    {
      mend: `Each line is ${wanted}.`,
    },
  );
}
