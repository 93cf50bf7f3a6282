import { z } from 'zod';
import { type Said, setSetting } from '../command/change-setting.ts';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';

const WHERE = {
  about: 'Where: the place that it is typed in, or a channel; everywhere, if left out.',
  allowed: 'here, or the id of a channel',
  schema: z
    .string()
    .regex(/^\S{1,200}$/u)
    .optional(),
  complete: ({ settings }: CommandContext) => [
    { value: 'here', label: 'this channel' },
    ...Object.keys(settings.current().assistant.mode_places).map((value) => ({ value })),
  ],
};

export const pauseCommands = [
  command({
    name: 'pause',
    about: 'The assistant falls silent, everywhere or in one place: people answer.',
    who: 'admin',
    arguments: { where: WHERE },
    flags: {
      drafts: { about: 'It drafts answers for agents.', allowed: 'no value', schema: z.literal(true) },
    },
    examples: ['pause', 'pause here', 'pause --drafts'],
    run({ where, drafts }, context) {
      const mode = drafts ? 'draft' : 'off';
      const place = placeOf(context, where);
      return setSetting(
        context,
        place === undefined ? 'assistant.mode' : `assistant.mode_places.${place}`,
        mode,
      );
    },
  }),
  command({
    name: 'resume',
    about: 'The assistant answers again, everywhere or in one place.',
    who: 'admin',
    arguments: { where: WHERE },
    examples: ['resume', 'resume here'],
    async run({ where }, context) {
      const { mode, mode_places: places } = context.settings.current().assistant;
      const place = placeOf(context, where);
      if (place !== undefined) {
        // Where it answers everywhere else, the place needs no word of its own.
        return setSetting(context, `assistant.mode_places.${place}`, mode === 'answer' ? null : 'answer');
      }
      const result = await setSetting(context, 'assistant.mode', 'answer');
      const silent = Object.entries(places).filter(([, one]) => one !== 'answer');
      return silent.length > 0
        ? withPlaces(
            result,
            silent.map(([one]) => one),
          )
        : result;
    },
  }),
];

function placeOf({ call }: CommandContext, where: string | undefined): string | undefined {
  return where?.toLowerCase() === 'here' ? call.channel : where;
}

function withPlaces({ say, data }: Said, places: readonly string[]): Said {
  return { say: `${say} These places have a setting of their own: ${places.join(', ')}.`, data };
}
