import { posix } from 'node:path';
import {
  BANNED_NAMES,
  COMPUTES,
  FOR_ADAPTERS,
  LAYERS,
  LONGEST_FILE,
  PACKAGES,
  PURE_ROOMS,
  ROOMS_APART,
  STARTS_ADAPTERS,
} from './rules.ts';
import { scanImports } from './scan-imports.ts';

/** A source file; its path is seen from the repository's root, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Every import that the rules forbid, one sentence each. */
export function importOffences(files: readonly SourceFile[]): string[] {
  const rooms = new Map<string, Set<string>>();
  const offences = files.flatMap(({ path, text }) => {
    const from = roomOf(path);
    if (from === undefined) return [`${path} is in no room of the table`];
    return scanImports(text).flatMap((name) => {
      if (!name.startsWith('.')) return packageOffence(path, from, name);
      const target = posix.join(posix.dirname(path), name);
      const to = roomOf(target);
      if (to !== undefined && to !== from) rooms.set(from, (rooms.get(from) ?? new Set()).add(to));
      return relativeOffence(path, from, target, to);
    });
  });
  return [...offences, ...cycles(rooms)];
}

/** Files that are too long, or whose name says nothing. */
export function fileOffences(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
    return [
      ...(lines > LONGEST_FILE ? [`${path} has ${lines} lines, more than ${LONGEST_FILE}`] : []),
      ...names.filter((name) => BANNED_NAMES.test(name)).map((name) => `${path}: “${name}” says nothing`),
    ];
  });
}

/** `intake` for src/intake/…, `adapters/slack` for adapters/slack/…; undefined for what is no room. */
function roomOf(path: string): string | undefined {
  const [top, ...rest] = path.split('/');
  const name = (rest.length > 1 ? rest[0] : rest[0]?.replace(/\.ts$/, '')) ?? '';
  if (top === 'adapters') return rest.length > 1 ? `adapters/${name}` : undefined;
  const known = layerOf(name) >= 0 || Object.hasOwn(ROOMS_APART, name);
  return top === 'src' && known ? name : undefined;
}

function layerOf(room: string): number {
  return LAYERS.findIndex((layer) => layer.includes(room));
}

function packageOffence(path: string, from: string, name: string): string[] {
  const bare = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  const rule = PACKAGES.find(({ names }) => names.test(bare));
  if (rule && !rule.only.some((place) => path.startsWith(place))) {
    return [`${path} imports ${name}, which is for ${rule.only.join(', ')} alone`];
  }
  if (!PURE_ROOMS.includes(from) || !bare.startsWith('node:') || COMPUTES.test(bare)) return [];
  return [`${path} imports ${name}, but ${from} only computes`];
}

function relativeOffence(path: string, from: string, target: string, to: string | undefined): string[] {
  if (to === undefined) return [`${path} imports ${target}, which is in no room`];
  return mayImport(path, from, to) ? [] : [`${path} imports ${target}, but ${from} may not import ${to}`];
}

function mayImport(path: string, from: string, to: string): boolean {
  if (from === to) return true;
  if (to.startsWith('adapters/')) return STARTS_ADAPTERS.test(path);
  if (from.startsWith('adapters/')) return FOR_ADAPTERS.includes(to);
  const [fromApart, toApart] = [ROOMS_APART[from], ROOMS_APART[to]];
  if (fromApart) return fromApart.imports.includes(to);
  if (toApart) return toApart.importedBy.includes(from);
  return layerOf(from) <= layerOf(to);
}

/** Circles of rooms on one layer; other circles need a forbidden import anyway. */
function cycles(rooms: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set<string>();
  const visit = (room: string, way: readonly string[]) => {
    const before = way.indexOf(room);
    if (before >= 0) {
      const circle = way.slice(before);
      // The same circle is met from each of its rooms; told once, from the first by name.
      const first = circle.indexOf(circle.toSorted()[0] ?? room);
      const turned = [...circle.slice(first), ...circle.slice(0, first)];
      found.add(`${[...turned, turned[0]].join(' → ')} is a circle`);
      return;
    }
    for (const next of rooms.get(room) ?? []) {
      if (layerOf(next) >= 0 && layerOf(next) === layerOf(room)) visit(next, [...way, room]);
    }
  };
  for (const room of rooms.keys()) visit(room, []);
  return [...found];
}
