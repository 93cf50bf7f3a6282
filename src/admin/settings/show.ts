import { isDeepStrictEqual } from 'node:util';
import { knownSettings, type Sources } from '../../platform/config/parse-config.ts';
import { shapeOf } from '../../platform/shape.ts';
import type { Who } from '../../store/settings.ts';
import { type Address, addressOf, requireAddress } from './address.ts';
import type { Examined } from './examine.ts';
import { decidedBy, writtenAt } from './layer.ts';

/** Where a value comes from. */
export type Source =
  | { from: 'default' }
  /** `where`: `config/baton.yaml line 12`. */
  | { from: 'file'; where: string }
  | { from: 'environment'; variable: string }
  /** The latest change that decides it; `at` in ISO 8601. */
  | { from: 'command'; by: Who; at: string; change: number };

/** A setting, or a part of a table, as it is now. */
export interface SettingShown {
  path: string;
  /** As it is written, such as `10m`; undefined where a table has nothing there. */
  value: unknown;
  /** As it is worked with, durations in milliseconds. */
  effective: unknown;
  source: Source;
  /** Whether the value is the default, wherever it comes from: the settings file that comes with Baton holds every setting. */
  usual: boolean;
  about: string;
  allowed: string;
  /** Whether it is read at the start alone, so that no command changes it. */
  fixed: boolean;
}

/** One place as it is now. */
export function shownAt(sources: Sources, now: Examined, address: Address): SettingShown {
  const { definition, path } = address;
  const value = writtenAt(now.written, address);
  return {
    path,
    value,
    effective: effectiveAt(now, address) ?? value,
    source: sourceOf(sources, now, address),
    usual: address.path === address.setting && isDeepStrictEqual(value, definition.initial),
    about: definition.about,
    allowed: definition.allowed,
    fixed: definition.fixed === true,
  };
}

/**
 * Every setting whose path is `prefix` or below it, in the order of the documentation; and after a table, each place in it
 * that a command has set. Throws `settings.unknown` where there is nothing so named.
 */
export function shownBelow(sources: Sources, now: Examined, prefix = ''): SettingShown[] {
  const asked = prefix.trim();
  const settings = [...knownSettings.keys()].filter(
    (path) => asked === '' || path === asked || path.startsWith(`${asked}.`),
  );
  const addresses = settings.length > 0 ? settings.map(requireAddress) : [requireAddress(asked)];
  return addresses.flatMap((address) => [
    shownAt(sources, now, address),
    ...partsOf(now, address).map((part) => shownAt(sources, now, part)),
  ]);
}

/** The places below a table or a row that commands have set. */
function partsOf({ layer }: Examined, { path }: Address): Address[] {
  const below = [...layer.keys()].filter((one) => one.startsWith(`${path}.`));
  return below.toSorted().flatMap((one) => addressOf(one) ?? []);
}

function sourceOf(sources: Sources, { layer }: Examined, address: Address): Source {
  const entry = decidedBy(layer, address);
  if (entry) return { from: 'command', by: entry.by, at: entry.at.toISOString(), change: entry.change };
  const written = sources.written.get(address.setting);
  if (!written) return { from: 'default' };
  return written.by === 'environment'
    ? { from: 'environment', variable: written.where }
    : { from: 'file', where: written.where };
}

function effectiveAt({ config }: Examined, { setting, row, field }: Address): unknown {
  const value = setting.split('.').reduce<unknown>((part, key) => shapeOf(part)[key], config);
  if (row === undefined) return value;
  const inRow = Object.hasOwn(shapeOf(value), row) ? shapeOf(value)[row] : undefined;
  return field === undefined ? inRow : shapeOf(inRow)[field];
}
