import { z } from 'zod';
import type { CommandContext } from '../command/context.ts';
import { type Command, command, isOptional } from '../command/definition.ts';
import { findCommand, usageOf } from '../command/read.ts';
import { mayRun } from '../command/role.ts';
import { code, list } from '../command/show.ts';
import { wordsOf } from '../command/words.ts';
import { commands } from './all.ts';

const WHO = { anyone: 'everybody', agent: 'agents and admins', admin: 'admins' } as const;

export const helpCommand = command({
  name: 'help',
  aliases: ['?', 'commands'],
  about: 'Shows the commands that you may give, or how one is written.',
  who: 'anyone',
  arguments: {
    command: {
      about: 'The command to explain.',
      allowed: 'the name of a command',
      schema: z.string().max(100).optional(),
      rest: true,
      complete: (context: CommandContext) =>
        allowed(context).map(({ name, about }) => ({ value: name, label: about })),
    },
  },
  examples: ['help', 'help config set'],
  run({ command: asked }, context) {
    const known = allowed(context);
    if (asked === undefined) return { say: overview(known, context) };
    const words = wordsOf(asked);
    const found = findCommand(words, known)?.command;
    if (found) return { say: explained(found) };
    const begun = known.filter(({ name }) => name.startsWith(`${words[0]?.text.toLowerCase()} `));
    if (begun.length > 0) return { say: list(begun.map(lineOf)) };
    return {
      refuse: `There is no command ${code(asked)} that you may give. ${code('help')} shows those that you may.`,
    };
  },
});

function allowed({ role, terminal }: CommandContext): Command[] {
  return commands.filter((one) => mayRun(one, role) === 'yes' && !(terminal && one.chat));
}

function overview(known: readonly Command[], { texts, role }: CommandContext): string {
  const head = role.admin || role.agent === true ? [] : [texts.say('customer.help')];
  return [
    ...head,
    list(known.map(lineOf), known.length),
    `${code('help COMMAND')} tells more of one. What you get is seen by you alone; ${code('--here')} shows it to everybody in the place.`,
  ].join('\n\n');
}

function lineOf(one: Command): string {
  return `${code(usageOf(one))}: ${one.about}`;
}

function explained(one: Command): string {
  const parts = { ...one.arguments, ...prefixed(one.flags) };
  const about = Object.entries(parts).map(
    ([name, argument]) =>
      `${code(name.startsWith('--') ? name : name.toUpperCase())}: ${argument.about} Allowed: ${argument.allowed}.${isOptional(argument) ? ' May be left out.' : ''}`,
  );
  return [
    one.about,
    `Usage: ${code(usageOf(one))}`,
    ...(about.length > 0 ? [list(about)] : []),
    `For ${WHO[one.who]}.${one.aliases ? ` Also: ${one.aliases.map(code).join(', ')}.` : ''}`,
    `${one.examples.length > 1 ? 'Examples' : 'Example'}: ${one.examples.map(code).join(', ')}`,
  ].join('\n\n');
}

function prefixed(flags: Command['flags']): Command['flags'] {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [`--${name}`, flag]));
}
