import { z } from 'zod';
import { parseDuration } from './duration.ts';

/** One setting: everything that the file, the environment, the errors and the documentation need to know about it. */
export interface Setting<T> {
  /** One sentence, shown above the setting in config/baton.yaml and in the documentation. */
  about: string;
  /** What may stand there, in words. */
  allowed: string;
  /** The default, as it is written in the file. */
  initial: string | number | readonly string[] | Readonly<Record<string, unknown>>;
  /** Checks a value as written, and turns it into the value that the code works with. */
  schema: z.ZodType<T>;
  /** What stands there has keys of its own, which are no settings. */
  table?: Rows;
  /** It is read when Baton starts, and no command changes it. */
  fixed?: true;
  /** Reads the value from an environment variable, for `schema` to check. */
  fromText(text: string): unknown;
}

/** What stands behind a key of a table, for whoever changes a part of it. */
export interface Rows {
  /** Reads a whole row from text, for the schema of the table to check. */
  fromText(text: string): unknown;
  /** What a row holds, where it holds several values, and how each is read from text. */
  fields: Readonly<Record<string, (text: string) => unknown>>;
}

/** Settings in nested sections. */
export interface Section {
  readonly [key: string]: Setting<unknown> | Section;
}

/** The values that a section of settings gives. */
export type Values<T> = { readonly [K in keyof T]: T[K] extends Setting<infer V> ? V : Values<T[K]> };

export function isSetting(node: Setting<unknown> | Section): node is Setting<unknown> {
  return typeof node.about === 'string';
}

/** Marks every setting of a section as one that is read at the start alone. */
export function atStart<T extends Section>(section: T): T {
  const marked = Object.entries(section).map(([key, node]) => [
    key,
    isSetting(node) ? { ...node, fixed: true } : atStart(node),
  ]);
  return Object.fromEntries(marked) as T;
}

/** Words on one line. `pattern` narrows them; `allowed` then says how. */
export function text(
  about: string,
  initial: string,
  {
    allowed = 'text of at most 200 characters',
    pattern = /^.{0,200}$/su,
  }: { allowed?: string; pattern?: RegExp } = {},
): Setting<string> {
  const schema = z
    .string()
    .regex(pattern)
    .regex(/^\P{Cc}*$/u);
  return { about, allowed, initial, schema, fromText: asText };
}

/** One of a few words. */
export function choice<const T extends string>(
  about: string,
  initial: NoInfer<T>,
  words: readonly T[],
): Setting<T> {
  return { about, allowed: oneOf(words), initial, schema: z.enum(words), fromText: asText };
}

/** A whole number. */
export function whole(
  about: string,
  initial: number,
  [min, max]: readonly [number, number],
): Setting<number> {
  const allowed = `a whole number from ${min} to ${max}`;
  return { about, allowed, initial, schema: z.int().min(min).max(max), fromText: asNumber };
}

/** A number with decimals. */
export function decimal(
  about: string,
  initial: number,
  [min, max]: readonly [number, number],
): Setting<number> {
  const allowed = `a number from ${min} to ${max}`;
  return { about, allowed, initial, schema: z.number().min(min).max(max), fromText: asNumber };
}

/** A length of time, written such as `30s`; the value is in milliseconds. */
export function duration(
  about: string,
  initial: string,
  [min, max]: readonly [string, string],
): Setting<number> {
  const [least, most] = [parseDuration(min) ?? 0, parseDuration(max) ?? 0];
  const schema = z
    .string()
    .transform((written) => parseDuration(written) ?? Number.NaN)
    .pipe(z.number().min(least).max(most));
  const allowed = `a duration from ${min} to ${max}`;
  return { about, allowed, initial, schema, fromText: asText };
}

/** Several words; in the environment, separated by commas. */
export function list(
  about: string,
  initial: readonly string[],
  { allowed, pattern }: { allowed: string; pattern: RegExp },
): Setting<readonly string[]> {
  return { about, allowed, initial, schema: z.array(z.string().regex(pattern)), fromText: asList };
}

/** Keys that the deployment names, each with a value of its own; in the environment, as JSON. */
export function table<T>(
  about: string,
  initial: Readonly<Record<string, unknown>>,
  { allowed, schema, rows }: { allowed: string; schema: z.ZodType<T>; rows: Rows },
): Setting<T> {
  return { about, allowed, initial, schema, table: rows, fromText: fromJson };
}

/** Rows that are one word each. */
export const wordRows: Rows = { fromText: asText, fields: {} };

/** Rows that are one number each. */
export const numberRows: Rows = { fromText: asNumber, fields: {} };

/** Rows of several values, each read from text in its own way; a whole row is read as JSON. */
export function rowsOf(fields: Rows['fields']): Rows {
  return { fromText: fromJson, fields };
}

export function asText(value: string): string {
  return value;
}

/** What is no number stays text, so that the error shows it as it was written. */
export function asNumber(value: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** Words with commas between. */
export function asList(value: string): string[] {
  return value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

/** Sentences with `|` between, for they have commas of their own. */
export function asSentences(value: string): string[] {
  return value
    .split('|')
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** What is no JSON stays text. */
function fromJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
