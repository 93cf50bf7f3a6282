import type { Completion, CompletionAsk } from '../../channels/command.ts';
import { messageOf } from '../../platform/errors.ts';
import { within } from '../../platform/within.ts';
import { commands } from '../commands/all.ts';
import type { CommandContext, CommandDeps } from './context.ts';
import type { Choice, Command } from './definition.ts';
import { findCommand, HERE } from './read.ts';
import { mayRun, roleFor } from './role.ts';
import { asTyped, type Word, wordsOf } from './words.ts';

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const MOST = 25;
const LONGEST = 100;
/** How long it may take, milliseconds: the one who types does not wait. */
const PATIENCE_MS = 1_500;
/** What is looked at of what was typed. */
const TYPED = 1_000;

/** How a command could go on: whole lines, each with its last word completed. Never rejects. */
export async function complete(deps: CommandDeps, ask: CompletionAsk): Promise<Completion[]> {
  try {
    return await within(deps.clock, PATIENCE_MS, find(deps, ask), []);
  } catch (error) {
    deps.logger.debug({ reason: messageOf(error) }, 'a command could not be completed');
    return [];
  }
}

async function find(deps: CommandDeps, ask: CompletionAsk): Promise<Completion[]> {
  const role = await roleFor(deps, ask);
  const typed = ask.words.slice(0, TYPED);
  const words = wordsOf(typed);
  const open = words.length > 0 && !/\s$/.test(typed);
  const before = open ? words.slice(0, -1) : words;
  const last = open ? (words.at(-1)?.text ?? '') : '';
  const known = commands.filter((command) => mayRun(command, role) === 'yes');
  const context = contextOf(deps, ask, role, typed);
  const lines = [...namesAfter(before, last, known), ...(await argumentsAfter(before, last, known, context))];
  return nearestFirst(lines)
    .map(({ begun, value, label }) => ({
      value: asTyped([...begun.map(({ text }) => text), ...value.split(SPACE)]),
      label: cut(label ? `${value.replaceAll(SPACE, ' ')}: ${label}` : value.replaceAll(SPACE, ' ')),
    }))
    .filter(({ value }) => value.length <= LONGEST)
    .slice(0, MOST);
}

/** A choice, and where it would stand: after words that are finished, in the place of what is typed of it so far. */
interface Line extends Choice {
  begun: readonly Word[];
  open: string;
}

/** What it parts stays two words: the parts of a command's name, and what is free text anyway. */
const SPACE = '\u0000';

/** Commands whose names begin with what stands there. */
function namesAfter(before: readonly Word[], open: string, known: readonly Command[]): Line[] {
  const begun = before.map(({ text }) => text.toLowerCase());
  return known.flatMap(({ name, about }) => {
    const parts = name.split(' ');
    const left = parts.slice(begun.length);
    if (left.length === 0 || begun.some((word, index) => word !== parts[index])) return [];
    return [{ begun: wordsOf(begun.join(' ')), open, value: left.join(SPACE), label: about }];
  });
}

/** What could stand as the argument that comes next, and flags. */
async function argumentsAfter(
  before: readonly Word[],
  last: string,
  known: readonly Command[],
  context: CommandContext,
): Promise<Line[]> {
  const found = findCommand(before, known);
  if (!found) return [];
  const { command, rest } = found;
  const here = (choices: readonly Choice[]) =>
    choices.map((choice) => ({ ...choice, begun: before, open: last }));
  if (last.startsWith('--')) {
    return here([HERE, ...Object.keys(command.flags)].map((name) => ({ value: `--${name}` })));
  }
  const typed = rest.filter((word) => !isFlag(word)).map(({ text }) => text);
  const previous = rest.at(-1);
  const flag = previous && isFlag(previous) ? previous.text.slice(2) : '';
  const named = Object.hasOwn(command.flags, flag) ? command.flags[flag] : undefined;
  if (named?.complete) return here(await named.complete(context, typed));
  const args = Object.values(command.arguments);
  const at = Math.min(typed.length, args.length - 1);
  const argument = args[at];
  if (!argument?.complete || (typed.length > at && !argument.rest)) return [];
  const choices = await argument.complete(context, typed);
  if (!argument.rest) return here(choices);
  const spread = choices.map((choice) => ({ ...choice, value: choice.value.replaceAll(' ', SPACE) }));
  return argument.words ? here(spread) : inPlaceOf(rest.slice(at), spread, before, last);
}

/** All words of a free text are completed together; one with a flag among them is left as it is. */
function inPlaceOf(
  text: readonly Word[],
  choices: readonly Choice[],
  before: readonly Word[],
  last: string,
): Line[] {
  if (text.some(isFlag)) return [];
  const begun = before.slice(0, before.length - text.length);
  const open = [...text.map((word) => word.text), last].join(SPACE);
  return choices.map((choice) => ({ ...choice, begun, open }));
}

function isFlag({ text, quoted }: Word): boolean {
  return !quoted && text.startsWith('--');
}

/** Those that begin with what was typed, then those that hold it; where there are none, those whose meaning does. */
function nearestFirst(lines: readonly Line[]): Line[] {
  const ranked = lines.map((line) => {
    const wanted = line.open.toLowerCase();
    const at = line.value.toLowerCase().indexOf(wanted);
    const inLabel = line.label?.toLowerCase().includes(wanted) ?? false;
    return { line, rank: at === 0 ? 0 : at > 0 ? 1 : inLabel ? 2 : 3 };
  });
  const of = (rank: number) => ranked.filter((one) => one.rank === rank).map(({ line }) => line);
  const named = [...of(0), ...of(1)];
  return named.length > 0 ? named : of(2);
}

function contextOf(
  deps: CommandDeps,
  ask: CompletionAsk,
  role: CommandContext['role'],
  words: string,
): CommandContext {
  const { platform, workspace, author, standing } = ask;
  const thread = { platform, workspace, channel: '-', thread: null };
  const call: CommandContext['call'] = {
    kind: 'customer.command',
    id: '-',
    platform,
    workspace,
    at: deps.clock.now().toISOString(),
    thread,
    channel: '-',
    author: { id: author.id, name: author.id },
    standing,
  };
  return { ...deps, call, words, role, terminal: false };
}

function cut(label: string): string {
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1).toWellFormed()}…` : label;
}
