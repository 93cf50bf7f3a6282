import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parse as parseEnv } from 'dotenv';
import { BatonError, messageOf } from '../errors.ts';
import { type Config, readSources, requireConfig, type Sources } from './parse-config.ts';

const DEFAULT_FILE = 'config/baton.yaml';

export interface ConfigSources {
  /** Path of the settings file; by default BATON_CONFIG, else config/baton.yaml, which need not exist. */
  file?: string | undefined;
  /** The environment; overrides what stands in the file `.env`. */
  env: Readonly<Record<string, string | undefined>>;
  /** The folder that `.env` is in and that paths are seen from. */
  cwd: string;
  /** Variables that are taken for not set, wherever they are. */
  without?: (name: string) => boolean;
}

/**
 * Reads the configuration; paths in it are absolute. Throws `config.invalid` with every problem there is, and
 * `config.unreadable` where a file cannot be read.
 */
export function loadConfig(from: ConfigSources): Config {
  return requireConfig(loadSources(from));
}

/** Reads what the settings file and the environment say. Throws `config.unreadable` where a file cannot be read. */
export function loadSources({ file, env, cwd, without = () => false }: ConfigSources): Sources {
  const all = { ...parseEnv(read(resolve(cwd, '.env'), true)), ...withoutEmpty(env) };
  const merged: typeof all = Object.fromEntries(Object.entries(all).filter(([name]) => !without(name)));
  const named = file ?? merged.BATON_CONFIG?.trim();
  const path = resolve(cwd, named || DEFAULT_FILE);
  return readSources(read(path, !named), merged, shortPath(cwd, path), cwd);
}

function withoutEmpty(env: ConfigSources['env']) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

function read(path: string, optional: boolean): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (optional && (error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new BatonError('config.unreadable', `Cannot read ${path}: ${messageOf(error)}`, {
      mend: 'Check that the file exists and may be read; BATON_CONFIG names the settings file.',
      cause: error,
    });
  }
}

function shortPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}
