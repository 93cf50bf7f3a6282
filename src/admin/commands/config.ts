import { z } from 'zod';
import { deskTime } from '../../handoff/desk-time.ts';
import {
  choicesOf,
  fromTo,
  setSetting,
  sourceSaid,
  unsetSetting,
  written,
} from '../command/change-setting.ts';
import { type CommandContext, signatureOf } from '../command/context.ts';
import { type Choice, command } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';

const path = z.string().min(1).max(500);
const pathsOf = ({ settings }: CommandContext, changeable: boolean): Choice[] =>
  settings
    .show()
    .filter(({ fixed }) => !(changeable && fixed))
    .map((one) => ({ value: one.path, label: one.about }));
const PATH = {
  about: 'The setting, or a part of a table.',
  allowed: 'a setting such as handoff.note_mark, or a part of a table such as desk.agents.U123.skills',
  schema: path,
  complete: (context: CommandContext) => pathsOf(context, true),
};
/** Changes shown at once. */
const HISTORY = 15;

export const configCommands = [
  command({
    name: 'config show',
    about: 'Shows settings, and where each value comes from; without words those that are not the default.',
    who: 'admin',
    arguments: {
      path: {
        ...PATH,
        about: 'A setting, a section or a part of a table.',
        schema: path.optional(),
        complete: (context: CommandContext) => pathsOf(context, false),
      },
    },
    examples: ['config show', 'config show policy', 'config show handoff.note_mark'],
    run({ path: asked }, { settings }) {
      const shown = settings.show(asked);
      const data = shown.map(({ about: _, allowed: __, ...one }) => one);
      const [only] = shown;
      if (shown.length === 1 && only) {
        const fixed = only.fixed ? '\n\nIt is read when Baton starts; no command changes it.' : '';
        return {
          say: `${code(only.path)} is ${written(only.value)} (${plain(sourceSaid(only, { settings }))}). ${plain(only.about)}\n\nAllowed: ${plain(only.allowed)}${fixed}`,
          data: only,
        };
      }
      const wanted = asked === undefined ? shown.filter(({ usual }) => !usual) : shown;
      if (wanted.length === 0)
        return { say: `Every setting has its default. ${code('config show SECTION')} shows them.`, data };
      const lines = wanted.map(
        (one) => `${code(one.path)} ${written(one.value)} (${plain(sourceSaid(one, { settings }))})`,
      );
      return { say: list(lines, 60), data };
    },
  }),
  command({
    name: 'config set',
    about: 'Changes a setting, in every process within seconds.',
    who: 'admin',
    arguments: {
      path: PATH,
      value: {
        about: 'The new value; several with commas.',
        allowed: 'what the setting allows',
        schema: z.string(),
        rest: true,
        complete: (_: CommandContext, [asked = '']: readonly string[]) => choicesOf(asked),
      },
    },
    examples: ['config set handoff.reminder_after 15m', 'config set assistant.mode draft'],
    run: ({ path: asked, value }, context) => setSetting(context, asked, value),
  }),
  command({
    name: 'config unset',
    about:
      'Takes back what commands have set: what the environment, the file or the default says is in force again.',
    who: 'admin',
    arguments: { path: { ...PATH, complete: changedPaths } },
    examples: ['config unset handoff.reminder_after'],
    run: ({ path: asked }, context) => unsetSetting(context, asked),
  }),
  command({
    name: 'config undo',
    about: 'Takes back the last change, or the one with a number.',
    who: 'admin',
    arguments: {
      number: {
        about: 'The number of the change.',
        allowed: 'a number, as in config history',
        schema: z.coerce.number().int().min(1).max(1e12).optional(),
        async complete({ settings }: CommandContext) {
          const changes = await settings.history(25);
          return changes
            .filter(({ undoneBy, undoes }) => undoneBy === null && undoes === null)
            .map(({ id, path: at, to }) => ({
              value: String(id),
              label: `${at} → ${JSON.stringify(to) ?? 'nothing'}`,
            }));
        },
      },
    },
    examples: ['config undo', 'config undo 12'],
    async run({ number }, context) {
      const undone = await context.settings.undo(signatureOf(context), number);
      return {
        say: `Undid change ${undone.undid} by ${plain(undone.madeBy.name)}. ${fromTo(undone)}`,
        data: undone,
      };
    },
  }),
  command({
    name: 'config history',
    about: 'Shows the latest changes: who, when, from what to what.',
    who: 'admin',
    arguments: { path: { ...PATH, schema: path.optional(), complete: changedPaths } },
    examples: ['config history', 'config history desk.agents'],
    async run({ path: asked }, { settings }) {
      const changes = await settings.history(HISTORY, asked);
      if (changes.length === 0) return { say: 'No command has changed anything there.', data: [] };
      const { time_zone: zone } = settings.current().desk;
      const lines = changes.map(({ id, path: at, from, to, by, at: time, undoes, undoneBy }) => {
        const fate =
          undoneBy !== null ? `, undone by ${undoneBy}` : undoes !== null ? `, undid ${undoes}` : '';
        return `**${id}** ${deskTime(time, zone)}, ${plain(by.name)}: ${code(at)} ${written(from)} → ${written(to)}${fate}`;
      });
      return { say: list(lines), data: changes };
    },
  }),
];

/** Places that commands have set. */
function changedPaths({ settings }: CommandContext): Choice[] {
  return settings
    .show()
    .filter(({ source }) => source.from === 'command')
    .map((one) => ({ value: one.path, label: one.about }));
}
