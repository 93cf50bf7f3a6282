import { z } from 'zod';
import type { ThreadRef } from '../../channels/refs.ts';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';

const AT_DESK =
  "This is the desk, where no customer waits. `escalate` in a card's thread brings a human into its conversation.";

/** By the place where it was typed: some platforms don't tell the thread there, and name the direct message instead. */
function isAtDesk({ platform, workspace, channel }: CommandContext['call'], desk: ThreadRef): boolean {
  return platform === desk.platform && workspace === desk.workspace && channel === desk.channel;
}

export const humanCommand = command({
  name: 'human',
  aliases: ['person'],
  about: 'Brings a person into your conversation.',
  who: 'anyone',
  chat: true,
  arguments: {
    about: {
      about: 'What it is about.',
      allowed: 'text',
      schema: z.string().optional(),
      rest: true,
    },
  },
  examples: ['human', 'human my invoice is wrong'],
  async run({ about }, { accept, call, texts, desk }) {
    if (desk && isAtDesk(call, desk.channel)) return { refuse: AT_DESK };
    const { standing: _, fields: __, ...event } = call;
    const acceptance = await accept({ ...event, command: 'human', args: about ?? '' });
    return acceptance === 'refused' ? { refuse: texts.say('customer.command_failed') } : { taken: 'human' };
  },
});
