import { nearestKeys } from '../nearest.ts';
import { yamlLeaves } from '../yaml-leaves.ts';
import type { Problem } from './problem.ts';
import { isSetting, type Section, type Setting } from './setting.ts';
import { overrideName, shortNames, variableNames } from './variables.ts';

/** A value that somebody set, and where: the line of the file, the variable, or the command. */
export interface Written {
  value: unknown;
  where: string;
  by: 'file' | 'environment' | 'command';
}

/** The settings of a section and those below it, by their dotted path. */
export function settingPaths(section: Section, prefix = ''): Map<string, Setting<unknown>> {
  return new Map(
    Object.entries(section).flatMap(([key, node]): [string, Setting<unknown>][] =>
      isSetting(node) ? [[prefix + key, node]] : [...settingPaths(node, `${prefix}${key}.`)],
    ),
  );
}

/** Reads the values of a settings file. What is no setting is a problem. */
export function readFile(known: ReadonlyMap<string, Setting<unknown>>, text: string, source: string) {
  const tables = new Set([...known].flatMap(([path, setting]) => (setting.table ? [path] : [])));
  const { leaves, faults } = yamlLeaves(text, tables);
  const problems: Problem[] = faults.map(({ line, message }) => ({
    where: `${source} line ${line}`,
    message,
  }));
  const written = new Map<string, Written>();
  const paths = [...known.keys()];
  for (const { path, value, line } of leaves) {
    const where = `${source} line ${line}`;
    const section = paths.some((one) => one.startsWith(`${path}.`));
    if (known.has(path)) written.set(path, { value, where, by: 'file' });
    else if (!section) problems.push({ where, message: unknownKey(path, paths) });
    else if (value !== null && !isEmptyMap(value)) {
      problems.push({ where, message: `${path} is a section; its settings go below it, indented` });
    }
  }
  return { written, problems };
}

/** Reads the settings that the environment overrides. */
export function readOverrides(known: ReadonlyMap<string, Setting<unknown>>, env: Record<string, string>) {
  const problems: Problem[] = [];
  const written = new Map<string, Written>();
  const byName = new Map([...known.keys()].map((path) => [overrideName(path), path]));
  const take = (name: string, path: string, text: string) =>
    written.set(path, { value: known.get(path)?.fromText(text), where: name, by: 'environment' });
  for (const [name, path] of Object.entries(shortNames)) {
    if (env[name] !== undefined) take(name, path, env[name]);
  }
  for (const [name, text] of Object.entries(env).filter(([one]) => one.startsWith('BATON__'))) {
    const path = byName.get(name);
    if (path) take(name, path, text);
    else problems.push({ where: name, message: unknownOverride(name, [...known.keys()]) });
  }
  return { written, problems };
}

/** Says that there is no such setting, and which one was meant. */
export function unknownKey(path: string, paths: string[]): string {
  const words = path.toLowerCase().split('.');
  const spellings = [words.join('_'), words.at(-1)];
  const variable = variableNames.find((name) => spellings.includes(name.toLowerCase()));
  if (variable) return `${path} is no setting; secrets and addresses belong in .env, as ${variable}`;
  const near = nearestKeys(path, paths);
  if (near.length > 0) return `unknown setting ${path}; did you mean ${near.join(' or ')}?`;
  return `unknown setting ${path}; known here: ${siblings(path, paths).join(', ')}`;
}

function unknownOverride(name: string, paths: string[]): string {
  const path = name.slice('BATON__'.length).toLowerCase().replaceAll('__', '.');
  const near = nearestKeys(path, paths).map(overrideName);
  return `overrides no setting${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
}

/** The keys that stand where an unknown one was written; the sections, where its section is unknown too. */
function siblings(path: string, paths: string[]): string[] {
  const section = path.slice(0, path.lastIndexOf('.') + 1);
  const here = paths.filter((one) => section !== '' && one.startsWith(section));
  const cut = here.length > 0 ? section.length : 0;
  return [...new Set((here.length > 0 ? here : paths).map((one) => one.slice(cut).split('.')[0] ?? ''))];
}

function isEmptyMap(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).length === 0 && !Array.isArray(value)
  );
}
