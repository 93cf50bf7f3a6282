import { type Config, configOf, type Sources } from '../../platform/config/parse-config.ts';
import type { Problem } from '../../platform/config/problem.ts';
import type { Written } from '../../platform/config/read-written.ts';
import { BatonError, messageOf } from '../../platform/errors.ts';
import { SETTINGS_FORMAT, type SettingEntry, type SettingsRecord } from '../../store/settings.ts';
import { entriesOf, type Layer, withCommands } from './layer.ts';

/** What a layer of commands makes of the settings. */
export interface Examined {
  layer: Layer;
  written: ReadonlyMap<string, Written>;
  config: Config;
  /** All that is wrong with it, a sentence each; none where it may be in force. */
  problems: readonly string[];
}

export interface Rules {
  sources: Sources;
  /** Looks at what a configuration means beyond its values. Throws a BatonError where it cannot be. */
  check(config: Config): void;
}

/** Makes the configuration with the commands over the file and the environment, and checks it as a whole. */
export function examine({ sources, check }: Rules, layer: Layer): Examined {
  const { written, unknown } = withCommands(sources, layer);
  const { config, problems: found } = configOf(sources, written);
  const problems = [
    ...unknown.map((path) => `${path} is nothing that this Baton knows to be set by command`),
    ...found.map((problem) => wordsOf(problem, layer)),
  ];
  if (problems.length === 0) problems.push(...meaningProblems(check, config));
  return { layer, written, config, problems };
}

/**
 * As much of a layer as may be in force here: in the place of what may not stands what was in force there before, if
 * anything, and `left` is told. So one setting that a newer Baton knows does not hold up the others.
 */
export function examineLeniently(
  rules: Rules,
  layer: Layer,
  before: Layer,
  left: (path: string, problems: readonly string[]) => void,
): Examined {
  const whole = examine(rules, layer);
  if (whole.problems.length === 0) return whole;
  let good = examine(rules, new Map());
  for (const entry of entriesOf(layer).toSorted((one, other) => one.change - other.change)) {
    const tried = examine(rules, new Map([...good.layer, [entry.path, entry]]));
    if (tried.problems.length === 0) good = tried;
    else {
      left(entry.path, tried.problems);
      good = withFormer(rules, good, before.get(entry.path));
    }
  }
  return good;
}

function withFormer(rules: Rules, good: Examined, former: SettingEntry | undefined): Examined {
  if (!former) return good;
  const tried = examine(rules, new Map([...good.layer, [former.path, former]]));
  return tried.problems.length === 0 ? tried : good;
}

export const NEWER = 'what commands have set was stored by a newer Baton';

export function isNewer({ format }: SettingsRecord): boolean {
  return format > SETTINGS_FORMAT;
}

/** A problem with what a command has set tells the setting already. */
function wordsOf({ where, message }: Problem, layer: Layer): string {
  return layer.has(where) ? message : `${where}: ${message}`;
}

function meaningProblems(check: Rules['check'], config: Config): string[] {
  try {
    check(config);
    return [];
  } catch (error) {
    return [error instanceof BatonError ? error.explain() : messageOf(error)];
  }
}
