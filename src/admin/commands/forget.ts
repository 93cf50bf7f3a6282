import { z } from 'zod';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';

const YES = 'yes';

export const forgetCommand = command({
  name: 'forget me',
  about: 'Erases what is kept of everything you have written here.',
  who: 'anyone',
  chat: true,
  arguments: {
    sure: {
      about: 'That you really want it.',
      allowed: YES,
      schema: z
        .string()
        .optional()
        .transform((text) => text?.toLowerCase())
        .pipe(z.literal(YES).optional()),
      complete: () => [{ value: YES, label: 'erase everything' }],
    },
  },
  examples: ['forget me', 'forget me yes'],
  async run({ sure }, context) {
    const { texts, forget, call } = context;
    const language = await languageOf(context);
    const person = { platform: call.platform, workspace: call.workspace, id: call.author.id };
    if (sure !== YES) {
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
