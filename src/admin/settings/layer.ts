import { isDeepStrictEqual } from 'node:util';
import { knownSettings, type Sources } from '../../platform/config/parse-config.ts';
import type { Written } from '../../platform/config/read-written.ts';
import { shapeOf } from '../../platform/shape.ts';
import type { SettingEntry, SettingWrite } from '../../store/settings.ts';
import { type Address, addressOf, isWithin } from './address.ts';

/** What commands have set, by path. */
export type Layer = ReadonlyMap<string, SettingEntry>;

export function layerOf(entries: readonly SettingEntry[]): Layer {
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** The entries of a layer in the order in which they are kept. */
export function entriesOf(layer: Layer): SettingEntry[] {
  return [...layer.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The written values with those of commands over them; and the paths of entries that mean nothing here. Pure. */
export function withCommands(
  { written }: Sources,
  layer: Layer,
): { written: ReadonlyMap<string, Written>; unknown: string[] } {
  const all = new Map(written);
  const unknown: string[] = [];
  const known = entriesOf(layer).flatMap((entry) => {
    const address = addressOf(entry.path);
    const value = jsonOf(entry.json);
    if (address && !address.definition.fixed && value !== undefined) return [{ entry, address, value }];
    unknown.push(entry.path);
    return [];
  });
  // What is above goes first, so that what is below it wins.
  known.sort((one, other) => depthOf(one.address) - depthOf(other.address));
  for (const { entry, address, value } of known) {
    const { setting, definition } = address;
    const before = all.get(setting)?.value ?? definition.initial;
    all.set(setting, { value: put(before, address, value), where: entry.path, by: 'command' });
  }
  return { written: all, unknown };
}

/** What is written at a place, all layers together; undefined where nothing is. */
export function writtenAt(written: ReadonlyMap<string, Written>, { setting, row, field }: Address): unknown {
  const value = written.get(setting)?.value ?? knownSettings.get(setting)?.initial;
  if (row === undefined) return value;
  const inRow = own(shapeOf(value), row);
  return field === undefined ? inRow : own(shapeOf(inRow), field);
}

/** The entry that decides at a place, if one of a command does: its own, or that of the row or table it is in. */
export function decidedBy(layer: Layer, address: Address): SettingEntry | undefined {
  const containing = [...layer.values()].filter(({ path }) => {
    const one = addressOf(path);
    return one && isWithin(address, one);
  });
  return containing.toSorted((one, other) => other.path.length - one.path.length)[0];
}

/** The writes that put an entry at a place, or with null take it away; what stood below goes with it. */
export function writesFor(layer: Layer, address: Address, to: SettingEntry | null): SettingWrite[] {
  const below = entriesOf(layer).filter(({ path }) => {
    const one = addressOf(path);
    return path !== address.path && one && isWithin(one, address);
  });
  const from = layer.get(address.path) ?? null;
  return [
    ...(from || to ? [{ path: address.path, from, to }] : []),
    ...below.map((entry) => ({ path: entry.path, from: entry, to: null })),
  ];
}

/** The writes that take others back. */
export function reversed(writes: readonly SettingWrite[]): SettingWrite[] {
  return writes.map(({ path, from, to }) => ({ path, from: to, to: from }));
}

export function applied(layer: Layer, writes: readonly SettingWrite[]): Layer {
  const next = new Map(layer);
  for (const { path, to } of writes) {
    if (to) next.set(path, to);
    else next.delete(path);
  }
  return next;
}

/** Whether a layer stands as these writes left it. */
export function standsAs(layer: Layer, writes: readonly SettingWrite[]): boolean {
  return writes.every(({ path, to }) => isDeepStrictEqual(layer.get(path) ?? null, to));
}

/** Undefined for what is no JSON. */
export function jsonOf(json: string | null): unknown {
  try {
    return json === null ? undefined : (JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
}

function depthOf({ row, field }: Address): number {
  return row === undefined ? 0 : field === undefined ? 1 : 2;
}

/** Puts a value at a place of a setting's value; in a table, null takes out what is there. */
function put(before: unknown, { row, field }: Address, value: unknown): unknown {
  if (row === undefined) return value;
  const rows = shapeOf(before);
  if (field === undefined) return withKey(rows, row, value);
  return withKey(rows, row, withKey(shapeOf(own(rows, row)), field, value));
}

function withKey(object: Readonly<Record<string, unknown>>, key: string, value: unknown) {
  if (value !== null) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([one]) => one !== key));
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
