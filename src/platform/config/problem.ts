import { BatonError } from '../errors.ts';

/** One thing that is wrong with the configuration. Never holds a secret. */
export interface Problem {
  /** `config/baton.yaml line 12`, or the name of an environment variable. */
  where: string;
  message: string;
}

const SHOWN_LENGTH = 80;
const TOKENS = /\b(xox[a-z]|xapp)-[A-Za-z0-9-]+/g;
const CREDENTIALS = /(:\/\/)[^\s/]+@/g;

/** A value as shown in a problem: short, on one line, with what looks like a secret taken out. */
export function shown(value: unknown): string {
  const written = typeof value === 'string' || (typeof value === 'object' && value !== null);
  const line = written ? JSON.stringify(value) : String(value);
  const safe = line.replace(TOKENS, '$1-…').replace(CREDENTIALS, '$1…@');
  return safe.length > SHOWN_LENGTH ? `${safe.slice(0, SHOWN_LENGTH)}…` : safe;
}

/** A secret as shown in a problem: what kind it seems to be, and how long it is. */
export function masked(secret: string): string {
  const kind = /^((xox[a-z]|xapp)-|[a-z+]{1,20}:\/\/)/.exec(secret)?.[0] ?? '';
  return `${kind}… (${secret.length} characters)`;
}

/** All problems in one error. */
export function configError(problems: Problem[]): BatonError {
  const lines = problems.map(({ where, message }) => `  ${where}: ${message}`);
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return new BatonError('config.invalid', [`The configuration has ${count}:`, ...lines].join('\n'), {
    mend: 'Mend each of them and start again; docs/configuration.md describes every setting.',
    data: { problems },
  });
}
