import type { Context } from 'hono';
import type { z } from 'zod';
import { HttpProblem } from './fail.ts';

/** Reads a request's JSON, or refuses it with what is wrong. */
export async function readJson<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw new HttpProblem(415, 'Send JSON, with content-type application/json');
  }
  const text = await context.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'This is not well-formed JSON');
  }
  return check(schema, value);
}

/** Reads a request's query, or refuses it with what is wrong. */
export function readQuery<T>(context: Context, schema: z.ZodType<T>): T {
  return check(schema, context.req.query());
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HttpProblem(400, `${issue?.path.join('.') || 'request'}: ${issue?.message ?? 'malformed'}`);
}
