import type { z } from 'zod';
import { checkTogether } from './check-together.ts';
import { configError, masked, type Problem, shown } from './problem.ts';
import { readFile, readOverrides, settingPaths, type Written } from './read-written.ts';
import { isSetting, type Section, type Values } from './setting.ts';
import { settings } from './settings.ts';
import { type Secrets, type VariableName, variableNames, variableOf, variables } from './variables.ts';

/**
 * Every setting under the name that it has in the file; durations in milliseconds. Frozen. `secrets` must never be
 * logged.
 */
export type Config = Values<typeof settings> & { readonly secrets: Secrets };

const known = settingPaths(settings);

/**
 * Makes the configuration of the text of a settings file, which may leave anything out, and of environment variables,
 * which override it; empty variables count as not set. Pure. Throws `config.invalid` with every problem there is.
 *
 * @param source what the file is called in problems
 */
export function parseConfig(
  yamlText: string,
  env: Readonly<Record<string, string | undefined>>,
  source = 'config/baton.yaml',
): Config {
  const set = withoutEmpty(env);
  const file = readFile(known, yamlText, source);
  const overrides = readOverrides(known, set);
  const written = new Map([...file.written, ...overrides.written]);
  const wrong = new Map<string, Problem>();
  const values = valuesOf(settings, written, wrong);
  const secrets = secretsOf(set, wrong);
  const config = { ...values, secrets } as Config;
  const together = checkTogether(config, new Set(wrong.keys())).map(({ at, message }) => ({
    where: written.get(at)?.where ?? (known.has(at) ? `${source} (${at} by default)` : at),
    message,
  }));
  const problems = [...file.problems, ...overrides.problems, ...wrong.values(), ...together];
  if (problems.length > 0) throw configError(inOrder(problems));
  return freeze(config);
}

/** By file and line, so that a person can go through the file once. */
function inOrder(problems: Problem[]): Problem[] {
  return problems.toSorted((one, other) => one.where.localeCompare(other.where, 'en', { numeric: true }));
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const trimmed = Object.entries(env).map(([name, value]): [string, string] => [name, value?.trim() ?? '']);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/** The values of a section; the default in place of one that is wrong, which is then added to `wrong`. */
function valuesOf(
  section: Section,
  written: Map<string, Written>,
  wrong: Map<string, Problem>,
  prefix = '',
): Record<string, unknown> {
  const entries = Object.entries(section).map(([key, node]): [string, unknown] => {
    const path = prefix + key;
    if (!isSetting(node)) return [key, valuesOf(node, written, wrong, `${path}.`)];
    const one = written.get(path);
    const checked = node.schema.safeParse(one ? one.value : node.initial);
    if (checked.success) return [key, checked.data];
    const message = node.table
      ? tableMessage(path, node.allowed, checked.error)
      : wrongValue(path, one?.value, node.allowed);
    wrong.set(path, { where: one?.where ?? path, message });
    return [key, node.schema.parse(node.initial)];
  });
  return Object.fromEntries(entries);
}

function wrongValue(path: string, value: unknown, allowed: string): string {
  return `${path} is ${value === null ? 'empty' : shown(value)}; allowed: ${allowed}`;
}

/** Where in a table something is wrong, as the whole of it says nothing. */
function tableMessage(path: string, allowed: string, { issues }: z.ZodError): string {
  const [first] = issues;
  const at = [path, ...(first?.path ?? [])].join('.');
  return `${at}: ${first?.message ?? 'not allowed'}; allowed: ${allowed}`;
}

function secretsOf(env: Record<string, string>, wrong: Map<string, Problem>): Secrets {
  const entries = variableNames.map((name): [VariableName, string | undefined] => {
    const value = env[name];
    const { schema, secret, allowed } = variables[name];
    if (value !== undefined && !schema.safeParse(value).success) {
      const meant = variableOf(value);
      const hint = meant ? `; what is there looks like ${meant}` : '';
      const message = `${secret ? masked(value) : shown(value)}; allowed: ${allowed}${hint}`;
      wrong.set(name, { where: name, message });
    }
    return [name, value];
  });
  return Object.fromEntries(entries) as Secrets;
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}
