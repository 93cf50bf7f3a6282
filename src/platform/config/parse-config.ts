import { resolve } from 'node:path';
import type { z } from 'zod';
import { checkTogether } from './check-together.ts';
import { configError, masked, type Problem, shown } from './problem.ts';
import { readFile, readOverrides, settingPaths, type Written } from './read-written.ts';
import { isSetting, type Section, type Setting, type Values } from './setting.ts';
import { settings } from './settings.ts';
import { type Secrets, type VariableName, variableNames, variableOf, variables } from './variables.ts';

/**
 * Every setting under the name that it has in the file; durations in milliseconds. Frozen. `secrets` must never be
 * logged.
 */
export type Config = Values<typeof settings> & { readonly secrets: Secrets };

/** Every setting, by its dotted path. */
export const knownSettings: ReadonlyMap<string, Setting<unknown>> = settingPaths(settings);

/** What the settings file and the environment say. */
export interface Sources {
  /** What the file is called in problems. */
  file: string;
  /** By path; what the environment says is in place of what the file says. */
  written: ReadonlyMap<string, Written>;
  /** What could not be read. */
  problems: readonly Problem[];
  /** The environment, without what is empty. */
  env: Readonly<Record<string, string>>;
  /** The folder that paths are seen from; as they are written where there is none. */
  folder: string | null;
}

/** Reads the text of a settings file, and environment variables, which override it. Pure. */
export function readSources(
  yamlText: string,
  env: Readonly<Record<string, string | undefined>>,
  file = 'config/baton.yaml',
  folder: string | null = null,
): Sources {
  const set = withoutEmpty(env);
  const read = readFile(knownSettings, yamlText, file);
  const overrides = readOverrides(knownSettings, set);
  return {
    file,
    written: new Map([...read.written, ...overrides.written]),
    problems: [...read.problems, ...overrides.problems],
    env: set,
    folder,
  };
}

/**
 * The configuration that the sources give, and everything that is wrong with it; where something is, the default stands
 * in its place. Pure.
 *
 * @param written what is written, if not what the sources say
 */
export function configOf(
  { file, env, folder, problems: unread, ...sources }: Sources,
  written: ReadonlyMap<string, Written> = sources.written,
): { config: Config; problems: Problem[] } {
  const wrong = new Map<string, Problem>();
  const values = valuesOf(settings, written, wrong);
  const secrets = secretsOf(env, wrong);
  const config = { ...values, secrets } as Config;
  const together = checkTogether(config, new Set(wrong.keys())).map(({ at, message }) => ({
    where: written.get(at)?.where ?? (knownSettings.has(at) ? `${file} (${at} by default)` : at),
    message,
  }));
  return {
    config: freeze(folder === null ? config : withPathsFrom(folder, config)),
    problems: inOrder([...unread, ...wrong.values(), ...together]),
  };
}

/** The configuration that the sources give. Throws `config.invalid` with every problem there is. */
export function requireConfig(sources: Sources): Config {
  const { config, problems } = configOf(sources);
  if (problems.length > 0) throw configError(problems);
  return config;
}

/**
 * Makes the configuration of the text of a settings file, which may leave anything out, and of environment variables,
 * which override it; empty variables count as not set. Pure. Throws `config.invalid` with every problem there is.
 *
 * @param file what the file is called in problems
 */
export function parseConfig(
  yamlText: string,
  env: Readonly<Record<string, string | undefined>>,
  file?: string,
): Config {
  return requireConfig(readSources(yamlText, env, file));
}

function withPathsFrom(folder: string, config: Config): Config {
  const { knowledge, store } = config;
  return {
    ...config,
    knowledge: { ...knowledge, path: resolve(folder, knowledge.path) },
    store: { ...store, data_dir: resolve(folder, store.data_dir) },
  };
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
  written: ReadonlyMap<string, Written>,
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

/** What is told of a table at once. */
const ISSUES_TOLD = 10;

/** Where in a table something is wrong, as the whole of it says nothing. */
function tableMessage(path: string, allowed: string, { issues }: z.ZodError): string {
  const told = issues
    .slice(0, ISSUES_TOLD)
    .map((issue) => `${[path, ...issue.path].join('.')}: ${issue.message}`);
  return `${told.join('; ')}; allowed: ${allowed}`;
}

function secretsOf(env: Readonly<Record<string, string>>, wrong: Map<string, Problem>): Secrets {
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
