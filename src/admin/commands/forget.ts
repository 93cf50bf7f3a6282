import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';
import { noteAct } from '../command/note-act.ts';
import { personId } from '../command/person-id.ts';
import { code } from '../command/show.ts';

const YES = 'yes';
const sure = (about: string) => ({
  about,
  allowed: YES,
  schema: z
    .string()
    .optional()
    .transform((text) => text?.toLowerCase())
    .pipe(z.literal(YES).optional()),
  complete: () => [{ value: YES, label: 'erase everything' }],
});

const forgetMe = command({
  name: 'forget me',
  about: 'Erases what is kept of everything you have written here.',
  who: 'anyone',
  chat: true,
  arguments: {
    sure: sure('That you really want it.'),
  },
  examples: ['forget me', 'forget me yes'],
  async run({ sure: said }, context) {
    const { texts, forget, call } = context;
    const language = await languageOf(context);
    const person = { platform: call.platform, workspace: call.workspace, id: call.author.id };
    if (said !== YES) {
      return {
        say: texts.say('customer.forget_confirm', { command: typedAs(context, 'forget me yes') }, language),
      };
    }
    const { conversations, messages } = await forget.begin(person, call.at);
    if (conversations === 0) return { say: texts.say('customer.forget_nothing', {}, language) };
    const counts = { conversations: String(conversations), messages: String(messages) };
    return { say: texts.say('customer.forget_begun', counts, language), data: { conversations, messages } };
  },
});

const forgetPerson = command({
  name: 'forget person',
  about:
    'Erases what is kept of everything that somebody has written, where they cannot ask for it by themselves.',
  who: 'admin',
  arguments: {
    person: {
      about: 'The person, by the id of the platform; a mention does too.',
      allowed: 'the id of a person',
      schema: personId,
    },
    sure: sure('That it is to be done.'),
  },
  examples: ['forget person U0123456789', 'forget person U0123456789 yes'],
  async run({ person, sure: said }, context) {
    const { forget, call } = context;
    const keys = await forget.workspacesOf(person, call.at);
    const where = keys.map(({ platform, workspace }) => `${platform} ${workspace}`);
    if (said !== YES) {
      const of = keys.length > 0 ? `, at ${where.map(code).join(' and ')}` : ': nothing is kept of them';
      return {
        say: `This erases what ${code(person)} has written in every conversation, with their name and files${of}. It cannot be undone; ${code(`forget person ${person} ${YES}`)} does it.`,
        data: keys,
      };
    }
    const found = { conversations: 0, messages: 0 };
    // Where the admin is, the adapter may keep what became no conversation, such as a command.
    const here = { platform: call.platform, workspace: call.workspace, id: person };
    const known = context.terminal || keys.some((key) => isDeepStrictEqual(key, here));
    for (const key of known ? keys : [...keys, here]) {
      const { conversations, messages } = await forget.begin(key, call.at);
      found.conversations += conversations;
      found.messages += messages;
    }
    // Who it was stands nowhere any more, here neither.
    await noteAct(context, 'person.forget', found);
    return {
      say:
        found.conversations === 0
          ? `Nothing is kept of ${code(person)}.`
          : `Being erased: messages: ${found.messages}, conversations: ${found.conversations}. It takes some minutes at most.`,
      data: found,
    };
  },
});

export const forgetCommands = [forgetMe, forgetPerson];

/** A command as it is typed on the platform. */
function typedAs({ call, settings }: CommandContext, words: string): string {
  const { slack, discord } = settings.current();
  if (call.platform === 'slack') return `${slack.command} ${words}`;
  if (call.platform === 'discord') return `/${discord.command} ${words}`;
  return call.platform === 'teams' ? `@Baton ${words}` : `/baton ${words}`;
}

/** The language of the conversation that they have open there, where it is known. */
async function languageOf({ store, call }: CommandContext): Promise<string | undefined> {
  const open = await store.conversations.openOf(call.author.id, call.channel);
  const record = open === undefined ? null : await store.conversations.get(open);
  return record?.state.tally.language ?? undefined;
}
