import { join } from 'node:path';
import { envValues, readEnvFile, writeEnvFile } from '../../platform/config/env-file.ts';
import { loadConfig } from '../../platform/config/load-config.ts';
import type { Config } from '../../platform/config/parse-config.ts';
import type { Problem } from '../../platform/config/problem.ts';
import { BatonError } from '../../platform/errors.ts';

/** The configuration while it is being made. */
export interface Draft {
  /** The folder that `.env` is in, and that paths are seen from. */
  readonly folder: string;
  /** What a variable is now: in the environment, else in `.env`. Undefined where it is not set, or empty. */
  value(name: string): string | undefined;
  /** The configuration as it would be with these values. Throws `config.invalid`. */
  config(values?: Values): Config;
  /** Puts values into `.env`, all at once, but for those that stand there already. */
  save(values: Values): void;
  /** Whether anything was saved by now. */
  hasSaved(): boolean;
  /** Variables that were saved now, but whose value in the environment goes before it the next time. */
  overruled(): string[];
}

export type Values = Readonly<Record<string, string>>;

interface Sources {
  cwd: string;
  /** The settings file, if not the usual one. */
  settings: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the configuration of a folder. What is wrong in variables that setup asks for is left out until it is answered anew;
 * anything else that is wrong must be mended first. Throws `config.invalid`, `config.unreadable`.
 */
export function openDraft({ cwd, settings, env }: Sources): Draft {
  const file = join(cwd, '.env');
  const without = new Set<string>();
  const saved: Record<string, string> = {};
  const load = (values: Values = {}) =>
    loadConfig({
      file: settings,
      env: { ...env, ...saved, ...values },
      cwd,
      without: (name) => !(name in values) && without.has(familyOf(name)),
    });
  leaveOutWrong(load, without);
  const stored = () => envValues(readEnvFile(file));
  return {
    folder: cwd,
    value: (name) => (saved[name] ?? (env[name]?.trim() || stored()[name]?.trim())) || undefined,
    config: load,
    save(values) {
      const before = stored();
      const changed = Object.entries(values).filter(([name, value]) => (before[name] ?? '') !== value);
      if (changed.length > 0) writeEnvFile(file, Object.fromEntries(changed));
      Object.assign(saved, values);
      for (const name of Object.keys(values)) without.delete(familyOf(name));
    },
    hasSaved: () => Object.keys(saved).length > 0,
    overruled: () =>
      Object.keys(saved).filter((name) => env[name]?.trim() && env[name]?.trim() !== saved[name]),
  };
}

/** What belongs together, and is asked for together: `SLACK` for `SLACK_BOT_TOKEN`; settings and addresses by themselves. */
function familyOf(name: string): string {
  return name.startsWith('BATON__') || /_(API|LOGIN|GRAPH)_URL$/.test(name)
    ? name
    : (name.split('_')[0] ?? name);
}

const ASKED_FOR = /^(SLACK|DISCORD|TEAMS|OPENAI)$|^BATON__(SLACK|DISCORD)__(DESK_CHANNEL|SUPPORT_CHANNELS)$/;

function leaveOutWrong(load: () => Config, without: Set<string>): void {
  for (;;) {
    try {
      load();
      return;
    } catch (error) {
      if (!(error instanceof BatonError) || error.code !== 'config.invalid') throw error;
      const families = (error.data['problems'] as Problem[]).map(({ where }) => familyOf(where));
      const wrong = families.filter((family) => ASKED_FOR.test(family) && !without.has(family));
      if (wrong.length === 0) throw error;
      for (const family of wrong) without.add(family);
    }
  }
}
