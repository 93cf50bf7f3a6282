import { nearestKeys } from '../../platform/nearest.ts';
import { type Argument, type Command, isOptional } from './definition.ts';
import { code } from './show.ts';
import type { Word } from './words.ts';

/** A command as it was typed, read; or what is wrong with it. */
export type Read =
  | { command: Command; args: Record<string, unknown>; here: boolean }
  | { problem: string; command?: Command };

/** Shows the answer to everybody in the place. */
export const HERE = 'here';

/** The command that words begin with, and the words after its name; two words go before one. */
export function findCommand(
  words: readonly Word[],
  commands: readonly Command[],
): { command: Command; rest: readonly Word[] } | undefined {
  const typed = words.map(({ text }) => text.toLowerCase());
  for (const length of [2, 1]) {
    if (words.length < length) continue;
    const name = typed.slice(0, length).join(' ');
    const found = commands.find((one) => one.name === name || one.aliases?.includes(name));
    if (found) return { command: found, rest: words.slice(length) };
  }
  return undefined;
}

/** Reads a command. Pure: what is wrong is said with the nearest name, the usage and an example. */
export function readCommand(words: readonly Word[], commands: readonly Command[]): Read {
  const found = findCommand(words, commands);
  if (!found) return { problem: unknownCommand(words, commands) };
  const { command, rest } = found;
  const split = splitFlags(command, rest);
  if ('problem' in split) return { problem: withUsage(split.problem, command), command };
  const taken = readArguments(command, split.plain);
  if ('problem' in taken) return { problem: withUsage(taken.problem, command), command };
  return { command, args: { ...split.flags, ...taken.args }, here: split.here };
}

/** `config set PATH VALUE…`, with brackets round what may be left out. */
export function usageOf(command: Command): string {
  const args = Object.entries(command.arguments).map(([name, argument]) => {
    const shown = `${name.toUpperCase()}${argument.rest ? '…' : ''}`;
    return isOptional(argument) ? `[${shown}]` : shown;
  });
  const flags = Object.entries(command.flags).map(([name, flag]) =>
    isSwitch(flag) ? `[--${name}]` : `[--${name} VALUE]`,
  );
  return [command.name, ...args, ...flags].join(' ');
}

function withUsage(problem: string, command: Command): string {
  const example = command.examples[0];
  const lines = [`Usage: ${code(usageOf(command))}`, ...(example ? [`Example: ${code(example)}`] : [])];
  return [problem, ...lines].join('\n\n');
}

function unknownCommand(words: readonly Word[], commands: readonly Command[]): string {
  const [first = '', second = ''] = words.map(({ text }) => text.toLowerCase());
  const below = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (below.length > 0) {
    const names = below.map(({ name }) => code(name)).join(', ');
    const said = second ? `${code(first)} has no ${code(second)}` : `${code(first)} needs another word`;
    return `${said}. There are: ${names}.`;
  }
  const after = commands.filter(({ name }) => name.endsWith(` ${first}`));
  if (after.length > 0)
    return `${code(first)} stands after another word. There are: ${after.map(({ name }) => code(name)).join(', ')}.`;
  const names = [...new Set(commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]))];
  const near = nearestKeys(`${first} ${second}`.trim(), names);
  const firsts = near.length > 0 ? near : nearestKeys(first, [...new Set(names.map(firstWord))]);
  const meant = firsts.length > 0 ? ` Did you mean ${firsts.map(code).join(' or ')}?` : '';
  return `There is no command ${code(first)}.${meant} ${code('help')} shows them all.`;
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? name;
}

function isSwitch(flag: Argument): boolean {
  return flag.schema.safeParse(true).success;
}

type Split = { plain: Word[]; flags: Record<string, unknown>; here: boolean };

/** Takes the flags out. In free text what looks like one and is none is text. */
function splitFlags(command: Command, words: readonly Word[]): Split | { problem: string } {
  const plain: Word[] = [];
  const flags: Record<string, unknown> = {};
  const free = Object.values(command.arguments).some(({ rest }) => rest);
  let here = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const name = word && !word.quoted ? /^--([\w-]+)(?:=(.*))?$/su.exec(word.text) : null;
    if (!word) break;
    if (!name) {
      plain.push(word);
      continue;
    }
    const key = (name[1] ?? '').toLowerCase();
    const flag = Object.hasOwn(command.flags, key) ? command.flags[key] : undefined;
    if (key === HERE) here = true;
    else if (flag && isSwitch(flag)) flags[key] = true;
    else if (flag) {
      if (name[2] === undefined) at += 1;
      const read = readOne(`--${key}`, flag, name[2] ?? words[at]?.text);
      if ('problem' in read) return read;
      flags[key] = read.value;
    } else if (free) plain.push(word);
    else return { problem: unknownFlag(key, command) };
  }
  return { plain, flags, here };
}

function unknownFlag(key: string, command: Command): string {
  const known = [HERE, ...Object.keys(command.flags)];
  const [near] = nearestKeys(key, known);
  const meant = near
    ? ` Did you mean ${code(`--${near}`)}?`
    : ` It knows ${known.map((one) => code(`--${one}`)).join(', ')}.`;
  return `${code(command.name)} has no ${code(`--${key}`)}.${meant}`;
}

function readArguments(command: Command, words: readonly Word[]) {
  const args: Record<string, unknown> = {};
  const left = [...words];
  for (const [name, argument] of Object.entries(command.arguments)) {
    const typed = argument.rest ? restOf(left.splice(0), argument) : left.shift()?.text;
    const read = readOne(name.toUpperCase(), argument, typed);
    if ('problem' in read) return read;
    args[name] = read.value;
  }
  const [more] = left;
  if (more) return { problem: `${code(command.name)} takes nothing after that: ${code(more.text)}.` };
  return { args };
}

function restOf(words: readonly Word[], { words: asList }: Argument): string | string[] | undefined {
  const texts = words.map(({ text }) => text);
  if (texts.length === 0) return undefined;
  return asList ? texts : texts.join(' ');
}

function readOne(
  name: string,
  argument: Argument,
  typed: string | string[] | undefined,
): { value: unknown } | { problem: string } {
  const read = argument.schema.safeParse(typed);
  if (read.success) return { value: read.data };
  const said =
    typed === undefined
      ? `${name} is missing`
      : `${name} is ${code(Array.isArray(typed) ? typed.join(' ') : typed)}`;
  return { problem: `${said}; allowed: ${argument.allowed}.` };
}
