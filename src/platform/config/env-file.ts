import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { BatonError, messageOf } from '../errors.ts';

/** An assignment, with a value that may run over several lines where it is quoted. */
const ASSIGNMENT =
  /^[^\S\r\n]*(?:export[^\S\r\n]+)?([\w.-]+)[^\S\r\n]*=([^\S\r\n]*)("(?:\\"|[^"])*"|'(?:\\'|[^'])*'|`(?:\\`|[^`])*`|[^\r\n#]*)/gm;

/** What needs no quotes. */
const PLAIN = /^[\w./:@%+,=?&~-]*$/;

/**
 * The text of an `.env` file with these values in it: in place of what stood there, or at the end. All else stays as it is,
 * to the letter. Pure. Throws `config.invalid` for a value that cannot be written in such a file.
 */
export function editEnv(text: string, values: Readonly<Record<string, string>>): string {
  let edited = text;
  for (const [name, value] of Object.entries(values)) edited = withValue(edited, name, quoted(name, value));
  const read = parse(edited);
  const lost = Object.keys(values).find((name) => read[name] !== values[name]);
  if (lost === undefined) return edited;
  throw new BatonError('config.invalid', `.env is written in a way in which ${lost} cannot be changed`, {
    mend: `Set ${lost} in .env by hand.`,
  });
}

function withValue(text: string, name: string, value: string): string {
  // Where a name stands twice, the last one counts.
  const last = [...text.matchAll(ASSIGNMENT)].findLast(([, each]) => each === name);
  if (last) {
    const [whole, , blanks = '', written = ''] = last;
    const old = written.trimEnd();
    // The blanks around a value are no part of it: those before a comment stay before it.
    const from = last.index + whole.length - written.length - (old === '' ? blanks.length : 0);
    return text.slice(0, from) + value + text.slice(from + old.length);
  }
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? text : text + end;
  return `${before}${name}=${value}${end}`;
}

function quoted(name: string, value: string): string {
  if (PLAIN.test(value)) return value;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark));
  // Between double quotes \n would become the end of a line.
  const kept = quote !== '"' || !value.includes('\\');
  if (quote && kept && !/[\r\n]/.test(value)) return quote + value + quote;
  throw new BatonError('config.invalid', `${name} has characters that an .env file cannot hold together`, {
    mend: 'Use a value without quotation marks, backslashes and ends of lines.',
  });
}

/** The text of an `.env` file; empty where there is none. Throws `config.unreadable`. */
export function readEnvFile(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch (cause) {
    throw new BatonError('config.unreadable', `Cannot read ${file}: ${messageOf(cause)}`, {
      mend: 'Let Baton read and write it.',
      cause,
    });
  }
}

/** Writes values into an `.env` file, whole or not at all; afterwards only its owner may read it. */
export function writeEnvFile(file: string, values: Readonly<Record<string, string>>): void {
  const text = editEnv(readEnvFile(file), values);
  // Where it is a link, what it leads to is changed.
  const real = existsSync(file) ? realpathSync(file) : file;
  const fresh = `${real}.${process.pid}.new`;
  try {
    writeFileSync(fresh, text, { mode: 0o600 });
    renameSync(fresh, real);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw new BatonError('config.unreadable', `Cannot write ${file}: ${messageOf(cause)}`, {
      mend: 'Let Baton write into that folder.',
      cause,
    });
  }
}

/** The values in the text of an `.env` file. */
export function envValues(text: string): Record<string, string> {
  return parse(text);
}
