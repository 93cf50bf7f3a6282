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
  const choices = [...namesAfter(before, known), ...(await argumentsAfter(before, last, known, context))];
  const begun = before.map(({ text }) => text);
  return nearestFirst(choices, last)
    .map(({ value, label }) => ({
      value: asTyped([...begun, ...value.split(NAME_SPACE)]),
      label: cut(
        label ? `${value.replaceAll(NAME_SPACE, ' ')}: ${label}` : value.replaceAll(NAME_SPACE, ' '),
      ),
    }))
    .filter(({ value }) => value.length <= LONGEST)
    .slice(0, MOST);
}

/** Parts of a command's name stay two words. */
const NAME_SPACE = '\u0000';

/** Commands whose names begin with what stands there. */
function namesAfter(before: readonly Word[], known: readonly Command[]): Choice[] {
  const begun = before.map(({ text }) => text.toLowerCase());
  return known.flatMap(({ name, about }) => {
    const parts = name.split(' ');
    const left = parts.slice(begun.length);
    if (left.length === 0 || begun.some((word, index) => word !== parts[index])) return [];
    return [{ value: left.join(NAME_SPACE), label: about }];
  });
}

/** What could stand as the argument that comes next, and flags. */
async function argumentsAfter(
  before: readonly Word[],
  last: string,
  known: readonly Command[],
  context: CommandContext,
): Promise<Choice[]> {
  const found = findCommand(before, known);
  if (!found) return [];
  const { command, rest } = found;
  const isFlag = ({ text, quoted }: Word) => !quoted && text.startsWith('--');
  if (last.startsWith('--')) {
    return [HERE, ...Object.keys(command.flags)].map((name) => ({ value: `--${name}` }));
  }
  const previous = rest.at(-1);
  const flag = previous && isFlag(previous) ? previous.text.slice(2) : '';
  const named = Object.hasOwn(command.flags, flag) ? command.flags[flag] : undefined;
  const typed = rest.filter((word) => !isFlag(word)).map(({ text }) => text);
  if (named?.complete) return named.complete(context, typed);
  const args = Object.values(command.arguments);
  const argument = args[typed.length] ?? (args.at(-1)?.rest ? args.at(-1) : undefined);
  return (await argument?.complete?.(context, typed)) ?? [];
}

/** Those that begin with what was typed, then those that hold it; where there are none, those whose meaning does. */
function nearestFirst(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.toLowerCase();
  const ranked = choices.map((choice) => {
    const at = choice.value.toLowerCase().indexOf(wanted);
    const inLabel = choice.label?.toLowerCase().includes(wanted) ?? false;
    return { choice, rank: at === 0 ? 0 : at > 0 ? 1 : inLabel ? 2 : 3 };
  });
  const of = (rank: number) => ranked.filter((one) => one.rank === rank).map(({ choice }) => choice);
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
