import { knownSettings } from '../../platform/config/parse-config.ts';
import { unknownKey } from '../../platform/config/read-written.ts';
import type { Setting } from '../../platform/config/setting.ts';
import { variableNames } from '../../platform/config/variables.ts';
import { BatonError } from '../../platform/errors.ts';
import { editDistance } from '../../platform/nearest.ts';

/** A place of the settings that can be changed by itself. */
export interface Address {
  /** All of it: `desk.agents.U123.skills`. */
  path: string;
  /** The setting: `desk.agents`. */
  setting: string;
  definition: Setting<unknown>;
  /** The key of a table, where it is below one: `U123`. */
  row?: string;
  /** The value of that row, where it is below a row: `skills`. */
  field?: string;
}

/** A place that there is; undefined for any other. Keys of tables may hold dots. */
export function addressOf(path: string): Address | undefined {
  const whole = knownSettings.get(path);
  if (whole) return { path, setting: path, definition: whole };
  const found = [...knownSettings].find(([known, { table }]) => table && path.startsWith(`${known}.`));
  if (!found) return undefined;
  const [setting, definition] = found;
  const below = path.slice(setting.length + 1);
  if (below === '' || below === '__proto__') return undefined;
  const at = { path, setting, definition };
  for (let dot = below.indexOf('.'); dot >= 0; dot = below.indexOf('.', dot + 1)) {
    const field = below.slice(dot + 1);
    if (dot > 0 && Object.hasOwn(definition.table?.fields ?? {}, field)) {
      return { ...at, row: below.slice(0, dot), field };
    }
  }
  return { ...at, row: below };
}

/** The place, or `settings.unknown` with what was probably meant. */
export function requireAddress(path: string): Address {
  const address = addressOf(path.trim());
  const meant = address && misspelt(address);
  if (address && !meant) return address;
  const variable = variableNames.find((name) => name === path.trim().toUpperCase());
  if (variable) {
    throw new BatonError('settings.fixed', `${variable} is no setting that a command could show or change`, {
      mend: `Secrets and addresses stand in .env or the environment; set ${variable} there, and start Baton again.`,
    });
  }
  const words = meant
    ? `unknown setting ${path}; did you mean ${meant}?`
    : unknownKey(path.trim(), [...knownSettings.keys()]);
  throw new BatonError('settings.unknown', words, { mend: 'docs/configuration.md describes every setting.' });
}

/** A row whose name ends like a value of a row was most likely to be that value. */
function misspelt({ setting, definition, row = '', field }: Address): string | undefined {
  const dot = row.lastIndexOf('.');
  if (field !== undefined || dot <= 0) return undefined;
  const names = Object.keys(definition.table?.fields ?? {});
  const near = names.find((name) => editDistance(row.slice(dot + 1), name) <= 2);
  return near && `${setting}.${row.slice(0, dot)}.${near}`;
}

/** Whether a place is below another, or the same. */
export function isWithin(inner: Address, outer: Address): boolean {
  if (inner.setting !== outer.setting) return false;
  if (outer.row === undefined) return true;
  return inner.row === outer.row && (outer.field === undefined || inner.field === outer.field);
}

/** Reads what was typed, in the way in which the environment is read. */
export function fromWords({ definition, row, field }: Address, words: string): unknown {
  const { table } = definition;
  if (row === undefined || !table) return definition.fromText(words);
  return field === undefined ? table.fromText(words) : table.fields[field]?.(words);
}
