import { z } from 'zod';
import { command } from '../command/definition.ts';

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
  async run({ about }, { accept, call, texts }) {
    const { standing: _, fields: __, ...event } = call;
    const acceptance = await accept({ ...event, command: 'human', args: about ?? '' });
    return acceptance === 'refused' ? { refuse: texts.say('customer.command_failed') } : { taken: 'human' };
  },
});
