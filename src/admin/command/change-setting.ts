import { deskTime } from '../../handoff/desk-time.ts';
import { knownSettings } from '../../platform/config/parse-config.ts';
import type { SettingChanged, SettingShown } from '../settings/settings.ts';
import { type CommandContext, signatureOf } from './context.ts';
import type { Choice } from './definition.ts';
import { code } from './show.ts';

/** What is said of a change. */
export interface Said {
  say: string;
  data: unknown;
}

/** Changes a setting, or a part of a table, and says from what to what. Throws a BatonError where it may not be. */
export async function setSetting(context: CommandContext, path: string, value: unknown): Promise<Said> {
  return changeSaid(
    await context.settings.set(path, value, signatureOf(context), context.words.slice(0, REASON)),
  );
}

/** Characters of the command that the audit log keeps with the change. */
const REASON = 500;

/** Takes back what commands have set there. */
export async function unsetSetting(context: CommandContext, path: string): Promise<Said> {
  return changeSaid(await context.settings.unset(path, signatureOf(context), context.words.slice(0, REASON)));
}

/** A change in words. */
function changeSaid(change: SettingChanged): Said {
  const { path, changed, to, id } = change;
  if (!changed) return { say: `${code(path)} is ${written(to)} already; nothing was changed.`, data: change };
  const undo = id === null ? '' : ` ${code(`config undo ${id}`)} takes it back.`;
  return { say: `${fromTo(change)} In force in every process within seconds.${undo}`, data: change };
}

/** What a change has changed. */
export function fromTo({ path, from, to }: SettingChanged): string {
  return `${code(path)}: ${written(from)} → ${written(to)}.`;
}

/** A value as it is written in the file. */
export function written(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return code(
    Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : value,
  );
}

/** Where a value comes from, in words. */
export function sourceSaid({ source }: SettingShown, { settings }: Pick<CommandContext, 'settings'>): string {
  const { time_zone: zone } = settings.current().desk;
  if (source.from === 'default') return 'the default';
  if (source.from === 'file') return source.where;
  if (source.from === 'environment') return source.variable;
  return `set by ${source.by.name} on ${deskTime(source.at, zone)}, change ${source.change}`;
}

/** What is written at a place now; undefined where nothing is. */
export function writtenNow({ settings }: CommandContext, path: string): unknown {
  return settings.show(path)[0]?.value;
}

/** Values that a setting may have, where they are a few words. */
export function choicesOf(path: string): Choice[] {
  const schema = knownSettings.get(path)?.schema as { options?: unknown } | undefined;
  const options = Array.isArray(schema?.options) ? schema.options : [];
  return options.filter((one) => typeof one === 'string').map((value) => ({ value }));
}
